/** The items that a report is about, as the retrospective leaves them. Pure. */
import type { Queue } from '../../backlog/queue/queue.ts';
import type { QueueEntry } from '../../backlog/queue/queue-entry.ts';
import type { Backlog } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { ChangePlan } from './plan-changes.ts';
import type { ReportItem } from './report-facts.ts';

/** The open ones in the order of the queue, then those that were opened, then those that went. */
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
  return [...queue.entries.map(asItem), ...opened, ...gone];
}

function asItem({ task, status, reason, waits }: QueueEntry): ReportItem {
  const { id, title, file } = task;
  const isForPerson = reason === 'human' || reason === 'action';
  const state = status === 'ready' ? 'ready' : isForPerson ? 'person' : 'waiting';
  const waitsFor = waits.filter((wait) => wait.state === 'open' || wait.state === 'action').map((wait) => wait.id);
  return { id, title, file, state, waitsFor };
}
