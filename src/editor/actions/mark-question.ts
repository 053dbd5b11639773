/** What is asked before a human action is marked as done, and what is said afterwards. Pure. */
import * as l10n from '../l10n.ts';
import type { WaitingAction } from './action-nodes.ts';
import { enumerated, freedIds, freedText, heldTasks } from './freed-tasks.ts';

export interface MarkQuestion {
  readonly message: string;
  readonly detail: string;
}

/** @param openSteps how many of its boxes are open */
export function markQuestion({ repository, action }: WaitingAction, openSteps: number): MarkQuestion {
  const { id, title, until } = action;
  const steps =
    openSteps === 1 ? l10n.t('One of its steps is not ticked.') : l10n.t`${openSteps} of its steps are not ticked.`;
  const sentences = [
    ...(openSteps === 0 ? [] : [steps]),
    ...(until === undefined || until === '' ? [] : [l10n.t`Nobody asks whether ${until}.`]),
    l10n.t('It counts as done because you say so, in one commit of its files, which the next push takes along.'),
    freedText(heldTasks(repository, action)),
  ];
  const name = title === id ? id : `${id} "${title}"`;
  return { message: l10n.t`Mark ${name} as done?`, detail: sentences.filter((sentence) => sentence !== '').join(' ') };
}

export interface DoneNotice {
  readonly text: string;
  /** The task to offer: the most urgent one that is free now. */
  readonly next?: string;
}

/** @param waiting as it was before it was marked */
export function doneNotice({ repository, action }: WaitingAction): DoneNotice {
  const free = freedIds(heldTasks(repository, action));
  // In the queue's order.
  const [next] = repository.tasks.filter(({ id }) => free.includes(id)).map(({ id }) => id);
  if (next === undefined) return { text: l10n.t`${action.id} is done.` };
  return {
    text:
      free.length === 1
        ? l10n.t`${action.id} is done. ${enumerated(free)} is ready now.`
        : l10n.t`${action.id} is done. ${enumerated(free)} are ready now.`,
    next,
  };
}
