import { join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { type EditorSettings, readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { isLeft, type RollbackView, rollbackQuestion, rollbackText } from '../rollback-question.ts';
import { rollbackOutcome } from '../run-state.ts';
import type { TaskReference } from '../task-reference.ts';
import { isAtTop, isFree, isSaved, isTrusted } from './before-run.ts';
import { chooseTask } from './choose-task.ts';
import { confirm } from './confirm.ts';
import { notifyOfEnd } from './end-notice.ts';
import { reserved } from './reserved.ts';
import { rollbackInProcess } from './rollback-process.ts';
import { warnOf } from './warn-of.ts';

/** Takes back what the last run of a task committed, after a question that names the commits. */
export async function rollBackTask(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'rollBack');
  if (chosen === undefined) return;
  const { task, reference } = chosen;
  const { repository } = reference;
  if (!(await isFree(parts, repository)) || !(await isAtTop(repository)) || !(await isSaved(chosen))) return;
  const settings = readEditorSettings(Uri.file(repository));
  const plan = await planned(parts, reference, settings);
  if (plan === undefined || !(await isUndisturbed(plan, repository))) return;
  const [run] = plan.runs;
  const outcome = await reserved(parts, [repository], async () => {
    if (!(await isWanted(plan))) return undefined;
    return parts.runs.start({
      target: { repository, itemId: task.id },
      kind: 'rollback',
      counts: task,
      work: async ({ state, context }) => {
        // Exactly the run that was asked about, whatever was committed meanwhile.
        const asked = run === undefined ? {} : { run };
        const result = await rollbackInProcess(parts, reference, settings, asked, context.signal);
        return rollbackOutcome(state(), rollbackText(result), isLeft(result));
      },
    });
  });
  if (outcome !== undefined) await notifyOfEnd(parts, outcome, reference);
}

/** What would be done; undefined when it cannot be, which the user is told. */
async function planned(
  parts: EditorParts,
  reference: TaskReference,
  settings: EditorSettings,
): Promise<RollbackView | undefined> {
  try {
    return await rollbackInProcess(parts, reference, settings, { dryRun: true });
  } catch (error) {
    await warnOf(error);
    return undefined;
  }
}

/** Unsaved text of a file that changes would stand against its new content. */
async function isUndisturbed({ paths, related }: RollbackView, repository: string): Promise<boolean> {
  const files = new Set(
    [{ repository, paths }, ...related].flatMap((one) => one.paths.map((path) => join(one.repository, path))),
  );
  const unsaved = workspace.textDocuments.filter(({ uri, isDirty }) => isDirty && files.has(uri.fsPath));
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({ uri }) => workspace.asRelativePath(uri)).join(', ');
  await window.showWarningMessage(l10n.t`Nothing was rolled back: ${names} is not saved. Save or revert it first.`);
  return false;
}

async function isWanted(plan: RollbackView): Promise<boolean> {
  const { message, detail } = rollbackQuestion(plan);
  return await confirm(message, detail, l10n.t('Roll Back'));
}
