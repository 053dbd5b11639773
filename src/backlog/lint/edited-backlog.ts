/** The backlog as it would be with a text that is not on disk yet: what an editor shows of unsaved files. */
import { isDeepStrictEqual } from 'node:util';
import { countCriteria } from '../parse/criteria.ts';
import { buildQueue, type Queue } from '../queue/queue.ts';
import type { Backlog, Problem, Task } from '../task.ts';

/** A backlog with its queue. */
export interface KnownBacklog {
  readonly backlog: Backlog;
  readonly queue: Queue;
}

/** What a file, or the files of an item, say now. */
export interface EditedWork {
  /** Missing where they hold no task. */
  readonly task?: Task;
  /** What is wrong with them where they are no task. */
  readonly problems: readonly Problem[];
}

/**
 * The backlog in which the work of some files is what it says now. The queue is built anew only where something has
 * changed that other files could feel: prose is typed far more often.
 * @param isOwn whether a file is one of those that were edited
 */
export function withEdited(known: KnownBacklog, edited: EditedWork, isOwn: (file: string) => boolean): KnownBacklog {
  const { backlog, queue } = known;
  const isOwnTask = ({ file, reportFile }: Task) => isOwn(file) || (reportFile !== undefined && isOwn(reportFile));
  const before = backlog.tasks.find(isOwnTask);
  const { task } = edited;
  const others = before === undefined ? backlog.tasks : backlog.tasks.filter((one) => !isOwnTask(one));
  const tasks = task === undefined ? others : others.toSpliced(placeOf(before, backlog), 0, task);
  const problems = [...backlog.problems.filter(({ file }) => !isOwn(file)), ...edited.problems];
  const now = { ...backlog, tasks, problems };
  return { backlog: now, queue: isSameToOthers(before, task) ? queue : buildQueue(now) };
}

/** Where the task stood among all: of two files with one id, the place decides. */
function placeOf(before: Task | undefined, { tasks }: Backlog): number {
  return before === undefined ? tasks.length : tasks.indexOf(before);
}

function isSameToOthers(before: Task | undefined, now: Task | undefined): boolean {
  return isDeepStrictEqual(factsForOthers(before), factsForOthers(now));
}

function factsForOthers(task: Task | undefined) {
  if (task === undefined) return undefined;
  const { criteria, description: _, labels: _words, created: _day, verify: _scope, problems: _own, ...facts } = task;
  return { ...facts, criteria: countCriteria(criteria) };
}
