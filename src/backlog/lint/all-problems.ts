/** Everything that is wrong with a repository's work, in one list. */
import { byText } from '../queue/order.ts';
import type { Queue } from '../queue/queue.ts';
import type { Backlog, Problem } from '../task.ts';
import { guarded, guardIds } from './id-guard.ts';

/**
 * Problems of unreadable files, of tasks whether open or over, and of the queue; each once, by file and line. Fixes that
 * other files forbid are not offered.
 * @param includes whether a file is asked about; all are when not said
 */
export function allProblems(
  backlog: Backlog,
  queue: Queue,
  includes: (file: string) => boolean = everyFile,
): Problem[] {
  const guard = guardIds(backlog);
  const found = new Map<string, Problem>();
  const add = (problem: Problem) => {
    const { file, range, code, message } = problem;
    if (!includes(file)) return;
    const key = `${file}\n${range.start}\n${code}\n${message}`;
    if (!found.has(key)) found.set(key, problem);
  };
  backlog.problems.forEach(add);
  for (const task of backlog.tasks) {
    for (const problem of task.problems) if (includes(problem.file)) add(guarded(problem, task, guard));
  }
  queue.problems.forEach(add);
  return [...found.values()].sort(byPlace);
}

const everyFile = () => true;

/** All files that were read, or could not be. */
export function filesOf(backlog: Backlog): Set<string> {
  const files = new Set<string>();
  for (const { file, reportFile, problems } of backlog.tasks) {
    files.add(file);
    if (reportFile !== undefined) files.add(reportFile);
    for (const problem of problems) files.add(problem.file);
  }
  for (const { file } of [...backlog.humanActions, ...backlog.problems]) files.add(file);
  return files;
}

const weights = { error: 0, warning: 1, info: 2 } as const;

function byPlace(one: Problem, other: Problem): number {
  return (
    byText(one.file, other.file) ||
    one.range.start - other.range.start ||
    weights[one.severity] - weights[other.severity] ||
    byText(one.code, other.code)
  );
}
