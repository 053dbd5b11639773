/** What the queue asks about every task again and again, worked out once for as long as the task is the same object. */
import { type CriteriaCount, countOf } from '../parse/criteria.ts';
import type { Dependency, Task } from '../task.ts';
import { idKey, idNumber } from '../task-id.ts';
import type { QueueEntry } from './queue-entry.ts';
import { isEnded } from './status-words.ts';
import type { Reading } from './waiting.ts';

export interface Holders {
  /** Tasks that are still to be done; more than one when they share an id with different titles. */
  readonly open: readonly Task[];
  /** Tasks that are done or given up: in completed/ or deprecated/, or by their status. */
  readonly ended: readonly Task[];
}

export interface Upstream {
  readonly key: string;
  readonly dependency: Dependency;
}

export interface TaskFacts {
  readonly task: Task;
  /** The id as `idKey` writes it. */
  readonly key: string;
  readonly number: number;
  readonly criteria: CriteriaCount;
  /** The first statement of each id that stands upstream. */
  readonly upstream: readonly Upstream[];
  /** What holds the id where no other file does. */
  readonly alone: Holders;
  /** What the last queue made of the task, to be used again where it still holds. */
  readonly last: { reading?: Reading; entry?: QueueEntry };
}

const known = new WeakMap<Task, TaskFacts>();
const noTasks: readonly Task[] = [];
const nothing: readonly Upstream[] = [];

/** The facts of a task. Tasks are never changed, so what was worked out stays right. */
export function factsOf(task: Task): TaskFacts {
  const before = known.get(task);
  if (before !== undefined) return before;
  const facts: TaskFacts = {
    task,
    key: idKey(task.id),
    number: idNumber(task.id),
    criteria: countOf(task),
    upstream: task.dependencies.length === 0 ? nothing : upstreamOf(task.dependencies),
    alone: isEnded(task) ? { open: noTasks, ended: [task] } : { open: [task], ended: noTasks },
    last: {},
  };
  known.set(task, facts);
  return facts;
}

function upstreamOf(dependencies: readonly Dependency[]): readonly Upstream[] {
  const found = new Map<string, Upstream>();
  for (const dependency of dependencies) {
    if (dependency.direction !== 'upstream') continue;
    const key = idKey(dependency.id);
    if (!found.has(key)) found.set(key, { key, dependency });
  }
  return found.size === 0 ? nothing : [...found.values()];
}
