/** How often sessions tried tasks in vain, and which of those that they blocked may be tried again. */
import { readBacklog } from '../../backlog/read/read.ts';
import { readState } from '../../session/state.ts';
import type { QueueItem } from '../../tools/contract.ts';
import { mostAttempts } from './blocked-entry.ts';
import { blockingOf } from './mark-task.ts';
import { attemptsIn } from './tally.ts';

export interface Attempts {
  readonly count: number;
  /** Whether it is a session that blocked it. */
  readonly isOurs: boolean;
}

/** By id: as the state says, and as the log of a blocked one does. */
export async function attemptsOf(root: string, queue: readonly QueueItem[]): Promise<Map<string, Attempts>> {
  const { state } = await readState(root);
  const found = new Map<string, Attempts>();
  const { tasks } = await readBacklog(root);
  for (const { item_id: id, file, status, blocked_reason: reason } of queue) {
    const counted = attemptsIn(state.attempt_count, id);
    const task = tasks.find((one) => one.file === file);
    const isHeld =
      status === 'blocked' && reason === 'status' && task?.status === 'blocked' && task.folder !== 'blocked';
    const isLooked = task !== undefined && (isHeld || (status === 'ready' && counted >= mostAttempts));
    const blocking = isLooked ? await blockingOf(root, task) : undefined;
    // A session blocked it, and it is ready again: a person set its status, and it is tried anew.
    const isReset = blocking !== undefined && !isHeld;
    const count = isReset ? 0 : Math.max(counted, blocking?.attempt ?? 0);
    found.set(id, { count, isOurs: blocking !== undefined && isHeld });
  }
  return found;
}

/** Ids of the tasks that a session blocked and that have tries left. */
export function retryableOf(attempts: ReadonlyMap<string, Attempts>): string[] {
  return [...attempts].filter(([, { isOurs, count }]) => isOurs && count < mostAttempts).map(([id]) => id);
}
