/** The sentences of the page. */
import type { Graph } from '../graph.ts';
import type { ShownPart } from '../shown-part.ts';

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

/** What a screen reader says when it comes to the picture. */
export function pictureLabel({ nodes, edges }: ShownPart): string {
  const tasks = count(nodes.filter(({ kind }) => kind === 'task').length, 'task', 'tasks');
  return `Dependency graph, ${tasks}, ${count(edges.length, 'dependency', 'dependencies')}. Left comes before, right comes after.`;
}

/** What is said while a picture is on its way. */
export function layingOutText({ nodes }: ShownPart): string {
  return `Laying out ${count(nodes.length, 'card', 'cards')}…`;
}

/** That the picture could not be drawn, and what can be done. */
export function failedText(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The graph could not be laid out: ${reason} Close this tab and show the graph again.`;
}

/** Why there is nothing to be seen; empty where there is something. */
export function emptyText({ error, nodes }: Graph, part: ShownPart): string {
  if (error !== undefined) return error;
  if (part.nodes.length > 0) return '';
  return nodes.length === 0
    ? 'There are no tasks yet.'
    : 'No task is open. "Completed" shows those that had dependencies.';
}

/** Names the tasks that wait for each other; empty where there are none. */
export function circleText({ circles, nodes }: Graph): string {
  const ids = new Map(nodes.map(({ key, id }) => [key, id]));
  return circles
    .map((keys) => {
      const named = keys.slice(0, 6).map((key) => ids.get(key) ?? key);
      const all =
        keys.length > named.length ? `${named.join(', ')} and ${keys.length - named.length} more` : listed(named);
      return `${all} wait for each other, so none of them can begin. Remove one of the dependencies marked ↻.`;
    })
    .join(' ');
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
