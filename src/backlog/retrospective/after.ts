/** The backlog as it is once proposals are applied, as far as later rules and the queue ask; new items are not in it. */
import { isEnded } from '../queue/status-words.ts';
import type { Backlog, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import type { Proposal } from './proposal.ts';

/** Only open items change. */
export function backlogAfter(backlog: Backlog, proposals: readonly Proposal[]): Backlog {
  const byId = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const id = subjectOf(proposal);
    if (id !== undefined) byId.set(idKey(id), [...(byId.get(idKey(id)) ?? []), proposal]);
  }
  const tasks = backlog.tasks.map((task) => {
    if (isEnded(task)) return task;
    return (byId.get(idKey(task.id)) ?? []).reduce<Task>(taskAfter, task);
  });
  return { ...backlog, tasks };
}

/** The item that a proposal changes most: a merge's source. */
export function subjectOf(proposal: Proposal): string | undefined {
  if (proposal.kind === 'merge') return proposal.source;
  return proposal.kind === 'deprecate' || proposal.kind === 'priority' ? proposal.id : undefined;
}

function taskAfter(task: Task, proposal: Proposal): Task {
  if (proposal.kind === 'deprecate') return { ...task, folder: 'deprecated', status: 'deprecated' };
  if (proposal.kind === 'priority') return { ...task, priority: proposal.to };
  if (proposal.kind !== 'merge') return task;
  return { ...task, folder: 'completed', status: 'merged', mergedInto: proposal.target };
}
