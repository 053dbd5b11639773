/** Which task a session works on next. Pure. */
import { idKey } from '../../backlog/task-id.ts';
import type { QueueItem } from '../../tools/contract.ts';

export interface Candidates {
  /** In the order of the queue: by priority. */
  readonly queue: readonly QueueItem[];
  /** Ids that this session has come to; each is tried once. */
  readonly tried: readonly string[];
  /** Ids of tasks that were completed and are not archived: they are ready again and again, with nothing to do. */
  readonly done: readonly string[];
  /** Ids that an earlier session blocked after an error and that may be tried again. */
  readonly retryable: readonly string[];
  /** The task that an earlier session was at when it ended. */
  readonly first: string | null;
}

export interface Choice {
  readonly item: QueueItem;
  /** ready: as the queue says. retry: its status has to be put back first. */
  readonly how: 'ready' | 'retry';
}

/**
 * The task that was in work, if it is ready; else the first of the highest priority that has any: what is ready before
 * what is tried again. Undefined when nothing can be done.
 */
export function chooseTask({ queue, tried, done, retryable, first }: Candidates): Choice | undefined {
  const keys = (ids: readonly string[]) => new Set(ids.map(idKey));
  const [isTried, isDone, mayRetry] = [keys(tried), keys(done), keys(retryable)];
  const left = queue.filter(({ item_id: id }) => !isTried.has(idKey(id)));
  const ready = left.filter(
    ({ item_id: id, status, criteria_open: open }) => status === 'ready' && !(open === 0 && isDone.has(idKey(id))),
  );
  const resumed = first === null ? undefined : ready.find(({ item_id: id }) => idKey(id) === idKey(first));
  if (resumed !== undefined) return { item: resumed, how: 'ready' };
  for (const priority of ['critical', 'high', 'medium', 'low'] as const) {
    const next = ready.find((item) => item.priority === priority);
    if (next !== undefined) return { item: next, how: 'ready' };
    const again = left.find(
      (item) => item.priority === priority && item.status === 'blocked' && mayRetry.has(idKey(item.item_id)),
    );
    if (again !== undefined) return { item: again, how: 'retry' };
  }
  return undefined;
}
