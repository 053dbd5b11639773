/** The labels of a repository's tasks, the most used first. Without the editor. */
import { byText } from '../../backlog/queue/order.ts';
import type { Task } from '../../backlog/task.ts';

export function labelsInUse(tasks: readonly Pick<Task, 'labels'>[]): string[] {
  const counts = new Map<string, number>();
  for (const { labels } of tasks) for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .toSorted(([one, uses], [other, others]) => others - uses || byText(one, other))
    .map(([label]) => label);
}
