/** Which part of the graph is shown. */
import type { Graph, GraphEdge, GraphNode } from './graph.ts';
import { Relations } from './relations.ts';

export interface GraphFilter {
  /** Archived tasks; of these only what has a dependency: there may be thousands. */
  readonly showCompleted: boolean;
  /** Key of a node: only it, all that comes before it, and all that waits for it. */
  readonly around?: string;
}

export interface ShownPart {
  readonly nodes: readonly GraphNode[];
  /** Those between two nodes that are shown. */
  readonly edges: readonly GraphEdge[];
  /** How many the filter leaves out. */
  readonly hidden: number;
}

export function shownPart({ nodes, edges }: Graph, { showCompleted, around }: GraphFilter): ShownPart {
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const isOpen = ({ key, state }: GraphNode) =>
    key === around || (state !== 'completed' && state !== 'external') || (showCompleted && linked.has(key));
  const open = nodes.filter(isOpen);
  const kept = around === undefined ? undefined : keptAround(open, edges, around);
  const shown = kept === undefined ? open : open.filter(({ key }) => kept.has(key));
  const keys = new Set(shown.map(({ key }) => key));
  return {
    nodes: shown,
    edges: edges.filter(({ from, to }) => keys.has(from) && keys.has(to)),
    hidden: nodes.length - shown.length,
  };
}

/** Ways lead only through what is shown. A node that is gone leaves nothing out. */
function keptAround(
  open: readonly GraphNode[],
  edges: readonly GraphEdge[],
  around: string,
): ReadonlySet<string> | undefined {
  const keys = new Set(open.map(({ key }) => key));
  if (!keys.has(around)) return undefined;
  return new Relations(edges.filter(({ from, to }) => keys.has(from) && keys.has(to))).around(around);
}
