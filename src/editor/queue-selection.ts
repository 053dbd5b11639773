/** Which tasks the Task Queue shows, and in which order: filter and sort. Pure. */
import { byText } from '../backlog/queue/order.ts';
import { priorityRank } from '../backlog/queue/priority.ts';
import type { TaskEntry } from './queue-entries.ts';
import { isFiltering, type QueueFilter, type SortOrder } from './queue-options.ts';

/** What an id begins with, in capitals: TASK, BUG, FEAT. */
export function kindOf({ id }: Pick<TaskEntry, 'id'>): string {
  return (/^[A-Za-z]+/.exec(id)?.[0] ?? id).toUpperCase();
}

/** The tasks that fit, in their order. */
export function filtered(tasks: readonly TaskEntry[], filter: QueueFilter): readonly TaskEntry[] {
  return isFiltering(filter) ? tasks.filter((task) => fits(task, filter)) : tasks;
}

function fits(task: TaskEntry, { text, labels, priorities, kinds }: QueueFilter): boolean {
  if (priorities.length > 0 && !priorities.includes(task.priority)) return false;
  if (kinds.length > 0 && !kinds.includes(kindOf(task))) return false;
  if (labels.length > 0 && !task.labels.some((label) => labels.includes(label))) return false;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const all = `${task.id} ${task.title} ${task.labels.join(' ')} ${task.file}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

/** In the order asked for; equal ones stay as the queue has them, and `queue` is the order of the tools itself. */
export function sorted(tasks: readonly TaskEntry[], order: SortOrder): readonly TaskEntry[] {
  return order === 'queue' ? tasks : tasks.toSorted(comparisons[order]);
}

type Comparison = (one: TaskEntry, other: TaskEntry) => number;

/** Numbers in ids count as numbers: TASK-9 stands before TASK-10. */
const byId: Comparison = (one, other) =>
  byText(kindOf(one), kindOf(other)) || numberOf(one) - numberOf(other) || byText(one.id, other.id);

const comparisons: Readonly<Record<Exclude<SortOrder, 'queue'>, Comparison>> = {
  priority: (one, other) => priorityRank(one.priority) - priorityRank(other.priority),
  id: byId,
  // Oldest first. What does not say when it was created stands last; numbers are given in order within a day.
  age: (one, other) => byText(one.created ?? '~', other.created ?? '~') || byId(one, other),
  // The nearest to its end first.
  progress: (one, other) => progressOf(other) - progressOf(one),
};

function numberOf({ id }: TaskEntry): number {
  return Number(/\d+/.exec(id)?.[0] ?? 0);
}

function progressOf({ done, total }: TaskEntry): number {
  return total === 0 ? 0 : done / total;
}
