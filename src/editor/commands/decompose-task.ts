import { Uri, window } from 'vscode';
import { openRepository } from '../../tools/repository-path.ts';
import { type Decomposed, decomposeTask as decompose } from '../../workflow/decompose/decompose-task.ts';
import {
  type DecompositionPlan,
  type PlanRequest,
  planDecomposition,
  sizesFor,
} from '../../workflow/decompose/plan-decomposition.ts';
import { undoDecomposition } from '../../workflow/decompose/undo-decomposition.ts';
import { createdText, previewText, sizePicks } from '../decompose/decompose-texts.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import type { ChosenTask } from '../task-picks.ts';
import { isAtTop, isFree, isSaved, isTrusted } from './before-run.ts';
import { chooseTask } from './choose-task.ts';
import { closePreview, showPreview } from './show-preview.ts';
import { tellCommitted } from './tell-committed.ts';
import { warnOf } from './warn-of.ts';
import { withProgress } from './with-progress.ts';

/** Splits what is open of a task into sub-tasks: shows them all as a diff, and creates them when the user says so. */
export async function decomposeTask(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  const chosen = await chooseTask(parts, argument, 'decompose');
  if (chosen === undefined) return;
  const { reference, task } = chosen;
  const { repository: root } = reference;
  if (!(await isFree(parts, root)) || !(await isAtTop(root)) || !(await isSaved(chosen))) return;
  try {
    const repository = await openRepository(root);
    const sizes = sizePicks(await sizesFor(repository, task.id));
    const placeHolder = l10n.t`How is ${task.id} split?`;
    const size = sizes.length > 1 ? await window.showQuickPick(sizes, { placeHolder, matchOnDetail: true }) : sizes[0];
    if (size === undefined) return;
    const request = { repository, itemId: task.id, most: size.most, now: new Date() };
    const plan = await planDecomposition(request);
    const { files, subTasks, warnings } = plan;
    const title = l10n.t`Sub-Tasks of ${task.id} (preview)`;
    await closePreview(title);
    await showPreview(parts.documents, { name: 'decompose', title, root: repository.root, files });
    const create = l10n.t('Create');
    const question = previewText({ item_id: task.id, sub_tasks: subTasks, warnings });
    if ((await window.showInformationMessage(question, create)) === create) await write(parts, chosen, request, plan);
  } catch (error) {
    await warnOf(error);
  }
}

/** Creates what the user has looked at, and nothing else. */
async function write(
  parts: EditorParts,
  chosen: ChosenTask,
  request: PlanRequest,
  plan: DecompositionPlan,
): Promise<void> {
  const { repository: root, itemId } = chosen.reference;
  if (!(await isFree(parts, root)) || !(await isSaved(chosen))) return;
  const { commitEdits: commit } = readEditorSettings(Uri.file(root));
  const asked = { ...request, commit, expected: plan.files };
  const result = await withProgress(l10n.t`Creating the sub-tasks of ${itemId}`, (signal) =>
    decompose(asked, contextOf(parts, signal)),
  );
  if (result === undefined) return;
  await parts.source.refresh(root);
  if (result.committed !== null) tellCommitted();
  const message = createdText(result);
  parts.channels.write('log', 'info', message);
  const [undo, first] = [l10n.t('Undo'), result.sub_tasks[0]];
  const open = first === undefined ? [] : [l10n.t`Open ${first.item_id}`];
  const answer = await window.showInformationMessage(message, undo, ...open);
  if (answer === undo) await takeBack(parts, chosen, request, plan, result);
  else if (answer !== undefined && first !== undefined) {
    const { openTask } = await import('./open-task.ts');
    await openTask(parts, { repository: root, itemId: first.item_id });
  }
}

async function takeBack(
  parts: EditorParts,
  chosen: ChosenTask,
  { repository }: PlanRequest,
  { files }: DecompositionPlan,
  { item_id: itemId, committed }: Decomposed,
): Promise<void> {
  const { repository: root } = chosen.reference;
  if (!(await isFree(parts, root)) || !(await isSaved(chosen))) return;
  const undone = await withProgress(l10n.t`Taking back the sub-tasks of ${itemId}`, async (signal) => {
    const sha = await undoDecomposition({ repository, itemId, files, committed }, contextOf(parts, signal));
    return { sha };
  });
  if (undone === undefined) return;
  await parts.source.refresh(root);
  const message = l10n.t`${itemId} is as before, and its sub-tasks are gone.`;
  parts.channels.write('log', 'info', message);
  void window.showInformationMessage(message);
}

function contextOf({ channels }: EditorParts, signal: AbortSignal) {
  return { signal, progress: () => {}, log: channels.write };
}
