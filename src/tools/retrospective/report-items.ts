/** The items that a report is about, as the retrospective leaves them. Pure. */
import type { Queue } from '../../backlog/queue/queue.ts';
import type { QueueEntry } from '../../backlog/queue/queue-entry.ts';
import type { Backlog } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { ChangePlan } from './plan-changes.ts';
import type { ReportItem } from './report-facts.ts';

/** The open ones in the order of the queue, human actions, those that were opened, those that went. */
export function reportItems(queue: Queue, applied: ChangePlan['applied'], before: Backlog): ReportItem[] {
  const opened = applied.flatMap(({ proposal, itemId, file }): ReportItem[] => {
    if (proposal.kind !== 'create' || itemId === undefined) return [];
    return [{ id: itemId, title: proposal.title, file, state: 'ready', waitsFor: [] }];
  });
  const gone = applied.flatMap(({ proposal, file }): ReportItem[] => {
    if (proposal.kind !== 'deprecate' && proposal.kind !== 'merge') return [];
    const id = proposal.kind === 'merge' ? proposal.source : proposal.id;
    const task = before.tasks.find((one) => idKey(one.id) === idKey(id));
    return task === undefined ? [] : [{ id: task.id, title: task.title, file, state: 'ended', waitsFor: [] }];
  });
  const open = queue.entries.map((entry) => asItem(entry, queue));
  const known = new Set(open.map(({ id }) => idKey(id)));
  const actions = queue.humanWork
    .filter(({ action }) => !known.has(idKey(action.id)))
    .map(({ action: { id, title, file } }): ReportItem => ({ id, title, file, state: 'person', waitsFor: [] }));
  return [...open, ...actions, ...opened, ...gone];
}

function asItem({ task, status, reason, waits }: QueueEntry, { humanWork }: Queue): ReportItem {
  const { id, title, file } = task;
  const state = status === 'ready' ? 'ready' : reason === 'human' ? 'person' : 'waiting';
  const stated = waits.filter((wait) => wait.state === 'open' || wait.state === 'action').map((wait) => wait.id);
  const listing = humanWork.filter(({ blocks }) => blocks.includes(task)).map(({ action }) => action.id);
  const others = listing.filter((one) => !stated.some((known) => idKey(known) === idKey(one)));
  return { id, title, file, state, waitsFor: [...stated, ...others] };
}
