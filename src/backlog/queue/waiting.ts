/** What a task waits for: every upstream statement looked up. */
import type { Dependency, HumanAction, Problem, Task } from '../task.ts';
import { idKey } from '../task-id.ts';
import { queueProblem } from './queue-problem.ts';
import { isMerged, type Register, type Standing, standingOf } from './standing.ts';
import type { TaskFacts, Upstream } from './task-facts.ts';

/** One thing that a task waits for, or waited for. */
export interface Wait {
  /** As the file that holds it spells it, so that it is found in the queue; else as the task names it. */
  readonly id: string;
  /** open: a task still to be done. action: a person is needed. unknown: nothing holds the id. met, external: no block. */
  readonly state: Exclude<Standing['state'], 'self'>;
  /** The open tasks that hold the id. */
  readonly tasks: readonly Task[];
  readonly action?: HumanAction;
  /** Whether a file is named after an unknown id and cannot be read. */
  readonly isUnreadable: boolean;
  /** Where the task says so. */
  readonly dependency: Dependency;
}

export interface Waiting {
  readonly waits: readonly Wait[];
  readonly problems: readonly Problem[];
}

const noTasks: readonly Task[] = [];
export const waitsForNothing: Waiting = { waits: [], problems: [] };

/** What was found the last time for a task, and what it was read from. */
export interface Reading {
  readonly from: readonly unknown[];
  readonly waiting: Waiting;
}

/**
 * Looks up all upstream ids of a task, each once. As long as neither the task nor what it names has changed, the same
 * value comes back.
 */
export function readWaiting({ task, upstream, last }: TaskFacts, register: Register): Waiting {
  if (upstream.length === 0) return waitsForNothing;
  const { holders, actions, unreadable } = register;
  const from = upstream.map(({ key }) => holders.get(key) ?? actions.get(key) ?? unreadable.get(key));
  const { reading } = last;
  if (reading?.from.every((found, index) => found === from[index])) return reading.waiting;
  const waiting = lookUp(task, upstream, register);
  // A merged task stands for another one, which may change on its own.
  if (!upstream.some(({ key }) => isMerged(key, register))) last.reading = { from, waiting };
  return waiting;
}

function lookUp(task: Task, upstream: readonly Upstream[], register: Register): Waiting {
  const waits: Wait[] = [];
  const problems: Problem[] = [];
  for (const { key, dependency } of upstream) {
    const standing = standingOf(key, task, register);
    const problem = problemOf(task, dependency, standing);
    if (problem !== undefined) problems.push(problem);
    const { state, action } = standing;
    if (state === 'self') continue;
    const isUnreadable = standing.unreadable !== undefined;
    const tasks = state === 'open' ? standing.tasks : noTasks;
    waits.push({
      id: spelling(key, standing) ?? dependency.id,
      state,
      tasks,
      isUnreadable,
      dependency,
      ...(action === undefined ? {} : { action }),
    });
  }
  return { waits, problems };
}

/** The id as its holder spells it; a task that lives on in another one keeps the id that it is named by. */
function spelling(key: string, { tasks: [first], action }: Standing): string | undefined {
  const id = first?.id ?? action?.id;
  return id !== undefined && idKey(id) === key ? id : undefined;
}

function problemOf(task: Task, { id, file = task.file, line }: Dependency, standing: Standing): Problem | undefined {
  const place = { file, line };
  switch (standing.state) {
    case 'self':
      return queueProblem(
        place,
        'warning',
        'dependency-self',
        `${task.id} names itself as a dependency; that is ignored.`,
      );
    case 'unknown': {
      const { unreadable } = standing;
      const message =
        unreadable === undefined
          ? `${task.id} depends on ${id}, which no file holds. Correct the id, or add the task.`
          : `${task.id} depends on ${id}, whose file is not read. ${unreadable.message}`;
      return queueProblem(place, 'warning', 'dependency-unknown', message);
    }
    case 'external': {
      const message = `${task.id} depends on ${id}, which is not in this repository; it is not waited for.`;
      return queueProblem(place, 'warning', 'dependency-external', message);
    }
    case 'met': {
      if (standing.isGivenUp !== true) return undefined;
      const message = `${task.id} depends on ${id}, which is ${givenUpWord(standing.tasks)}; it is not waited for.`;
      return queueProblem(place, 'warning', 'dependency-deprecated', message);
    }
    case 'open':
    case 'action':
      return undefined;
  }
}

function givenUpWord([first]: readonly Task[]): string {
  return first === undefined || first.folder === 'deprecated' ? 'deprecated' : first.status.replaceAll('_', ' ');
}
