import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import type { Backlog, Task } from '../backlog/task.ts';
import { InputError } from './input-error.ts';
import { whereWorkIs } from './no-work.ts';

/**
 * The task that a caller names.
 * @param root path of the repository, for messages
 * @throws InputError when no task, or more than one, has this id, and where the repository holds no work at all
 */
export function taskNamed(backlog: Backlog, itemId: string, root: string): Task {
  const lookup = findTask(backlog, itemId);
  if (lookup.kind === 'found') return lookup.task;
  if (lookup.kind === 'unknown' && backlog.hasTasksFolder === false) throw new InputError(whereWorkIs(root));
  throw new InputError(lookupMessage(lookup, itemId));
}
