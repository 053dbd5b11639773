/** The backlog as it is once proposals are applied, as far as later rules and the queue ask; new items are not in it. */
import { priorityRank } from '../queue/priority.ts';
import { isEnded } from '../queue/status-words.ts';
import type { Backlog, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { openItem } from './facts.ts';
import type { Proposal } from './proposal.ts';

/** Only open items change. The target of a merge waits for what its source waited for, and is as urgent. */
export function backlogAfter(backlog: Backlog, proposals: readonly Proposal[]): Backlog {
  const byId = new Map<string, Proposal[]>();
  const note = (id: string | undefined, proposal: Proposal) => {
    if (id !== undefined) byId.set(idKey(id), [...(byId.get(idKey(id)) ?? []), proposal]);
  };
  for (const proposal of proposals) {
    note(subjectOf(proposal), proposal);
    if (proposal.kind === 'merge') note(proposal.target, proposal);
  }
  const tasks = backlog.tasks.map((task) => {
    if (isEnded(task)) return task;
    const own = byId.get(idKey(task.id)) ?? [];
    return own.reduce<Task>((before, proposal) => taskAfter(before, proposal, backlog), task);
  });
  return { ...backlog, tasks };
}

/** The item that a proposal changes most: a merge's source. */
export function subjectOf(proposal: Proposal): string | undefined {
  if (proposal.kind === 'merge') return proposal.source;
  return proposal.kind === 'deprecate' || proposal.kind === 'priority' ? proposal.id : undefined;
}

function taskAfter(task: Task, proposal: Proposal, backlog: Backlog): Task {
  if (proposal.kind === 'deprecate') return { ...task, folder: 'deprecated', status: 'deprecated' };
  if (proposal.kind === 'priority') return { ...task, priority: proposal.to };
  if (proposal.kind !== 'merge') return task;
  if (idKey(proposal.source) === idKey(task.id)) {
    return { ...task, folder: 'completed', status: 'merged', mergedInto: proposal.target };
  }
  const source = openItem(backlog, proposal.source);
  if (source === undefined) return task;
  const priority = priorityRank(source.priority) < priorityRank(task.priority) ? source.priority : task.priority;
  const waits = source.dependencies.filter(
    ({ direction, id }) => direction === 'upstream' && idKey(id) !== idKey(task.id),
  );
  return { ...task, priority, dependencies: [...task.dependencies, ...waits] };
}
