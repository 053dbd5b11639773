/** What arrows, signs and keys mean, to be opened by whoever asks. */
import * as l10n from '../../l10n.ts';
import { html, svg } from './elements.ts';
import { symbol } from './symbols.ts';

const signs = () =>
  [
    ['circle-large-outline', l10n.t('can be processed')],
    ['loading~spin', l10n.t('running')],
    ['lock', l10n.t('waits for another task')],
    ['account', l10n.t('waits for a person')],
    ['error', l10n.t('failed')],
    ['sync-ignored', l10n.t('waits for itself in a circle')],
    ['pass', l10n.t('completed')],
    ['question', l10n.t('no file holds the id')],
  ] as const;

const keys = () =>
  [
    [l10n.t('Arrow keys'), l10n.t('along arrows, among cards')],
    [l10n.t({ message: 'Enter', comment: ['The key'] }), l10n.t('open the task')],
    ['Shift+F10', l10n.t('menu of the card')],
    [l10n.t('/ or Ctrl+F'), l10n.t('search')],
    ['R, Esc', l10n.t('related only, all again')],
    ['C', l10n.t('completed')],
    ['+ − 0', l10n.t('zoom, show all')],
  ] as const;

export function legend(): HTMLElement {
  const row = (sign: Node, words: string) => [html('dt', {}, sign), html('dd', {}, words)];
  const icon = (name: string) => svg('svg', { width: 16, height: 16, 'aria-hidden': 'true' }, symbol(name));
  return html(
    'details',
    { class: 'legend' },
    html('summary', {}, l10n.t('A → B: A comes first')),
    html(
      'div',
      {},
      html('dl', {}, ...signs().flatMap(([name, words]) => row(icon(name), words))),
      html('dl', {}, ...keys().flatMap(([key, words]) => row(html('kbd', {}, key), words))),
    ),
  );
}
