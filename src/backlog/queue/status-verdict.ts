/** A task that its status, or the folder that it lies in, holds back. */
import { isKnownStatus, meantStatus } from '../parse/known-status.ts';
import type { Task } from '../task.ts';
import { listed, readySentence } from './explain.ts';
import { isPutAside } from './status-words.ts';
import type { Wait } from './waiting.ts';

export interface StatusVerdict {
  readonly isReady: boolean;
  readonly explanation: string;
}

/**
 * What is said holds until all that is named as its cause is known to be done.
 * @param waits none of them open
 */
export function judgeStatus(task: Task, waits: readonly Wait[]): StatusVerdict {
  const isFolder = task.folder === 'blocked';
  const says = isFolder ? 'It lies in tasks/blocked/' : 'Its status is blocked';
  const goOn = isFolder ? 'move it to tasks/active/' : `set it to ${openWord(task)}`;
  const blocked = (explanation: string) => ({ isReady: false, explanation });
  if (!isKnownStatus(task.status)) {
    const meant = meantStatus(task.status, task.layout);
    const word = task.status.length > 40 ? `${task.status.slice(0, 40)}…` : task.status;
    const question = meant === undefined ? '' : ` (${meant}, perhaps)`;
    return blocked(`Its status "${word}" is no known word${question}; set it to ${openWord(task)} if it can go on.`);
  }
  if (isPutAside(task.status)) {
    const word = task.status.replaceAll('_', ' ');
    return blocked(`Its status is ${word}: somebody put it aside; ${goOn} to go on.`);
  }
  if (task.conditions !== undefined) {
    const conditions = listed(task.conditions.map(({ text }) => `"${text}"`));
    return blocked(`${says}, and only a person can tell whether ${conditions} is met; if so, ${goOn}.`);
  }
  const external = waits.filter(({ state }) => state === 'external').map(({ id }) => id);
  if (external.length > 0) {
    return blocked(`${says}, and this repository does not tell whether ${listed(external)} is done; if so, ${goOn}.`);
  }
  if (waits.length === 0) {
    return blocked(`${says}, and it names nothing that it waits for; ${goOn} once it can go on.`);
  }
  const done = listed(waits.map(({ id }) => id));
  const ready = readySentence(task);
  const explanation = `${says}, but all that it waited for is done (${done}): ${ready.slice(0, 1).toLowerCase()}${ready.slice(1)}`;
  return { isReady: true, explanation };
}

/** The status of work that can be begun, in the word of the task's layout. */
export function openWord({ layout }: Task): string {
  return layout === 'gitops' ? 'active' : 'open';
}
