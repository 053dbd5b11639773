/** Which task of a queue comes next, or why none does. Pure. */
import * as l10n from './l10n.ts';
import type { RepositoryQueue, TaskEntry } from './queue-entries.ts';

export function nextTask({ tasks }: Pick<RepositoryQueue, 'tasks'>): TaskEntry | undefined {
  return tasks.find(({ next, state }) => next && state === 'ready');
}

/** One or two sentences. */
export function whyNoNext({ name, tasks, actions, error }: RepositoryQueue): string {
  if (error !== undefined) return `${l10n.t`The queue of ${name} cannot be read.`} ${error}`;
  const blocked = tasks.filter(({ state }) => state === 'blocked').length;
  if (blocked === 0) return l10n.t`${name} has no open task. New Work Item makes one.`;
  const none =
    blocked === 1
      ? l10n.t`No task of ${name} is ready: the one open task is blocked.`
      : l10n.t`No task of ${name} is ready: all ${blocked} open tasks are blocked.`;
  if (actions.length === 0) return none;
  const waits =
    actions.length === 1
      ? l10n.t('A human action waits for you.')
      : l10n.t`${actions.length} human actions wait for you.`;
  return `${none} ${waits}`;
}
