/** What a task waits for: every upstream statement looked up. */

import type { HumanAction, Task } from '../task.ts';
import { idKey, isExternalKind } from '../task-id.ts';
import { isUnfinished } from './human-work.ts';
import type { Resolution } from './identity.ts';

/** One thing that a task waits for, or waited for. */
export interface Wait {
  readonly id: string;
  /** open: a task still to be done. action: a person is needed. unknown: nothing holds the id. met, external: no block. */
  readonly state: 'met' | 'open' | 'action' | 'unknown' | 'external';
  /** The open tasks that hold the id. */
  readonly tasks: readonly Task[];
}

export interface Waiting {
  readonly waits: readonly Wait[];
  readonly warnings: readonly string[];
}

/** Looks up all upstream ids of a task, each once. */
export function readWaiting(task: Task, resolution: Resolution, actions: readonly HumanAction[]): Waiting {
  const warnings: string[] = [];
  const waits = new Map<string, Wait>();
  for (const { id, direction } of task.dependencies) {
    if (direction !== 'upstream' || waits.has(idKey(id))) continue;
    if (idKey(id) === idKey(task.id)) {
      warnings.push(`${task.id} names itself as a dependency; that is ignored.`);
      continue;
    }
    const wait = lookUp(id, task, resolution, actions, warnings);
    if (wait !== undefined) waits.set(idKey(id), wait);
  }
  return { waits: [...waits.values()], warnings: [...new Set(warnings)] };
}

function lookUp(
  id: string,
  task: Task,
  resolution: Resolution,
  actions: readonly HumanAction[],
  warnings: string[],
): Wait | undefined {
  const key = keyAfterMerges(idKey(id), resolution);
  if (key === idKey(task.id)) return undefined;
  const holders = resolution.holders.get(key);
  if (holders !== undefined && holders.open.length > 0) return { id, state: 'open', tasks: holders.open };
  if (holders !== undefined) {
    if (holders.ended.every(isGivenUp))
      warnings.push(`${task.id} depends on ${id}, which is deprecated; it is not waited for.`);
    return { id, state: 'met', tasks: [] };
  }
  const action = actions.find((one) => idKey(one.id) === key);
  if (action !== undefined) return { id, state: isUnfinished(action) ? 'action' : 'met', tasks: [] };
  if (isExternalKind(id)) {
    warnings.push(`${task.id} depends on ${id}, which is not in this repository; it is not waited for.`);
    return { id, state: 'external', tasks: [] };
  }
  warnings.push(`${task.id} depends on ${id}, which no file holds. Correct the id, or add the task.`);
  return { id, state: 'unknown', tasks: [] };
}

function isGivenUp(task: Task): boolean {
  return task.folder === 'deprecated' || (task.folder !== 'completed' && task.status === 'deprecated');
}

/** A merged task lives on in the one that keeps its criteria. */
function keyAfterMerges(key: string, { holders }: Resolution): string {
  const seen = new Set<string>();
  let current = key;
  while (!seen.has(current)) {
    seen.add(current);
    const holder = holders.get(current);
    const target =
      holder?.open.length === 0 ? holder.ended.find(({ mergedInto }) => mergedInto)?.mergedInto : undefined;
    if (target === undefined || !holders.has(idKey(target))) return current;
    current = idKey(target);
  }
  return key;
}
