/** The queue: what can be done now, in which order, and why the rest cannot. Pure; every rule is in its tables of cases. */
import type { Backlog, Problem, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { findCircles } from './circles.ts';
import { findingsOf } from './findings.ts';
import { addTo, type HumanWork, isPending, listingActions, rankHumanWork } from './human-work.ts';
import { type NextAction, nextAction } from './next-action.ts';
import { inOrder, newestFirst, type OrderOptions } from './order.ts';
import { entryOf, type QueueEntry } from './queue-entry.ts';
import { registerOf } from './standing.ts';
import { factsOf } from './task-facts.ts';
import { readWaiting, type Waiting, waitsForNothing } from './waiting.ts';

export interface Queue {
  /** All open tasks, in the order in which they are to be done. */
  readonly entries: readonly QueueEntry[];
  /** All human actions that are not over, most urgent first. */
  readonly humanWork: readonly HumanWork[];
  /** Those of them that are pending with an effective urgency of critical or high. */
  readonly required: readonly HumanWork[];
  readonly next: NextAction | undefined;
  /** Tasks of the folder completed/, newest number first. */
  readonly completed: readonly Task[];
  /** What only the whole backlog shows; the problems of single files are with their tasks. */
  readonly problems: readonly Problem[];
  /** Texts of all problems of files and of the queue that concern open work, each once, errors first. */
  readonly warnings: readonly string[];
}

export type QueueOptions = OrderOptions;

const nobody: readonly [] = [];

/** Builds the queue of a backlog. */
export function buildQueue(backlog: Backlog, options: QueueOptions = {}): Queue {
  const { humanActions } = backlog;
  const register = registerOf(backlog);
  const { open, shared } = register;
  const ordered = inOrder(open, options);
  const waiting = new Map<Task, Waiting>();
  for (const facts of ordered) if (facts.upstream.length > 0) waiting.set(facts.task, readWaiting(facts, register));
  const listing = listingActions(humanActions, open);
  const circles = findCircles(waiting);
  const entries = ordered.map((facts) => {
    const { task, key } = facts;
    const of = waiting.get(task) ?? waitsForNothing;
    return entryOf(facts, of, listing.get(key) ?? nobody, circles.of.get(task), shared.get(key));
  });
  const humanWork = rankHumanWork(humanActions, open, () => dependentsOf(waiting));
  const found = { register, circles: circles.problems, waiting, entries, humanWork };
  return {
    entries,
    humanWork,
    required: humanWork.filter(isRequired),
    next: nextAction(entries, humanWork),
    completed: newestFirst(backlog.tasks.filter(({ folder }) => folder === 'completed')),
    ...findingsOf(backlog, found),
  };
}

/** The open tasks that wait for each id: that which they name, and that of the task which it was merged into. */
function dependentsOf(waiting: ReadonlyMap<Task, Waiting>): ReadonlyMap<string, readonly Task[]> {
  const dependents = new Map<string, Task[]>();
  for (const [task, { waits }] of waiting) {
    const keys = new Set<string>();
    for (const { id, state, tasks } of waits) {
      if (state !== 'open' && state !== 'action') continue;
      keys.add(idKey(id));
      for (const one of tasks) keys.add(factsOf(one).key);
    }
    for (const key of keys) addTo(dependents, key, task);
  }
  return dependents;
}

function isRequired({ action, effectiveUrgency }: HumanWork): boolean {
  return isPending(action) && (effectiveUrgency === 'critical' || effectiveUrgency === 'high');
}
