/** What a screen reader says of a node. */
import { spokenCounts } from '../spoken-counts.ts';
import type { GraphNode } from './graph.ts';
import type { Relations } from './relations.ts';

/** Who it is, its state, how far it is, and its arrows: what they lead to is named as long as it is few. */
export function spokenNode(node: GraphNode, relations: Relations, idOf: (key: string) => string): string {
  const { key, id, title, kind, state, progress, priority, next } = node;
  const words = { task: state, action: 'human action', missing: 'unknown id', external: 'in another repository' };
  return [
    `${id} ${title}`,
    words[kind],
    next ? 'next' : '',
    spokenCounts(progress),
    state === 'completed' || priority === undefined ? '' : `${priority} priority`,
    named('comes after', relations.before(key), idOf),
    named('comes before', relations.after(key), idOf),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const few = 4;

function named(words: string, keys: readonly string[], idOf: (key: string) => string): string {
  if (keys.length === 0) return '';
  return `${words} ${keys.length > few ? `${keys.length} others` : keys.map(idOf).join(' and ')}`;
}
