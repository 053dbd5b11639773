import { window } from 'vscode';
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

/** Moves a task's file, or an item's folder, to completed/ and commits. Refused while criteria are open; asks first when there are none. */
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
  const outcome = await archiveRun(parts, chosen);
  await notifyOfEnd(parts, outcome, reference);
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
  const verification = parts.runs.verifications.get(taskKey(reference.repository, task.id));
  if (verification?.status === 'failed') {
    const message = l10n.t`The last verification of ${task.id} failed. Archive it as completed all the same?`;
    const detail = l10n.t('Its row in the Task Queue leads to the report.');
    return await confirm(message, detail, l10n.t('Archive'));
  }
  if (task.total > 0) return true;
  const message = l10n.t`${task.id} has no acceptance criteria. Archive it as completed?`;
  const detail = l10n.t('It moves to the folder completed, in a commit of its own.');
  return await confirm(message, detail, l10n.t('Archive'));
}
