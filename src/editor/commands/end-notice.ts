import { commands, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { commandIds, settingsSection } from '../ids.ts';
import { endNotice, type NoticeAction } from '../run-notice.ts';
import type { RunOutcome } from '../run-state.ts';
import type { NextStep } from '../states/next-step.ts';
import type { TaskReference } from '../task-reference.ts';
import { openSetting } from './open-setting.ts';
import { openTask } from './open-task.ts';
import { takeStep } from './take-step.ts';

/** Tells how a run ended, once, with what one may want to look at. */
export async function notifyOfEnd(parts: EditorParts, outcome: RunOutcome, reference: TaskReference): Promise<void> {
  const notice = endNotice(outcome);
  parts.channels.write('log', outcome.result === 'failed' ? 'error' : 'info', notice?.text ?? outcome.message);
  if (notice === undefined) return;
  const show = notice.severity === 'error' ? window.showErrorMessage : window.showInformationMessage;
  const actions: Record<NoticeAction, () => void | Thenable<void>> = {
    'Show Transcript': () => parts.channels.show('codex'),
    'Show Report': () => commands.executeCommand(commandIds.showReport, reference),
    'Show Log': () => parts.channels.show('log'),
    'Roll Back…': () => commands.executeCommand(commandIds.rollBackTask, reference),
    'Decompose…': () => commands.executeCommand(commandIds.decomposeTask, reference),
    'Open Settings': () => openSetting(outcome.setting ?? settingsSection),
    'Open Task': () => openTask(parts, { repository: reference.repository, itemId: reference.itemId }),
  };
  const { step, actions: offered } = notice;
  const first = step === undefined ? [] : [step.title];
  const answer = await show<NextStep['title'] | NoticeAction>(notice.text, ...first, ...offered);
  if (answer === undefined) return;
  if (answer === step?.title) await takeStep(step);
  else await actions[answer as NoticeAction]();
}
