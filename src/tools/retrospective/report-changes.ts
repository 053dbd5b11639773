/** What a retrospective changed, or would change, and what it refused, with the reasons. Pure. */
import type { Proposal } from '../../backlog/retrospective/proposal.ts';
import { idKey } from '../../backlog/task-id.ts';
import { counted } from '../../session/report/figures.ts';
import { code, fileLink, inline, sentence } from '../../session/report/inline.ts';
import type { Applied, ReportItem, RetrospectiveFacts } from './report-facts.ts';

/** docs/retrospectives/ is two folders below the root. */
const depth = 2;

const kinds = ['create', 'priority', 'merge', 'deprecate'] as const;

/** An item as a link with its title; its id alone where nobody knows its file. */
export function itemText(id: string, items: readonly ReportItem[]): string {
  const item = items.find((one) => idKey(one.id) === idKey(id));
  return item === undefined ? code(id) : `${fileLink(id, item.file, depth)} ${inline(item.title)}`;
}

function idLink(id: string, items: readonly ReportItem[]): string {
  const item = items.find((one) => idKey(one.id) === idKey(id));
  return item === undefined ? code(id) : fileLink(id, item.file, depth);
}

/** For example: 2 deprecated, 1 merged, 1 priority changed. Empty where nothing is. */
export function changesText(applied: readonly Applied[]): string {
  const words = { create: 'opened', priority: 'reprioritised', merge: 'merged', deprecate: 'deprecated' };
  return kinds
    .map((kind) => ({ kind, count: applied.filter(({ proposal }) => proposal.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }, index) => `${index === 0 ? counted(count, 'item') : count} ${words[kind]}`)
    .join(', ');
}

/** The section of the changes. */
export function changeBlocks({ applied, items, dryRun }: RetrospectiveFacts): string[] {
  if (applied.length === 0) return [];
  const sorted = applied.toSorted((a, b) => kinds.indexOf(a.proposal.kind) - kinds.indexOf(b.proposal.kind));
  const lines = sorted.map((one) => `- ${deed(one, items, dryRun)} ${why(one.proposal)}`);
  return [dryRun ? '## What would be changed' : '## What was changed', lines.join('\n')];
}

function deed({ proposal, itemId }: Applied, items: readonly ReportItem[], dryRun: boolean): string {
  switch (proposal.kind) {
    case 'create': {
      const item = itemId === undefined ? inline(proposal.title) : itemText(itemId, items);
      return `**${dryRun ? 'Open' : 'Opened'}** ${item}:`;
    }
    case 'priority':
      return `**${proposal.from} → ${proposal.to}** ${itemText(proposal.id, items)}:`;
    case 'merge':
      return `**${dryRun ? 'Merge' : 'Merged'}** ${itemText(proposal.source, items)} **into** ${itemText(proposal.target, items)}:`;
    case 'deprecate':
      return `**${dryRun ? 'Deprecate' : 'Deprecated'}** ${itemText(proposal.id, items)}:`;
  }
}

function why({ reason, by }: Applied['proposal']): string {
  return `${sentence(reason)} _(${by === 'judge' ? 'Codex' : `rule ${inline(by)}`})_`;
}

/** Items of one line; a judge that lies may name all there are. */
const shownTogether = 10;

/** The section of what was proposed and does not count; what is refused for the same reason stands in one line. */
export function refusedBlocks({ refused, items }: RetrospectiveFacts): string[] {
  if (refused.length === 0) return [];
  const lines = new Map<string, { readonly begin: string; readonly end: string; readonly about: string[] }>();
  for (const { proposal, why: reason } of refused) {
    const [begin, end] = [wish(proposal), sentence(reason)];
    const key = `${begin}\n${end}`;
    lines.set(key, { begin, end, about: [...(lines.get(key)?.about ?? []), aboutWhat(proposal, items)] });
  }
  const texts = Array.from(lines.values(), ({ begin, end, about }) => {
    const more = about.length - shownTogether;
    return `- ${begin} ${about.slice(0, shownTogether).join(', ')}${more > 0 ? ` and ${more} more` : ''}: ${end}`;
  });
  return ['## Refused', 'These were proposed and do not hold. Nothing was changed for them.', texts.join('\n')];
}

function wish(proposal: Proposal): string {
  const from = proposal.by === 'judge' ? 'Codex' : `Rule ${inline(proposal.by)}`;
  if (proposal.kind === 'priority') return `${from} would give the priority ${inline(proposal.to)} to`;
  const deeds = { create: 'open', merge: 'merge', deprecate: 'deprecate', recommend: 'say' } as const;
  return `${from} would ${deeds[proposal.kind]}`;
}

function aboutWhat(proposal: Proposal, items: readonly ReportItem[]): string {
  switch (proposal.kind) {
    case 'create':
      return `“${inline(proposal.title)}”`;
    case 'merge':
      return `${idLink(proposal.source, items)} into ${idLink(proposal.target, items)}`;
    case 'priority':
    case 'deprecate':
      return idLink(proposal.id, items);
    case 'recommend':
      return `“${inline(proposal.text)}”`;
  }
}
