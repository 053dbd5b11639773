/** What stands behind an id that a task names. */
import type { Backlog, HumanAction, Problem, Task } from '../task.ts';
import { idKey, idsOfPath, isExternalKind } from '../task-id.ts';
import { isUnfinished } from './human-work.ts';
import { type Resolution, resolveTasks } from './identity.ts';
import { isGivenUp } from './status-words.ts';
import { factsOf } from './task-facts.ts';

/** Tasks and human actions, by what their ids have in common. */
export interface Register extends Resolution {
  readonly actions: ReadonlyMap<string, HumanAction>;
  /** Files named after an id that cannot be read, or lie where none are read. */
  readonly unreadable: ReadonlyMap<string, Problem>;
}

/** Makes the register of a backlog. */
export function registerOf({ tasks, humanActions, problems, misplaced = [] }: Backlog): Register {
  const actions = new Map<string, HumanAction>();
  for (const action of humanActions) {
    const key = idKey(action.id);
    if (!actions.has(key)) actions.set(key, action);
  }
  const unreadable = new Map<string, Problem>();
  for (const problem of problems) {
    if (!problem.code.startsWith('file-')) continue;
    for (const id of idsOfPath(problem.file)) unreadable.set(idKey(id), problem);
  }
  for (const { id, problem } of misplaced) {
    const key = idKey(id);
    if (!unreadable.has(key)) unreadable.set(key, problem);
  }
  return { ...resolveTasks(tasks), actions, unreadable };
}

export interface Standing {
  /**
   * open: a task still to be done. action: a person is needed. met: done, or given up. unknown: no file holds the id.
   * external: it is of another repository. self: it is the task that names it.
   */
  readonly state: 'open' | 'action' | 'met' | 'unknown' | 'external' | 'self';
  /** The tasks that hold the id: the open ones, and only where there are none those that are over. */
  readonly tasks: readonly Task[];
  readonly action?: HumanAction;
  /** Why nothing is known about an id that a file is named after. */
  readonly unreadable?: Problem;
  /** Whether all that holds the id was given up. */
  readonly isGivenUp?: boolean;
}

const nobody: readonly Task[] = [];
const self: Standing = { state: 'self', tasks: nobody };
const unknown: Standing = { state: 'unknown', tasks: nobody };
const external: Standing = { state: 'external', tasks: nobody };

/** Looks up what `task` means by an id. @param key the id as `idKey` writes it */
export function standingOf(key: string, task: Task, register: Register): Standing {
  const own = factsOf(task).key;
  if (key === own) return self;
  const standing = standingOfId(key, register);
  // What was merged into the task itself is no reason to wait.
  if (standing.state === 'open' && keyAfterMerges(key, register) === own) return { state: 'met', tasks: nobody };
  // Tasks of the gitops layout name items of other repositories; an item names those of its own.
  return standing.state === 'external' && task.layout === 'standard' ? unknown : standing;
}

/** Looks an id up for whoever names it. @param key the id as `idKey` writes it */
export function standingOfId(key: string, register: Register): Standing {
  const heir = keyAfterMerges(key, register);
  const holders = register.holders.get(heir);
  if (holders !== undefined && holders.open.length > 0) return { state: 'open', tasks: holders.open };
  if (holders !== undefined) {
    return { state: 'met', tasks: holders.ended, isGivenUp: holders.ended.every(isGivenUp) };
  }
  const action = register.actions.get(heir);
  if (action !== undefined) return { state: isUnfinished(action) ? 'action' : 'met', tasks: nobody, action };
  const unreadable = register.unreadable.get(heir);
  if (unreadable !== undefined) return { state: 'unknown', tasks: nobody, unreadable };
  return isExternalKind(key) ? external : unknown;
}

/** Whether what holds an id is over and went into another task. */
export function isMerged(key: string, register: Register): boolean {
  return heirOf(key, register) !== undefined;
}

/** The id of the task that one lives on in, as `idKey` writes it. */
function heirOf(key: string, { holders }: Register): string | undefined {
  const holder = holders.get(key);
  if (holder === undefined || holder.open.length > 0) return undefined;
  const target = holder.ended.find(({ mergedInto }) => mergedInto !== undefined)?.mergedInto;
  return target === undefined ? undefined : idKey(target);
}

/** A merged task lives on in the one that keeps its criteria; one that leads back to itself, or nowhere, is over. */
function keyAfterMerges(key: string, register: Register): string {
  let current = key;
  const seen = new Set<string>();
  for (let heir = heirOf(key, register); heir !== undefined; heir = heirOf(current, register)) {
    if (!register.holders.has(heir)) return current;
    seen.add(current);
    if (seen.has(heir)) return key;
    current = heir;
  }
  return current;
}
