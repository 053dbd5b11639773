/** One card of the picture. */
import * as l10n from '../../l10n.ts';
import { fitText } from '../fit-text.ts';
import type { GraphNode } from '../graph.ts';
import { card as size } from '../layout.ts';
import { nodeWord } from '../node-word.ts';
import { svg } from './elements.ts';
import { colorOf, symbol } from './symbols.ts';

const inset = 14;
const bar = { width: 56, height: 4 } as const;

/** Fills the card's group anew; the group itself stays, so that the keyboard's focus does. */
export function fillCard(group: SVGGElement, node: GraphNode, root: string, widthOf: (text: string) => number): void {
  const { id, title, icon, explanation, kind, state, next, file } = node;
  group.setAttribute('class', `card ${kind} ${state}${next ? ' next' : ''}`);
  group.style.setProperty('--state', colorOf(icon.color));
  const lines = fitText(title, size.width - 2 * inset, 2, widthOf);
  group.replaceChildren(
    svg('title', {}, `${id} ${title}\n${explanation}`),
    svg('rect', { class: 'ring', x: -4, y: -4, width: size.width + 8, height: size.height + 8, rx: 9 }),
    svg('rect', { class: 'body', width: size.width, height: size.height, rx: kind === 'action' ? 20 : 6 }),
    ...(kind === 'task'
      ? [svg('path', { class: 'stripe', d: `M5 1h-0a4 4 0 0 0-4 4v${size.height - 10}a4 4 0 0 0 4 4z` })]
      : []),
    svg('g', { transform: `translate(${inset} 11)` }, symbol(icon.name)),
    svg('text', { class: 'id', x: inset + 23, y: 24 }, id),
    ...corner(node),
    ...lines.map((line, index) => svg('text', { class: 'title', x: inset, y: 45 + 16 * index }, line)),
    ...foot(node),
    svg('text', { class: 'far', x: size.width / 2, y: size.height / 2 + 13 }, id),
  );
  // The editor's own context menu reads this: the commands get it as the task that they are for.
  const context = {
    viewItem: node.context || kind,
    repository: root,
    itemId: id,
    ...(file === undefined ? {} : { file }),
  };
  group.dataset['vscodeContext'] = JSON.stringify(context);
}

/** Priority, or what it is that is no task. */
function corner({ kind, priority, state }: GraphNode): SVGElement[] {
  const words = {
    task: state === 'completed' ? '' : (priority ?? ''),
    action: l10n.t('human action'),
    missing: '',
    external: '',
  };
  const attributes = { class: `corner ${priority ?? ''}`, x: size.width - inset, y: 24, 'text-anchor': 'end' };
  return [svg('text', attributes, words[kind])];
}

/** What it does, and how far it is. */
function foot(node: GraphNode): SVGElement[] {
  if (node.kind !== 'task')
    return [svg('text', { class: 'foot', x: inset, y: size.height - 12 }, otherWords()[node.kind])];
  const { done, total } = node;
  const words = svg('text', { class: 'foot', x: inset, y: size.height - 12 }, stateWords(node));
  if (total === 0) return [words];
  const left = size.width - inset - bar.width;
  const top = size.height - 18;
  const share = Math.min(1, done / total) * bar.width;
  return [
    words,
    svg('rect', { class: 'bar', x: left, y: top, ...bar, rx: 2 }),
    ...(share > 0
      ? [svg('rect', { class: 'bar filled', x: left, y: top, width: share, height: bar.height, rx: 2 })]
      : []),
    svg('text', { class: 'foot', x: left - 8, y: size.height - 12, 'text-anchor': 'end' }, `${done}/${total}`),
  ];
}

const otherWords = () => ({
  action: l10n.t('waits for a person'),
  missing: l10n.t('unknown id'),
  external: l10n.t('not waited for'),
});

/** The count stands beside it, so that it is left out here. */
function stateWords({ state, progress, next }: GraphNode): string {
  const going = progress.replace(/ ?\d+\/\d+/, '');
  if (state === 'running') return going === '' ? nodeWord(state) : going;
  const failed = going === '' || going === l10n.t('no criteria') ? '' : going;
  return [state === 'completed' ? l10n.t('done') : nodeWord(state), next ? l10n.t('next') : '', failed]
    .filter((word) => word !== '')
    .join(' · ');
}
