import type { CriteriaCount } from '../parse/criteria.ts';
import type { HumanAction, Task } from '../task.ts';
import type { Circle } from './circles.ts';
import type { TaskFacts } from './task-facts.ts';
import { judgeTask, type Verdict } from './verdict.ts';
import type { Wait, Waiting } from './waiting.ts';

/** An open task in the queue. */
export interface QueueEntry extends Verdict {
  readonly task: Task;
  readonly criteria: CriteriaCount;
  /** Every id that it waits for, or waited for, looked up. */
  readonly waits: readonly Wait[];
}

/**
 * The entry of a task; the same value as the last time where all that it depends on is the same.
 * @param listedBy human actions, not over, that list the task
 * @param circle set when the task waits for itself
 * @param sharers set when other open tasks have its id: all of them
 */
export function entryOf(
  facts: TaskFacts,
  waiting: Waiting,
  listedBy: readonly HumanAction[],
  circle: Circle | undefined,
  sharers: readonly Task[] | undefined,
): QueueEntry {
  const isPlain = listedBy.length === 0 && circle === undefined && sharers === undefined;
  const { task, criteria, last } = facts;
  const { waits } = waiting;
  if (isPlain && last.entry?.waits === waits) return last.entry;
  const entry = { ...judgeTask(task, { waits, listedBy, circle, sharers }), task, criteria, waits };
  if (isPlain) last.entry = entry;
  return entry;
}
