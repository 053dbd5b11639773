/** Items that belong together in an order. */
import type { Queue } from '../queue/queue.ts';
import type { Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { dependentsOf } from './facts.ts';

/** Whether one waits for the other, directly or through others. */
export function waitsFor(one: Task, other: Task, queue: Queue): boolean {
  const seen = new Set<Task>();
  const left: Task[] = [one];
  for (let task = left.pop(); task !== undefined; task = left.pop()) {
    if (seen.has(task)) continue;
    seen.add(task);
    const waits = queue.entries.find((entry) => entry.task === task)?.waits ?? [];
    for (const { tasks } of waits) left.push(...tasks);
  }
  seen.delete(one);
  return seen.has(other);
}

/** Whether both are parts of one sequence: one waits for the other, or a third item for both. */
export function areParts(one: Task, other: Task, queue: Queue): boolean {
  const dependents = dependentsOf(queue);
  const waiting = dependents.get(idKey(one.id)) ?? [];
  const alsoWaiting = dependents.get(idKey(other.id)) ?? [];
  return (
    waiting.some((task) => alsoWaiting.includes(task)) || waitsFor(one, other, queue) || waitsFor(other, one, queue)
  );
}
