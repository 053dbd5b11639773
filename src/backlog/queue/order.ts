/** The order in which open tasks are to be done. */
import type { Folder, Task } from '../task.ts';
import { priorityRank } from './priority.ts';
import { factsOf, type TaskFacts } from './task-facts.ts';

export interface OrderOptions {
  /** Whether everything in active/ comes before anything in backlog/, whatever its priority. */
  readonly activeFirst?: boolean;
}

const folderRanks: Readonly<Record<Folder, number>> = {
  active: 0,
  backlog: 1,
  blocked: 2,
  completed: 3,
  deprecated: 4,
};

/** Priority, then active before backlog, then number. Tasks that are alike in all of this go by file. */
export function inOrder(tasks: readonly Task[], { activeFirst = false }: OrderOptions = {}): TaskFacts[] {
  const drawers: TaskFacts[][] = [];
  for (const task of tasks) {
    const rank = priorityRank(task.priority) * 10 + folderRanks[task.folder];
    const drawer = activeFirst && task.folder !== 'active' ? rank + 100 : rank;
    const others = drawers[drawer];
    if (others === undefined) drawers[drawer] = [factsOf(task)];
    else others.push(factsOf(task));
  }
  return drawers.flatMap((drawer) => drawer.sort(byNumber));
}

/** Newest number first. */
export function newestFirst(tasks: readonly Task[]): Task[] {
  const facts = tasks.map(factsOf).sort((one, other) => byNumber(other, one));
  return facts.map(({ task }) => task);
}

function byNumber(one: TaskFacts, other: TaskFacts): number {
  return one.number === other.number ? byText(one.task.file, other.task.file) : one.number - other.number;
}

/** Plain comparison of texts, the same on every machine. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
