/** What is to be done next. */
import type { HumanWork } from './human-work.ts';
import { priorityRank } from './priority.ts';
import type { QueueEntry } from './queue-entry.ts';

export interface NextAction {
  readonly itemId: string;
  readonly reason: string;
}

/** The first ready task; else the human action that frees the most urgent task; else any that a person can do. */
export function nextAction(entries: readonly QueueEntry[], humanWork: readonly HumanWork[]): NextAction | undefined {
  const ready = entries.find(({ status }) => status === 'ready');
  if (ready !== undefined) {
    const { id, priority } = ready.task;
    return { itemId: id, reason: `Highest priority ready task (${priority}). ${ready.explanation}` };
  }
  if (entries.length === 0) return undefined;
  let best: HumanWork | undefined;
  for (const work of humanWork) if (best === undefined || rank(work) < rank(best)) best = work;
  if (best === undefined) return undefined;
  const { action, frees } = best;
  const waiting = frees === undefined ? '' : ` ${frees.id} (${frees.priority}) waits for it.`;
  return { itemId: action.id, reason: `No task is ready; a person must first do "${action.title}".${waiting}` };
}

function rank({ frees }: HumanWork): number {
  return frees === undefined ? Number.POSITIVE_INFINITY : priorityRank(frees.priority);
}
