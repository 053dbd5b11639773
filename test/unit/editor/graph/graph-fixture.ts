/** Small graphs for the tests of the graph's pure parts. */
import type { Graph, GraphEdge, GraphNode } from '../../../../src/editor/graph/graph.ts';

export function node(key: string, more: Partial<GraphNode> = {}): GraphNode {
  return {
    ...{ key, kind: 'task', id: key, title: `Title of ${key}`, state: 'ready', icon: { name: 'lock' } },
    ...{ progress: '0/2', done: 0, total: 2, priority: 'medium', labels: [], next: false },
    ...{ explanation: 'Nothing is in its way.', file: `tasks/active/${key}.md`, context: 'task.ready' },
    ...more,
  };
}

/** From `A>B`: A comes first. `~` in the place of `>` is met, `!` in a circle. */
export function edge(text: string): GraphEdge {
  const [, from = '', sign = '', to = ''] = /^(.+)([>~!])(.+)$/.exec(text) ?? [];
  return { from, to, isMet: sign === '~', isCircular: sign === '!' };
}

/** Nodes of all keys that edges name, and more. */
export function graph(edges: readonly string[], more: readonly GraphNode[] = []): Graph {
  const made = edges.map(edge);
  const given = new Set(more.map(({ key }) => key));
  const named = [...new Set(made.flatMap(({ from, to }) => [from, to]))].filter((key) => !given.has(key));
  return { root: '/shop', nodes: [...named.map((key) => node(key)), ...more], edges: made, circles: [] };
}
