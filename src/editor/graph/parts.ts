/** Splits a graph into what hangs together. */
import type { GraphEdge } from './graph.ts';

type Ends = Pick<GraphEdge, 'from' | 'to'>;

export interface Part {
  readonly keys: readonly string[];
  readonly edges: readonly Ends[];
}

export interface Parts {
  /** The largest first. */
  readonly parts: readonly Part[];
  /** Keys without any edge. */
  readonly loose: readonly string[];
}

/** Keys keep their order in each part. Edges to keys that are not there are left out. */
export function partsOf(keys: readonly string[], edges: readonly Ends[]): Parts {
  const leader = new Map(keys.map((key) => [key, key]));
  const find = (key: string): string => {
    let top = key;
    for (let up = leader.get(top); up !== undefined && up !== top; up = leader.get(top)) top = up;
    for (let one = key; one !== top; ) {
      const up = leader.get(one) ?? top;
      leader.set(one, top);
      one = up;
    }
    return top;
  };
  const inner = edges.filter(({ from, to }) => leader.has(from) && leader.has(to));
  for (const { from, to } of inner) leader.set(find(from), find(to));
  const linked = new Set(inner.flatMap(({ from, to }) => [from, to]));
  const parts = new Map<string, { keys: string[]; edges: Ends[] }>();
  for (const key of keys.filter((one) => linked.has(one))) {
    const top = find(key);
    const part = parts.get(top) ?? { keys: [], edges: [] };
    part.keys.push(key);
    parts.set(top, part);
  }
  for (const edge of inner) parts.get(find(edge.from))?.edges.push(edge);
  return {
    parts: [...parts.values()].toSorted((one, other) => other.keys.length - one.keys.length),
    loose: keys.filter((key) => !linked.has(key)),
  };
}
