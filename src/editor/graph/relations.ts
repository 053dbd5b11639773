/** What comes before a node and after it, however far away. */
import type { GraphEdge } from './graph.ts';

type Ends = Pick<GraphEdge, 'from' | 'to'>;

export class Relations {
  readonly #before = new Map<string, string[]>();
  readonly #after = new Map<string, string[]>();

  constructor(edges: readonly Ends[]) {
    for (const { from, to } of edges) {
      listIn(this.#before, to).push(from);
      listIn(this.#after, from).push(to);
    }
  }

  /** What it names itself. */
  before(key: string): readonly string[] {
    return this.#before.get(key) ?? [];
  }

  /** What names it. */
  after(key: string): readonly string[] {
    return this.#after.get(key) ?? [];
  }

  /** The node itself, all that has to be done before it, and all that waits for it. */
  around(key: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const step of [this.#before, this.#after]) {
      const seen = new Set([key]);
      for (const one of seen) for (const next of step.get(one) ?? []) seen.add(next);
      for (const one of seen) found.add(one);
    }
    return found;
  }
}

function listIn(map: Map<string, string[]>, key: string): string[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
}
