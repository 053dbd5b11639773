/** What arrows, signs and keys mean, to be opened by whoever asks. */
import { html, svg } from './elements.ts';
import { symbol } from './symbols.ts';

const signs = [
  ['circle-large-outline', 'can be processed'],
  ['loading~spin', 'running'],
  ['lock', 'waits for another task'],
  ['account', 'waits for a person'],
  ['error', 'failed'],
  ['sync-ignored', 'waits for itself in a circle'],
  ['pass', 'completed'],
  ['question', 'no file holds the id'],
] as const;

const keys = [
  ['Arrow keys', 'along arrows, among cards'],
  ['Enter', 'open the task'],
  ['Shift+F10', 'menu of the card'],
  ['/ or Ctrl+F', 'search'],
  ['R, Esc', 'related only, all again'],
  ['C', 'completed'],
  ['+ − 0', 'zoom, show all'],
] as const;

export function legend(): HTMLElement {
  const row = (sign: Node, words: string) => [html('dt', {}, sign), html('dd', {}, words)];
  const icon = (name: string) => svg('svg', { width: 16, height: 16, 'aria-hidden': 'true' }, symbol(name));
  return html(
    'details',
    { class: 'legend' },
    html('summary', {}, 'A → B: A comes first'),
    html(
      'div',
      {},
      html('dl', {}, ...signs.flatMap(([name, words]) => row(icon(name), words))),
      html('dl', {}, ...keys.flatMap(([key, words]) => row(html('kbd', {}, key), words))),
    ),
  );
}
