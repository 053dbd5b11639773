/** What the panel and its page say to each other. */
import type { Graph, GraphNode } from './graph.ts';

export interface RepositoryName {
  readonly root: string;
  readonly name: string;
}

export type ToPage =
  /** All there is to show; also the first message of all. `focus` is the key of a node to show. */
  | {
      readonly kind: 'graph';
      readonly graph: Graph;
      readonly repositories: readonly RepositoryName[];
      readonly focus?: string;
    }
  /** Nodes that look different now; no edge has changed. */
  | { readonly kind: 'nodes'; readonly nodes: readonly GraphNode[] }
  | { readonly kind: 'focus'; readonly key: string };

export type FromPage =
  /** The page listens; `root` is the repository that it showed before it was closed. */
  | { readonly kind: 'ready'; readonly root?: string }
  | { readonly kind: 'choose'; readonly root: string }
  /** `stay` keeps the keyboard in the graph. */
  | { readonly kind: 'open'; readonly key: string; readonly stay: boolean }
  | { readonly kind: 'save'; readonly svg: string };

/** A message of the page, or undefined where it is none: whatever a page says is looked at first. */
export function readFromPage(value: unknown): FromPage | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...value };
  const { root, key, svg, stay } = fields;
  switch (value.kind) {
    case 'ready':
      return typeof root === 'string' ? { kind: 'ready', root } : { kind: 'ready' };
    case 'choose':
      return typeof root === 'string' ? { kind: 'choose', root } : undefined;
    case 'open':
      return typeof key === 'string' ? { kind: 'open', key, stay: stay === true } : undefined;
    case 'save':
      return typeof svg === 'string' ? { kind: 'save', svg } : undefined;
    default:
      return undefined;
  }
}
