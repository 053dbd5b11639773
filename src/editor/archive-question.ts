/** What is asked before tasks are archived: one by its row, several by a selection, or rows dropped onto Completed. Pure. */
import * as l10n from './l10n.ts';
import { listed } from './move-summary.ts';
import type { TaskEntry } from './queue-entries.ts';
import type { RunOutcome, Verification } from './run-state.ts';

export interface ArchiveCandidate {
  readonly task: Pick<TaskEntry, 'id' | 'title' | 'total'>;
  readonly doubt?: ArchiveDoubt | undefined;
}

/** What speaks against a task that has nothing open. */
export type ArchiveDoubt = 'verificationFailed' | 'runFailed';

export interface Question {
  readonly message: string;
  readonly detail: string;
}

/** @param outcome of the task's last run */
export function archiveDoubt(
  verification: Pick<Verification, 'status'> | undefined,
  outcome: Pick<RunOutcome, 'kind' | 'result' | 'done' | 'total'> | undefined,
): ArchiveDoubt | undefined {
  if (verification !== undefined) return verification.status === 'failed' ? 'verificationFailed' : undefined;
  // What was open then has been closed by hand since.
  const wasDone = outcome !== undefined && outcome.done === outcome.total;
  return wasDone && outcome.kind === 'process' && outcome.result === 'failed' ? 'runFailed' : undefined;
}

/** Of one task; undefined where nothing speaks against it. */
export function archiveQuestion({ task, doubt }: ArchiveCandidate): Question | undefined {
  const { id } = task;
  if (doubt === 'verificationFailed') {
    return {
      message: l10n.t`The last verification of ${id} failed. Archive it as completed all the same?`,
      detail: l10n.t('The report opens from its row in the Task Queue.'),
    };
  }
  if (doubt === 'runFailed') {
    return {
      message: l10n.t`The last run of ${id} failed before it was verified. Archive it as completed all the same?`,
      detail: l10n.t('Verify Task shows whether it runs.'),
    };
  }
  if (task.total > 0) return undefined;
  return {
    message: l10n.t`${id} has no acceptance criteria. Archive it as completed?`,
    detail: l10n.t('It moves to the folder completed, in a commit of its own.'),
  };
}

/** Of several, those first that something speaks against. @param refusals why others are not archived */
export function archiveAllQuestion(candidates: readonly ArchiveCandidate[], refusals: readonly string[]): Question {
  const doubtful = candidates.filter(({ doubt }) => doubt !== undefined);
  const others = candidates.filter(({ doubt }) => doubt === undefined);
  const count = candidates.length;
  const question = count === 1 ? l10n.t('Archive 1 task?') : l10n.t`Archive ${count} tasks?`;
  const failed = doubtful.filter(({ doubt }) => doubt === 'verificationFailed').map(({ task }) => task.id);
  const unproven = doubtful.filter(({ doubt }) => doubt === 'runFailed').map(({ task }) => task.id);
  const detail = [
    listed([...doubtful, ...others].map(lineOf)),
    ...(refusals.length === 0 ? [] : [`${l10n.t('Not archived:')}\n${listed(refusals)}`]),
    l10n.t('Each moves to completed/ in a commit of its own.'),
  ];
  const doubts = [
    ...(failed.length === 0 ? [] : [l10n.t`The last verification failed: ${failed.join(', ')}.`]),
    ...(unproven.length === 0 ? [] : [l10n.t`The last run failed before it verified: ${unproven.join(', ')}.`]),
  ];
  return { message: [...doubts, question].join(' '), detail: detail.join('\n\n') };
}

function lineOf({ task, doubt }: ArchiveCandidate): string {
  const { id, title } = task;
  if (doubt === 'verificationFailed') return l10n.t`${id} ${title} (its last verification failed)`;
  if (doubt === 'runFailed') return l10n.t`${id} ${title} (its last run failed)`;
  return task.total === 0 ? l10n.t`${id} ${title} (it has no criteria)` : `${id} ${title}`;
}
