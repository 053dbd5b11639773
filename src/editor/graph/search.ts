/** Finds nodes by what is written on them. */
import type { GraphNode } from './graph.ts';

/** Keys of the nodes in which every word of the query stands, in their order; none for an empty query. */
export function findNodes(nodes: readonly GraphNode[], query: string): string[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return nodes
    .filter(({ id, title, state, priority = '', labels, progress }) => {
      const text = [id, title, state, priority, progress, ...labels].join('\n').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map(({ key }) => key);
}

/** The one after, or before, the current one in a list, round its ends; the first where the current one is not in it. */
export function nextOf(keys: readonly string[], current: string | undefined, step: 1 | -1): string | undefined {
  const at = current === undefined ? -1 : keys.indexOf(current);
  if (at < 0) return step === 1 ? keys[0] : keys.at(-1);
  return keys[(at + step + keys.length) % keys.length];
}
