/** What to tell the page when the graph may have changed: as little as possible, since runs report about once a second. */
import { isDeepStrictEqual } from 'node:util';
import type { Graph, GraphNode } from './graph.ts';

/** nothing; the nodes that look different, where the rest is the same; or all of it. */
export function graphUpdate(before: Graph | undefined, after: Graph): 'none' | 'all' | readonly GraphNode[] {
  if (before === undefined || !hasSameShape(before, after)) return 'all';
  const changed = after.nodes.filter((node, index) => !isDeepStrictEqual(node, before.nodes[index]));
  return changed.length === 0 ? 'none' : changed;
}

/** Whether everything would be shown in the same place: which nodes are shown depends on their state, too. */
function hasSameShape(before: Graph, after: Graph): boolean {
  if (before.root !== after.root || before.error !== after.error || before.nodes.length !== after.nodes.length)
    return false;
  return (
    before.nodes.every(({ key, state }, index) => {
      const other = after.nodes[index];
      return other?.key === key && (other.state === 'completed') === (state === 'completed');
    }) && isDeepStrictEqual(before.edges, after.edges)
  );
}
