/** What people have to do before the work can go on, and how urgent that is. */
import { actionState } from '../parse/action-report.ts';
import type { HumanAction, Priority, Task } from '../task.ts';
import { idKey, idNumber } from '../task-id.ts';
import { byText } from './order.ts';
import { priorityRank } from './priority.ts';
import { factsOf } from './task-facts.ts';

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
 * @param dependentsOf the open tasks that wait directly for what has an id, by its `idKey`
 */
export function rankHumanWork(
  actions: readonly HumanAction[],
  open: readonly Task[],
  dependentsOf: () => ReadonlyMap<string, readonly Task[]>,
): HumanWork[] {
  const unfinished = unfinishedWork(actions, open);
  if (unfinished.length === 0) return [];
  const openById = new Map<string, Task[]>();
  for (const task of open) addTo(openById, factsOf(task).key, task);
  const byKey = dependentsOf();
  const dependents = (id: string) => byKey.get(idKey(id)) ?? [];
  return unfinished.map((action) => weigh(action, openById, dependents)).toSorted(byUrgency);
}

/** Whether an action still blocks what it lists. */
export function isUnfinished(action: HumanAction): boolean {
  return actionState(action.status) !== 'ended';
}

/** Whether nobody has begun an action yet. */
export function isPending(action: HumanAction): boolean {
  return actionState(action.status) === 'pending';
}

/** The human actions, not over, by the `idKey` of each task that they list. */
export function listingActions(
  actions: readonly HumanAction[],
  open: readonly Task[],
): ReadonlyMap<string, readonly HumanAction[]> {
  const listing = new Map<string, HumanAction[]>();
  for (const action of unfinishedWork(actions, open)) {
    const own = idKey(action.id);
    for (const key of new Set(action.blockingItems.map(idKey))) if (key !== own) addTo(listing, key, action);
  }
  return listing;
}

function unfinishedWork(actions: readonly HumanAction[], open: readonly Task[]): HumanAction[] {
  const ofTasks = open.filter(({ isHumanAction }) => isHumanAction).map(asAction);
  return [...actions.filter(isUnfinished), ...ofTasks];
}

/** Adds a value to the list of a key. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
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
    ...(task.until === undefined ? {} : { until: task.until }),
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
  let frees: Task | undefined;
  for (const task of all) {
    if (frees === undefined || priorityRank(task.priority) < priorityRank(frees.priority)) frees = task;
  }
  const effectiveUrgency = frees === undefined ? action.urgency : higher(action.urgency, frees.priority);
  return { action, effectiveUrgency, blocks, frees };
}

function higher(one: Priority, other: Priority): Priority {
  return priorityRank(one) <= priorityRank(other) ? one : other;
}

function byUrgency(one: HumanWork, other: HumanWork): number {
  return (
    priorityRank(one.effectiveUrgency) - priorityRank(other.effectiveUrgency) ||
    idNumber(one.action.id) - idNumber(other.action.id) ||
    byText(one.action.id, other.action.id)
  );
}
