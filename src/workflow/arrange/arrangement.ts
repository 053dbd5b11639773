/** What becomes of an open task when a person arranges the queue: its priority, or where it stands. Pure. */
import { priorityEdit, priorityWord, statusEdit } from '../../backlog/standard/edit/arranging.ts';
import type { FileEdit } from '../../backlog/standard/edit/recording.ts';
import { setSummaryCell, summaryColumns } from '../../backlog/standard/edit/summary-row.ts';
import type { Priority, Task } from '../../backlog/task.ts';

/** active: may be begun. backlog: later; only task files have such a folder. blocked: held back, in the folder where it lies. */
export type OpenPlace = 'active' | 'backlog' | 'blocked';

export type Change = { readonly priority: Priority } | { readonly place: OpenPlace };

/** The edit of one line; and the new path of the file, where it moves. */
export interface ArrangementEdit extends FileEdit {
  readonly to?: string;
}

/** @throws EditConflict where the task has no file that could hold it */
export function editFor(task: Task, change: Change): ArrangementEdit {
  if ('priority' in change) return priorityEdit(task, change.priority);
  const { layout, file } = task;
  const { place } = change;
  if (layout === 'standard') return statusEdit(task, place === 'active' ? 'open' : place);
  const to = place === 'blocked' ? file : file.replace(/^tasks\/[^/]+\//, `tasks/${place}/`);
  return { ...statusEdit(task, place), ...(to === file ? {} : { to }) };
}

/** The summary table with the item's row as its files are now; a table without such a row, or column, stays as it is. */
export function withRow(table: string, { id }: Pick<Task, 'id'>, change: Change): string {
  if ('priority' in change) {
    return setSummaryCell(table, id, summaryColumns.priority, (before) => priorityWord(change.priority, before));
  }
  const { place } = change;
  return setSummaryCell(table, id, summaryColumns.status, place === 'active' ? 'open' : place);
}

/** Subject and body of the commit. */
export function messageFor(tasks: readonly Pick<Task, 'id' | 'title'>[], change: Change): string {
  const what = 'priority' in change ? `priority ${change.priority}` : `status ${change.place}`;
  const [first] = tasks;
  if (tasks.length === 1 && first !== undefined) return `Set ${first.id}: ${what}`;
  return `Set ${tasks.length} tasks: ${what}\n\n${tasks.map(({ id, title }) => `- ${id} ${title}`).join('\n')}`;
}
