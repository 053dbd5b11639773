/** What each task of the queue waits for or waited for, as the dependency graph draws it. */
import type { QueueEntry } from '../backlog/queue/queue-entry.ts';
import type { Task } from '../backlog/task.ts';
import { idKey } from '../backlog/task-id.ts';
import type { TaskLink } from './queue-entries.ts';

/** Of an open task: every id that it names, a merged one as the task that has its criteria now; then actions that list it. */
export function linksOf({ waits, blockedBy }: Pick<QueueEntry, 'waits' | 'blockedBy'>): readonly TaskLink[] {
  if (waits.length + blockedBy.length === 0) return noLinks;
  const links = waits.flatMap(({ id, state, tasks }): TaskLink[] => {
    const ids = new Set(tasks.length === 0 ? [id] : tasks.map((task) => task.id));
    return [...ids].map((one) => ({ id: one, state }));
  });
  const named = new Set(waits.map(({ id }) => idKey(id)));
  const listedBy = blockedBy.filter((id) => !named.has(idKey(id)));
  return [...links, ...listedBy.map((id): TaskLink => ({ id, state: 'action' }))];
}

/** Of an archived task: it waits for nothing any more. */
export function archivedLinks({ dependencies }: Task): readonly TaskLink[] {
  const upstream = dependencies.filter(({ direction }) => direction === 'upstream');
  if (upstream.length === 0) return noLinks;
  return [...new Set(upstream.map(({ id }) => id))].map((id) => ({ id, state: 'met' }));
}

const noLinks: readonly TaskLink[] = [];
