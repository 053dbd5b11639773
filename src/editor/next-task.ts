/** Which task of a queue comes next, or why none does. Pure. */
import type { RepositoryQueue, TaskEntry } from './queue-entries.ts';

export function nextTask({ tasks }: Pick<RepositoryQueue, 'tasks'>): TaskEntry | undefined {
  return tasks.find(({ next, state }) => next && state === 'ready');
}

/** One or two sentences. */
export function whyNoNext({ name, tasks, actions, error }: RepositoryQueue): string {
  if (error !== undefined) return `The queue of ${name} cannot be read. ${error}`;
  const blocked = tasks.filter(({ state }) => state === 'blocked').length;
  if (blocked === 0) return `${name} has no open task. New Work Item makes one.`;
  const tasksWait = blocked === 1 ? 'the one open task is blocked' : `all ${blocked} open tasks are blocked`;
  const waits =
    actions.length === 0
      ? ''
      : ` ${actions.length === 1 ? 'A human action waits' : `${actions.length} human actions wait`} for you.`;
  return `No task of ${name} is ready: ${tasksWait}.${waits}`;
}
