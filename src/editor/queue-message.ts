/** What the Task Queue says of itself: the one line above the rows, and which welcome text stands where there are none. Pure. */
import type { RepositoryQueue } from './queue-entries.ts';
import { filterText, isFiltering, type QueueOptions } from './queue-options.ts';
import { filtered } from './queue-selection.ts';

/** hidden: there are tasks, and the filter, or Hide Completed, leaves none of them. */
export type WelcomeState = 'loading' | 'noTasks' | 'empty' | 'hidden' | 'filled';

export function welcomeState(
  isLoaded: boolean,
  folders: number,
  queues: readonly RepositoryQueue[],
  options: QueueOptions,
): WelcomeState {
  if (!isLoaded) return 'loading';
  if (folders === 0) return 'noTasks';
  const hasRows = queues.some(({ tasks, error }) => tasks.length > 0 || error !== undefined);
  // Several repositories always have rows of their own.
  if (folders > 1) return 'filled';
  if (!hasRows) return 'empty';
  const isHidden = queues.every(
    ({ tasks, error, warnings }) =>
      error === undefined && warnings.length === 0 && shownOf(tasks, options).length === 0,
  );
  return isHidden ? 'hidden' : 'filled';
}

/** One line, or nothing: the editor shows no empty one. */
export function queueMessage(
  isRestricted: boolean,
  state: WelcomeState,
  queues: readonly RepositoryQueue[],
  options: QueueOptions,
): string {
  const lines: string[] = [];
  if (isRestricted) lines.push('Restricted Mode: tasks can be read, nothing is run.');
  if (isFiltering(options.filter) && state !== 'empty' && state !== 'noTasks') {
    const all = queues.flatMap(({ tasks }) => tasks);
    const counts = `${shownOf(all, options).length.toLocaleString('en')} of ${all.length.toLocaleString('en')} tasks`;
    lines.push(`Filter: ${filterText(options.filter)} (${counts})`);
  }
  return lines.join(' ');
}

function shownOf(tasks: RepositoryQueue['tasks'], { filter, showCompleted }: QueueOptions): RepositoryQueue['tasks'] {
  const fitting = filtered(tasks, filter);
  return showCompleted ? fitting : fitting.filter(({ state }) => state !== 'completed');
}
