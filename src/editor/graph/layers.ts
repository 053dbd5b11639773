/** Gives each node of a part its layer: the length of the longest way to it. Pure, and fast for thousands of nodes. */
import type { GraphEdge } from './graph.ts';
import { Relations } from './relations.ts';

type Ends = Pick<GraphEdge, 'from' | 'to'>;

export interface Layers {
  /** 0 for what nothing comes before, unless what waits for it stands farther right: then it stands next to that. */
  readonly of: ReadonlyMap<string, number>;
  /** Edges that lead back where tasks wait for each other: their ends stand the other way round. */
  readonly back: ReadonlySet<Ends>;
}

export function layersOf(keys: readonly string[], edges: readonly Ends[]): Layers {
  const { order, places } = finished(keys, new Relations(edges));
  const place = (key: string) => places.get(key) ?? 0;
  const back = new Set(edges.filter(({ from, to }) => place(from) > place(to)));
  const onward = new Relations(edges.filter((edge) => !back.has(edge)));
  const layers = new Map<string, number>();
  const layer = (key: string) => layers.get(key) ?? 0;
  for (const key of order) layers.set(key, Math.max(0, ...onward.before(key).map((one) => layer(one) + 1)));
  for (const key of order) {
    const after = onward.after(key);
    if (onward.before(key).length === 0 && after.length > 0) layers.set(key, Math.min(...after.map(layer)) - 1);
  }
  return { of: layers, back };
}

/** Depth first, without recursion: a node stands before all that it leads to, but for ways round. */
function finished(keys: readonly string[], relations: Relations) {
  const seen = new Set<string>();
  const done: string[] = [];
  for (const start of keys) {
    const way: { readonly key: string; at: number }[] = [];
    const enter = (key: string) => {
      if (seen.has(key)) return;
      seen.add(key);
      way.push({ key, at: 0 });
    };
    enter(start);
    for (let step = way.at(-1); step !== undefined; step = way.at(-1)) {
      const next = relations.after(step.key)[step.at];
      step.at += 1;
      if (next !== undefined) enter(next);
      else {
        way.pop();
        done.push(step.key);
      }
    }
  }
  const order = done.reverse();
  return { order, places: new Map(order.map((key, index) => [key, index])) };
}
