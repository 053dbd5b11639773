/** What a screen reader says of a node. */
import * as l10n from '../l10n.ts';
import { spokenCounts } from '../spoken-counts.ts';
import type { GraphNode } from './graph.ts';
import { nodeWord } from './node-word.ts';
import type { Relations } from './relations.ts';

/** Who it is, its state, how far it is, and its arrows: what they lead to is named as long as it is few. */
export function spokenNode(node: GraphNode, relations: Relations, idOf: (key: string) => string): string {
  const { key, id, title, state, progress, priority, next } = node;
  return [
    `${id} ${title}`,
    nodeWord(state),
    next ? l10n.t('next') : '',
    spokenCounts(progress),
    state === 'completed' || priority === undefined ? '' : l10n.t`${priority} priority`,
    named((others) => l10n.t`comes after ${others}`, relations.before(key), idOf),
    named((others) => l10n.t`comes before ${others}`, relations.after(key), idOf),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const few = 4;

function named(said: (others: string) => string, keys: readonly string[], idOf: (key: string) => string): string {
  if (keys.length === 0) return '';
  return said(keys.length > few ? l10n.t`${keys.length} others` : l10n.list(keys.map(idOf)));
}
