/** What open items wait for, as a Mermaid graph that can still be read. Pure. */
import { idKey } from '../../backlog/task-id.ts';
import { counted } from '../../session/report/figures.ts';
import { mermaidBlock, mermaidLabel } from '../../session/report/mermaid.ts';
import type { ReportItem } from './report-facts.ts';

/** Items that can be read on a screen. */
const shownItems = 24;

/** The graph of the items that wait for another, or are waited for; nothing where none does. */
export function chainBlocks(items: readonly ReportItem[]): string[] {
  const open = items.filter(({ state }) => state !== 'ended');
  const byKey = new Map(open.map((item) => [idKey(item.id), item]));
  const edges = open.flatMap((item) =>
    item.waitsFor.flatMap((id) => {
      const first = byKey.get(idKey(id));
      return first === undefined ? [] : [{ first, later: item }];
    }),
  );
  if (edges.length === 0) return [];
  const linked = open.filter((item) => edges.some(({ first, later }) => first === item || later === item));
  const shown = mostTelling(linked, edges);
  const names = nodeNames(shown);
  const nodes = shown.map((item) => `    ${names.get(item)}${shape(item)}`);
  const arrows = edges.flatMap(({ first, later }) => {
    const [from, to] = [names.get(first), names.get(later)];
    return from === undefined || to === undefined ? [] : [`    ${from} --> ${to}`];
  });
  const more = linked.length - shown.length;
  const legend = 'An arrow leads to what waits. Round: ready. Six corners: a person has to act.';
  return [
    '## What waits for what',
    mermaidBlock(['graph LR', ...nodes, ...arrows]),
    more > 0 ? `${legend} ${counted(more, 'item')} more ${more === 1 ? 'is' : 'are'} not drawn.` : legend,
  ];
}

interface Edge {
  readonly first: ReportItem;
  readonly later: ReportItem;
}

/** Where there are too many: those that others wait for come first, each followed by what waits for it. */
function mostTelling(linked: readonly ReportItem[], edges: readonly Edge[]): readonly ReportItem[] {
  if (linked.length <= shownItems) return linked;
  const weight = (item: ReportItem) => edges.filter(({ first }) => first === item).length;
  const chosen = new Set<ReportItem>();
  for (const item of linked.toSorted((a, b) => weight(b) - weight(a))) {
    const waiting = edges.filter(({ first }) => first === item).map(({ later }) => later);
    for (const one of [item, ...waiting]) if (chosen.size < shownItems) chosen.add(one);
  }
  return linked.filter((item) => chosen.has(item));
}

/** Names that Mermaid takes for nothing else: its own words are in small letters. */
function nodeNames(items: readonly ReportItem[]): ReadonlyMap<ReportItem, string> {
  const taken = new Set<string>();
  const names = new Map<ReportItem, string>();
  for (const item of items) {
    const plain = `${/^[A-Z]/.test(item.id) ? '' : 'I_'}${item.id.replace(/\W/g, '_')}`;
    let name = plain;
    for (let count = 2; taken.has(name); count += 1) name = `${plain}_${count}`;
    taken.add(name);
    names.set(item, name);
  }
  return names;
}

function shape({ id, title, state }: ReportItem): string {
  const label = `"${mermaidLabel(`${id} ${title}`, 60)}"`;
  if (state === 'person') return `{{${label}}}`;
  return state === 'ready' ? `(${label})` : `[${label}]`;
}
