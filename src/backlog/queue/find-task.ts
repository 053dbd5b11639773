/** Finds the task that a caller names. */

import type { Backlog, HumanAction, Problem, Task } from '../task.ts';
import { idKey, idNumber, isTaskId } from '../task-id.ts';
import { resolveTasks } from './identity.ts';

export type TaskLookup =
  | { readonly kind: 'found'; readonly task: Task }
  /** The text is no id; a path, for example. */
  | { readonly kind: 'invalid' }
  /** No file holds the id; `known` are the open ids nearest to it. */
  | { readonly kind: 'unknown'; readonly known: readonly string[] }
  /** Different tasks hold the id. */
  | { readonly kind: 'duplicate'; readonly tasks: readonly Task[] }
  /** The file that is named like the id cannot be read. */
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  /** The id is that of a human action, which is no task. */
  | { readonly kind: 'human-action'; readonly action: HumanAction };

/**
 * Looks an id up: the open task that holds it, else the one that is done. Copies of one task do not make it ambiguous;
 * different open tasks with one id do.
 */
export function findTask(backlog: Backlog, itemId: string): TaskLookup {
  if (!isTaskId(itemId)) return { kind: 'invalid' };
  const key = idKey(itemId);
  const resolution = resolveTasks(backlog.tasks);
  const holders = resolution.holders.get(key);
  const candidates = holders === undefined || holders.open.length > 0 ? (holders?.open ?? []) : holders.ended;
  const [first, ...others] = candidates;
  if (first !== undefined)
    return others.length > 0 ? { kind: 'duplicate', tasks: candidates } : { kind: 'found', task: first };
  const action = backlog.humanActions.find(({ id }) => idKey(id) === key);
  if (action !== undefined) return { kind: 'human-action', action };
  const problem = backlog.problems.find(({ file }) => nameKey(file) === key);
  if (problem !== undefined) return { kind: 'unreadable', problem };
  const distance = (task: Task) => Math.abs(idNumber(task.id) - idNumber(itemId));
  const near = resolution.open.toSorted((one, other) => distance(one) - distance(other));
  return { kind: 'unknown', known: [...new Set(near.map(({ id }) => id))].slice(0, 5) };
}

function nameKey(file: string): string {
  return idKey(file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/i, ''));
}

/** What went wrong and what to do, for every outcome but `found`. */
export function lookupMessage(lookup: Exclude<TaskLookup, { kind: 'found' }>, itemId: string): string {
  switch (lookup.kind) {
    case 'invalid':
      return `${JSON.stringify(itemId)} is not a task id. Give the id alone, for example TASK-001; never a path.`;
    case 'unknown': {
      const known = lookup.known.length === 0 ? 'There are no open tasks.' : `Open tasks: ${lookup.known.join(', ')}.`;
      return `There is no task ${itemId}. ${known}`;
    }
    case 'duplicate': {
      const files = lookup.tasks.map(({ file }) => file).join(', ');
      return `${itemId} is the id of several tasks: ${files}. Give all but one a new id, then run again.`;
    }
    case 'unreadable':
      return `The file of ${itemId} cannot be used: ${lookup.problem.message}`;
    case 'human-action':
      return `${itemId} is a human action ("${lookup.action.title}"): a person must do it, see ${lookup.action.file}.`;
  }
}
