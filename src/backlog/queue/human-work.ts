/** What people have to do before the work can go on, and how urgent that is. */
import { actionState } from '../parse/action-report.ts';
import type { HumanAction, Priority, Task } from '../task.ts';
import { idKey, idNumber } from '../task-id.ts';

/** From the most urgent to the least. */
export const priorityOrder: readonly Priority[] = ['critical', 'high', 'medium', 'low'];

export interface HumanWork {
  readonly action: HumanAction;
  /** The highest priority among the tasks that it blocks, directly or through other tasks; never below its own. */
  readonly effectiveUrgency: Priority;
  /** The open tasks that it blocks directly. */
  readonly blocks: readonly Task[];
  /** The most urgent task that it frees, when it blocks any. */
  readonly frees: Task | undefined;
}

/**
 * The human actions that are not over, with the tasks that a person must do among them, most urgent first.
 * @param dependents the open tasks that wait directly for what has this id
 */
export function rankHumanWork(
  actions: readonly HumanAction[],
  open: readonly Task[],
  dependents: (id: string) => readonly Task[],
): HumanWork[] {
  const openById = byKey(open, ({ id }) => [id]);
  const unfinished = [
    ...actions.filter(isUnfinished),
    ...open.filter(({ isHumanAction }) => isHumanAction).map(asAction),
  ];
  return unfinished.map((action) => weigh(action, openById, dependents)).toSorted(byUrgency);
}

/** Whether an action still blocks what it lists. */
export function isUnfinished(action: HumanAction): boolean {
  return actionState(action.status) !== 'ended';
}

/** The human actions, not over, by the `idKey` of each task that they list. */
export function listingActions(
  actions: readonly HumanAction[],
  open: readonly Task[],
): ReadonlyMap<string, readonly HumanAction[]> {
  const listing = [...actions, ...open.filter(({ isHumanAction }) => isHumanAction).map(asAction)].filter(isUnfinished);
  return byKey(listing, ({ id, blockingItems }) => blockingItems.filter((item) => idKey(item) !== idKey(id)));
}

/** Groups values by the `idKey` of each of their ids. */
export function byKey<T>(
  values: readonly T[],
  idsOf: (value: T) => readonly string[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    for (const key of new Set(idsOf(value).map(idKey))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    }
  }
  return groups;
}

/** A task of the type human-action lists what stands downstream of it. */
function asAction(task: Task): HumanAction {
  const downstream = task.dependencies.filter(({ direction }) => direction === 'downstream');
  const state = actionState(task.status);
  return {
    id: task.id,
    title: task.title,
    status: state === 'blocked' || task.status === 'in_progress' ? state : 'pending',
    urgency: task.priority,
    blockingItems: [...new Set(downstream.map(({ id }) => id))],
    file: task.file,
  };
}

function weigh(
  action: HumanAction,
  openById: ReadonlyMap<string, readonly Task[]>,
  dependents: (id: string) => readonly Task[],
): HumanWork {
  const listed = action.blockingItems.flatMap((id) => openById.get(idKey(id)) ?? []);
  const blocks = [...new Set([...listed, ...dependents(action.id)])].filter(({ file }) => file !== action.file);
  const all = new Set(blocks);
  for (const task of all) for (const dependent of dependents(task.id)) all.add(dependent);
  const frees = [...all].toSorted((one, other) => priorityRank(one.priority) - priorityRank(other.priority))[0];
  const effectiveUrgency = frees === undefined ? action.urgency : higher(action.urgency, frees.priority);
  return { action, effectiveUrgency, blocks, frees };
}

function higher(one: Priority, other: Priority): Priority {
  return priorityRank(one) <= priorityRank(other) ? one : other;
}

/** 0 for critical to 3 for low. */
export function priorityRank(priority: Priority): number {
  return priorityOrder.indexOf(priority);
}

function byUrgency(one: HumanWork, other: HumanWork): number {
  return (
    priorityRank(one.effectiveUrgency) - priorityRank(other.effectiveUrgency) ||
    idNumber(one.action.id) - idNumber(other.action.id) ||
    one.action.id.localeCompare(other.action.id)
  );
}
