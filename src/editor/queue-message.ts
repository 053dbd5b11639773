/** What the Task Queue says of itself: the one line above the rows, and which welcome text stands where there are none. Pure. */
import * as l10n from './l10n.ts';
import type { RepositoryQueue } from './queue-entries.ts';
import { filterText, isFiltering, type QueueOptions } from './queue-options.ts';
import { filtered } from './queue-selection.ts';

export type WelcomeState = 'loading' | 'noTasks' | 'empty' | 'filled';

export function welcomeState(isShown: boolean, folders: number, queues: readonly RepositoryQueue[]): WelcomeState {
  if (!isShown) return 'loading';
  if (folders === 0) return 'noTasks';
  const hasRows = queues.some(({ tasks, unread = 0, error }) => {
    return tasks.length + unread > 0 || error !== undefined;
  });
  // Several repositories always have rows of their own.
  return hasRows || folders > 1 ? 'filled' : 'empty';
}

/** Whether there are tasks, and the filter, or Hide Completed, leaves no row at all. */
export function isHidden(queues: readonly RepositoryQueue[], options: QueueOptions): boolean {
  const [only, ...others] = queues;
  if (only === undefined || others.length > 0) return false;
  const { tasks, unread = 0, error, warnings } = only;
  const hasOthers = error !== undefined || warnings.length > 0 || (unread > 0 && options.showCompleted);
  return tasks.length + unread > 0 && !hasOthers && shownOf(tasks, options).length === 0;
}

/**
 * One line, or nothing.
 * @param hasRows whether there is any row: the editor shows no welcome text beside a message
 */
export function queueMessage(
  isRestricted: boolean,
  hasRows: boolean,
  queues: readonly RepositoryQueue[],
  options: QueueOptions,
): string {
  if (!hasRows) return '';
  const lines: string[] = [];
  if (isRestricted) lines.push(l10n.t('Restricted Mode: tasks can be read, nothing is run.'));
  if (isFiltering(options.filter)) {
    const all = queues.flatMap(({ tasks }) => tasks);
    const unread = queues.reduce((sum, queue) => sum + (queue.unread ?? 0), 0);
    const [shown, total] = [shownOf(all, options).length, all.length + unread].map((count) => l10n.number(count));
    lines.push(l10n.t`Filter: ${filterText(options.filter)} (${shown ?? ''} of ${total ?? ''} tasks)`);
  }
  return lines.join(' ');
}

function shownOf(tasks: RepositoryQueue['tasks'], { filter, showCompleted }: QueueOptions): RepositoryQueue['tasks'] {
  const fitting = filtered(tasks, filter);
  return showCompleted ? fitting : fitting.filter(({ state }) => state !== 'completed');
}
