import { window } from 'vscode';
import { type ArchiveDoubt, archiveDoubt, archiveQuestion } from '../archive-question.ts';
import { archiveRefusal } from '../archive-refusal.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { taskKey } from '../queue-entries.ts';
import type { ChosenTask } from '../task-picks.ts';
import { findReferenced } from '../task-reference.ts';
import { archiveRun } from './archive-run.ts';
import { isAtTop, isFree, isSaved, isTrusted } from './before-run.ts';
import { chooseTask } from './choose-task.ts';
import { confirm } from './confirm.ts';
import { notifyOfEnd } from './end-notice.ts';
import { openTask } from './open-task.ts';
import { reserved } from './reserved.ts';

/** Moves a task's file, or an item's folder, to completed/ and commits. Refused while criteria are open; asks first when there are none, or its last verification failed. */
export async function archiveTask(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'archive');
  if (chosen === undefined) return;
  const { reference } = chosen;
  const { repository } = reference;
  if (
    !(await isFree(parts, repository)) ||
    !(await isAtTop(repository)) ||
    !(await isSaved(chosen)) ||
    !(await isDone(parts, chosen))
  )
    return;
  const outcome = await reserved(parts, [repository], async () =>
    (await isWanted(parts, chosen)) ? archiveRun(parts, chosen) : undefined,
  );
  if (outcome !== undefined) await notifyOfEnd(parts, outcome, reference);
}

/** The file is read anew first: what was open may be done, and the other way round. */
async function isDone(parts: EditorParts, { task: shown, reference }: ChosenTask): Promise<boolean> {
  await parts.source.refresh(reference.repository);
  const task = findReferenced(parts.source, reference) ?? shown;
  const refusal = archiveRefusal(task);
  if (refusal !== undefined) {
    if ((await window.showWarningMessage(refusal, l10n.t('Open Task'))) !== undefined) await openTask(parts, reference);
    return false;
  }
  return true;
}

/** Asks where it may not be meant. */
async function isWanted(parts: EditorParts, { task: shown, reference }: ChosenTask): Promise<boolean> {
  const task = findReferenced(parts.source, reference) ?? shown;
  const question = archiveQuestion({ task, doubt: doubtOf(parts, { task, reference }) });
  return question === undefined || (await confirm(question.message, question.detail, l10n.t('Archive')));
}

/** What speaks against archiving the task, by its last verification and run. */
export function doubtOf({ runs }: EditorParts, { task, reference }: ChosenTask): ArchiveDoubt | undefined {
  const key = taskKey(reference.repository, task.id);
  return archiveDoubt(runs.verifications.get(key), runs.outcomes.get(key));
}
