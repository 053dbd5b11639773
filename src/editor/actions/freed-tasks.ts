/** What becomes of the tasks that a human action holds back, once it is done. Pure. */
import { idKey } from '../../backlog/task-id.ts';
import * as l10n from '../l10n.ts';
import type { ActionEntry, RepositoryQueue, TaskEntry } from '../queue-entries.ts';

export interface HeldTask {
  readonly id: string;
  /** Missing where the queue does not have it. */
  readonly task?: TaskEntry;
  /** What it waits for besides the action. */
  readonly others: readonly string[];
}

/** The tasks in the order in which the action has them. */
export function heldTasks({ tasks }: Pick<RepositoryQueue, 'tasks'>, { id, blocks }: ActionEntry): HeldTask[] {
  const own = idKey(id);
  return blocks.map((held) => {
    const task = tasks.find((one) => one.state !== 'completed' && idKey(one.id) === idKey(held));
    const others = task?.blockedBy.filter((blocker) => idKey(blocker) !== own) ?? [];
    return { id: held, others, ...(task === undefined ? {} : { task }) };
  });
}

/** Ids of those that wait for nothing else. */
export function freedIds(held: readonly HeldTask[]): string[] {
  return held.filter(({ task, others }) => task !== undefined && others.length === 0).map(({ id }) => id);
}

/** For example: TASK-006 is ready then. TASK-007 waits for TASK-003, too. Empty where nothing is held back. */
export function freedText(held: readonly HeldTask[]): string {
  const free = freedIds(held);
  const still = held.filter(({ others }) => others.length > 0);
  const sentences = [
    ...(free.length === 0
      ? []
      : [free.length === 1 ? l10n.t`${enumerated(free)} is ready then.` : l10n.t`${enumerated(free)} are ready then.`]),
    ...still.slice(0, 3).map(({ id, others }) => l10n.t`${id} waits for ${enumerated(others)}, too.`),
    ...(still.length > 3 ? [l10n.t`${still.length - 3} more tasks wait for others, too.`] : []),
  ];
  return sentences.join(' ');
}

/** Up to three, and how many more: TASK-004, TASK-007. */
export function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).join(', ');
  return ids.length > 3 ? l10n.t`${shown} and ${ids.length - 3} more` : shown;
}

/** The same in a sentence: TASK-004, TASK-007 and TASK-009. */
export function enumerated(ids: readonly string[]): string {
  return ids.length > 3 ? listed(ids) : l10n.list(ids);
}
