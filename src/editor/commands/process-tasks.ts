import { Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import * as l10n from '../l10n.ts';
import { listed, moveSummary } from '../move-summary.ts';
import type { RunOutcome } from '../run-state.ts';
import { type ProcessPlan, processedText, processPlan } from '../several-tasks.ts';
import { unlinked } from '../shown-text.ts';
import type { ChosenTask } from '../task-picks.ts';
import { areFree, isTrusted } from './before-run.ts';
import { confirm } from './confirm.ts';
import { notifyOfEnd } from './end-notice.ts';
import { processChosen, processTask } from './process-task.ts';
import { reserved } from './reserved.ts';
import { severalOf } from './selected-tasks.ts';

/** Processes the task of a row, or those of the selected rows, one after the other. */
export async function processTasks(parts: EditorParts, argument: unknown, selected: unknown): Promise<void> {
  const several = severalOf(parts, selected);
  if (several.length < 2) return processTask(parts, argument);
  if (!(await isTrusted()) || !(await areFree(parts, several))) return;
  const [first] = several;
  const { archiveOnComplete } = readEditorSettings(Uri.file(first?.reference.repository ?? ''));
  const plan = processPlan(several, archiveOnComplete);
  if (plan.order.length === 0) {
    await window.showWarningMessage(`${l10n.t('None of these tasks can be processed.')} ${moveSummary(plan.leftOut)}`);
    return;
  }
  const roots = new Set(several.map(({ reference }) => reference.repository));
  if (await reserved(parts, [...roots], () => isWanted(plan))) await processAll(parts, plan.order);
}

async function isWanted({ order, leftOut }: ProcessPlan): Promise<boolean> {
  const names = listed(order.map(({ task }) => `${task.id} ${task.title}`));
  const rule = l10n.t(
    'In this order. The first one that is not complete in the end, because it failed, was stopped or cannot begin, ends it: those behind it are not begun.',
  );
  const others = leftOut.length === 0 ? [] : [`${l10n.t('Not processed:')}\n${listed(leftOut)}`];
  const question =
    order.length === 1 ? l10n.t('Process 1 task?') : l10n.t`Process ${order.length} tasks, one after the other?`;
  const detail = [names, ...others, rule].join('\n\n');
  return confirm(question, detail, l10n.t('Process'));
}

/** Each one is told of in the log, all of them in one message at the end. */
async function processAll(parts: EditorParts, order: readonly ChosenTask[]): Promise<void> {
  const complete: string[] = [];
  for (const [place, chosen] of order.entries()) {
    const outcome = await processChosen(parts, chosen, undefined, async () => {});
    if (outcome?.result === 'complete') {
      complete.push(chosen.task.id);
      parts.channels.write('log', 'info', `${chosen.task.id} ${outcome.word}: ${outcome.message}`);
      continue;
    }
    const left = order.slice(place + 1).map(({ task }) => task.id);
    return tell(parts, processedText({ complete, last: { id: chosen.task.id, outcome }, left }), chosen, outcome);
  }
  return tell(parts, processedText({ complete, left: [] }));
}

async function tell(parts: EditorParts, text: string, last?: ChosenTask, outcome?: RunOutcome): Promise<void> {
  // What can be done about a failure stands beside it.
  if (last !== undefined && outcome?.result === 'failed') return notifyOfEnd(parts, outcome, last.reference, text);
  parts.channels.write('log', 'info', text);
  await window.showInformationMessage(unlinked(text));
}
