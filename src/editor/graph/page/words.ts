/** The sentences of the page. */
import * as l10n from '../../l10n.ts';
import type { Graph } from '../graph.ts';
import type { ShownPart } from '../shown-part.ts';

/** What a screen reader says when it comes to the picture. */
export function pictureLabel({ nodes, edges }: ShownPart): string {
  const tasks = nodes.filter(({ kind }) => kind === 'task').length;
  const counts = [
    tasks === 1 ? l10n.t('1 task') : l10n.t`${l10n.number(tasks)} tasks`,
    edges.length === 1 ? l10n.t('1 dependency') : l10n.t`${edges.length} dependencies`,
  ].join(', ');
  return l10n.t`Dependency graph, ${counts}. Left comes before, right comes after.`;
}

/** What is said while a picture is on its way. */
export function layingOutText({ nodes }: ShownPart): string {
  return nodes.length === 1 ? l10n.t('Laying out 1 card…') : l10n.t`Laying out ${nodes.length} cards…`;
}

/** That the picture could not be drawn, and what can be done. */
export function failedText(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${l10n.t`The graph could not be laid out: ${reason}`} ${l10n.t('Close this tab and show the graph again.')}`;
}

/** Why there is nothing to be seen; empty where there is something. */
export function emptyText({ error, nodes }: Graph, part: ShownPart): string {
  if (error !== undefined) return error;
  if (part.nodes.length > 0) return '';
  return nodes.length === 0
    ? l10n.t('There are no tasks yet.')
    : l10n.t('No task is open. "Completed" shows those that had dependencies.');
}

/** Names the tasks that wait for each other; empty where there are none. */
export function circleText({ circles, nodes }: Graph): string {
  const ids = new Map(nodes.map(({ key, id }) => [key, id]));
  return circles
    .map((keys) => {
      const named = keys.slice(0, 6).map((key) => ids.get(key) ?? key);
      const all =
        keys.length > named.length
          ? l10n.t`${named.join(', ')} and ${keys.length - named.length} more`
          : l10n.list(named);
      return l10n.t`${all} wait for each other, so none of them can begin. Remove one of the dependencies marked ↻.`;
    })
    .join(' ');
}
