import { window } from 'vscode';
import { archiveAllQuestion } from '../archive-question.ts';
import { archiveRefusal } from '../archive-refusal.ts';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { moveSummary } from '../move-summary.ts';
import type { ChosenTask } from '../task-picks.ts';
import { archiveRun } from './archive-run.ts';
import { archiveTask, doubtOf } from './archive-task.ts';
import { areFree, isAtTop, isFree, isSaved, isTrusted } from './before-run.ts';
import { confirm } from './confirm.ts';
import { reserved } from './reserved.ts';
import { severalOf } from './selected-tasks.ts';

/** Archives the task of a row, or those of the selected rows that can be. */
export async function archiveTasks(parts: EditorParts, argument: unknown, selected: unknown): Promise<void> {
  const several = severalOf(parts, selected);
  if (several.length < 2) return archiveTask(parts, argument);
  if (await isTrusted()) await archiveAll(parts, several);
}

/** Archives those that can be, one commit for each, after a question that says which and why others not. */
export async function archiveAll(parts: EditorParts, chosen: readonly ChosenTask[]): Promise<void> {
  const [only] = chosen;
  if (chosen.length === 1 && only !== undefined) return archiveTask(parts, only.reference);
  const judged = chosen.map((one) => {
    const refusal =
      one.task.state === 'completed' ? l10n.t`${one.task.id} is archived already.` : archiveRefusal(one.task);
    return { one, refusal };
  });
  const able = judged.flatMap(({ one, refusal }) => (refusal === undefined ? [one] : []));
  const refusals = judged.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]));
  if (able.length === 0) {
    await window.showWarningMessage(`${l10n.t('None of these tasks can be archived.')} ${moveSummary(refusals)}`);
    return;
  }
  if (!(await areFree(parts, able))) return;
  const candidates = able.map((one) => ({ task: one.task, doubt: doubtOf(parts, one) }));
  const { message, detail } = archiveAllQuestion(candidates, refusals);
  const roots = new Set(able.map(({ reference }) => reference.repository));
  if (!(await reserved(parts, [...roots], () => confirm(message, detail, l10n.t('Archive'))))) return;
  const failed: string[] = [];
  for (const one of able) {
    const failure = await archiveOne(parts, one);
    if (failure !== undefined) failed.push(failure);
  }
  if (failed.length > 0) await window.showErrorMessage(moveSummary(failed));
}

/** @returns why it was not archived */
async function archiveOne(parts: EditorParts, chosen: ChosenTask): Promise<string | undefined> {
  const { task, reference } = chosen;
  const { repository } = reference;
  if (!(await isFree(parts, repository)) || !(await isAtTop(repository)) || !(await isSaved(chosen)))
    return l10n.t`${task.id} was not archived.`;
  const outcome = await reserved(parts, [repository], () => archiveRun(parts, chosen));
  if (outcome === undefined) return l10n.t`${task.id} was not archived.`;
  parts.channels.write('log', outcome.result === 'complete' ? 'info' : 'error', `${task.id}: ${outcome.message}`);
  return outcome.result === 'complete' ? undefined : outcome.message;
}
