/** Finds the task that a caller names. */

import type { Backlog, HumanAction, Problem, Task } from '../task.ts';
import { idKey, idNumber, idsOfPath, isTaskId } from '../task-id.ts';
import { resolveTasks } from './identity.ts';

export type TaskLookup =
  | { readonly kind: 'found'; readonly task: Task }
  /** The text is no id; a path, for example. */
  | { readonly kind: 'invalid' }
  | UnknownId
  /** Different tasks hold the id. */
  | { readonly kind: 'duplicate'; readonly tasks: readonly Task[] }
  /** The file that is named like the id cannot be read, or lies where none are read. */
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  /** The id is that of a human action, which is no task. */
  | { readonly kind: 'human-action'; readonly action: HumanAction };

/** No file that could be read holds the id. */
export interface UnknownId {
  readonly kind: 'unknown';
  /** The open ids nearest to it. */
  readonly known: readonly string[];
  /** How many others there are. */
  readonly more: number;
  /** Folders that could not be listed; it may lie there. */
  readonly unlisted: readonly Problem[];
}

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
  const stray = backlog.misplaced?.find(({ id }) => idKey(id) === key);
  if (stray !== undefined) return { kind: 'unreadable', problem: stray.problem };
  const problem = backlog.problems.find(({ file }) => idsOfPath(file).map(idKey).includes(key));
  if (problem !== undefined) return { kind: 'unreadable', problem };
  const ids = isActionId(itemId) ? backlog.humanActions : resolution.open;
  const unlisted = backlog.problems.filter(({ code }) => code === 'folder-unreadable');
  return { kind: 'unknown', unlisted, ...nearestIds(itemId, [...new Set(ids.map(({ id }) => id))]) };
}

/** Ids that an answer about an unknown one names. */
const namedIds = 5;

/** The ids nearest to one that nobody has: of the same kind first, then by their number. */
function nearestIds(id: string, ids: readonly string[]): { readonly known: readonly string[]; readonly more: number } {
  const number = idNumber(id);
  const isOther = (one: string) => Number(kindOf(one) !== kindOf(id));
  const distance = (one: string) => Math.abs(idNumber(one) - number);
  const near = ids.toSorted((one, other) => isOther(one) - isOther(other) || distance(one) - distance(other));
  return { known: near.slice(0, namedIds), more: Math.max(0, near.length - namedIds) };
}

/** Whether an id is that of a human action. */
function isActionId(id: string): boolean {
  return kindOf(id) === 'ACTION';
}

/** The word before the number. */
function kindOf(id: string): string {
  return id.slice(0, id.lastIndexOf('-')).toUpperCase();
}

/** What went wrong and what to do, for every outcome but `found`. */
export function lookupMessage(lookup: Exclude<TaskLookup, { kind: 'found' }>, itemId: string): string {
  switch (lookup.kind) {
    case 'invalid':
      return `${JSON.stringify(itemId)} is not a task id. Give the id alone, for example TASK-001; never a path.`;
    case 'unknown':
      return unknownMessage(lookup, itemId);
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

function unknownMessage({ known, more, unlisted }: UnknownId, itemId: string): string {
  const [what, others] = isActionId(itemId) ? ['human action', 'Human actions'] : ['task', 'Open tasks'];
  const missing = unlisted.map(({ message }) => ` ${message}`).join('');
  if (known.length === 0) return `There is no ${what} ${itemId}. There are no ${others.toLowerCase()}.${missing}`;
  const near = more === 0 ? others : `${others} next to it`;
  const rest = more === 0 ? '' : `, and ${more} more`;
  return `There is no ${what} ${itemId}. ${near}: ${known.join(', ')}${rest}.${missing}`;
}
