/** What people have to do before the work can go on, and how urgent that is. */
import { actionState } from './action-report.ts';
import type { HumanAction, Priority, Task } from './task.ts';
import { idKey, idNumber } from './task-id.ts';

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
 * @param dependents the open tasks that wait for a task directly
 */
export function rankHumanWork(
  actions: readonly HumanAction[],
  open: readonly Task[],
  dependents: (task: Task) => readonly Task[],
): HumanWork[] {
  const work = [
    ...actions.filter(isUnfinished).map((action) => ({ action, waiting: [] as readonly Task[] })),
    ...open
      .filter(({ isHumanAction }) => isHumanAction)
      .map((task) => ({ action: asAction(task), waiting: dependents(task) })),
  ];
  return work.map(({ action, waiting }) => weigh(action, waiting, open, dependents)).toSorted(byUrgency);
}

/** Whether an action still blocks what it lists. */
export function isUnfinished(action: HumanAction): boolean {
  return actionState(action.status) !== 'ended';
}

/** The human actions, not over, that a task has to wait for because they list it. */
export function actionsListing(task: Task, actions: readonly HumanAction[], open: readonly Task[]): HumanAction[] {
  const listing = [...actions, ...open.filter(({ isHumanAction }) => isHumanAction).map(asAction)];
  return listing.filter((action) => isUnfinished(action) && lists(action, task) && idKey(action.id) !== idKey(task.id));
}

function lists(action: HumanAction, task: Task): boolean {
  return action.blockingItems.some((id) => idKey(id) === idKey(task.id));
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
  waiting: readonly Task[],
  open: readonly Task[],
  dependents: (task: Task) => readonly Task[],
): HumanWork {
  const named = open.filter((task) => lists(action, task) || waitsFor(task, action));
  const blocks = [...new Set([...named, ...waiting])].filter((task) => task.file !== action.file);
  const all = new Set(blocks);
  for (const task of all) for (const dependent of dependents(task)) all.add(dependent);
  const frees = [...all].toSorted((one, other) => priorityRank(one.priority) - priorityRank(other.priority))[0];
  const effectiveUrgency = frees === undefined ? action.urgency : higher(action.urgency, frees.priority);
  return { action, effectiveUrgency, blocks, frees };
}

function waitsFor(task: Task, action: HumanAction): boolean {
  return task.dependencies.some(({ id, direction }) => direction === 'upstream' && idKey(id) === idKey(action.id));
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
