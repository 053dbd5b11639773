import { Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { archiveOutcome } from '../run-state.ts';
import { archiveInProcess } from './archive-process.ts';
import { isFree, isSaved, isTrusted } from './before-run.ts';
import { type ChosenTask, chooseTask } from './choose-task.ts';
import { notifyOfEnd } from './end-notice.ts';

/** Moves a task's file to tasks/completed and commits; asks first when criteria are open. */
export async function archiveTask(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'archive');
  if (chosen === undefined) return;
  const { task, reference } = chosen;
  const { repository } = reference;
  if (!(await isFree(parts, repository)) || !(await isSaved(chosen)) || !(await isMeant(chosen))) return;
  const settings = readEditorSettings(Uri.file(repository));
  const outcome = await parts.runs.start({
    target: { repository, itemId: task.id },
    kind: 'archive',
    counts: task,
    work: async (run) => archiveOutcome(run.state(), await archiveInProcess(parts, reference, settings)),
  });
  await notifyOfEnd(parts, outcome, reference);
}

async function isMeant({ task }: ChosenTask): Promise<boolean> {
  const open = task.total - task.done;
  if (open === 0 && task.total > 0) return true;
  const message =
    task.total === 0
      ? `${task.id} has no acceptance criteria. Archive it as completed?`
      : `${task.id} has ${open} open ${open === 1 ? 'criterion' : 'criteria'}. Archive it as completed all the same?`;
  const detail = 'The file moves to tasks/completed in a commit of its own.';
  return (await window.showWarningMessage(message, { modal: true, detail }, 'Archive')) === 'Archive';
}
