/** Everything that is odd, in the order in which people are told. */
import type { Backlog, Problem, Task } from '../task.ts';
import type { HumanWork } from './human-work.ts';
import type { QueueEntry } from './queue-entry.ts';
import type { Register } from './standing.ts';
import { actionProblems, conditionProblems, outdatedStatus } from './task-problems.ts';
import type { Waiting } from './waiting.ts';

export interface Findings {
  /** What only the whole backlog shows. */
  readonly problems: readonly Problem[];
  /** Texts of all problems, those of files too, that concern open work; each once, errors first, without mere notes. */
  readonly warnings: readonly string[];
}

export interface Evidence {
  readonly register: Register;
  readonly circles: readonly Problem[];
  readonly waiting: ReadonlyMap<Task, Waiting>;
  readonly entries: readonly QueueEntry[];
  readonly humanWork: readonly HumanWork[];
}

/** Gathers the problems: of unreadable files, of shared ids, of circles, then task by task, then of human actions. */
export function findingsOf(backlog: Backlog, { register, circles, waiting, entries, humanWork }: Evidence): Findings {
  const problems: Problem[] = [];
  const told = { error: new Set<string>(), warning: new Set<string>() };
  const warn = ({ severity, message }: Problem) => severity !== 'info' && told[severity].add(message);
  const add = (problem: Problem) => {
    problems.push(problem);
    warn(problem);
  };
  backlog.problems.forEach(warn);
  register.problems.forEach(add);
  circles.forEach(add);
  for (const entry of entries) {
    const { task } = entry;
    waiting.get(task)?.problems.forEach(add);
    for (const problem of task.problems) {
      if (problem.severity !== 'info') told[problem.severity].add(withPlace(problem));
    }
    if (task.conditions !== undefined) conditionProblems(task).forEach(add);
    const outdated = outdatedStatus(entry);
    if (outdated !== undefined) add(outdated);
  }
  for (const { action } of humanWork) actionProblems(action, register).forEach(add);
  return { problems, warnings: [...new Set([...told.error, ...told.warning])] };
}

/** Problems of a file say what is wrong and not where. */
function withPlace({ file, range, message }: Problem): string {
  return `${file}:${range.start + 1}: ${message}`;
}
