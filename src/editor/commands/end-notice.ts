import { commands, window, workspace } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { commandIds, settingsSection } from '../ids.ts';
import { endNotice, type NoticeAction, noticeTitles } from '../run-notice.ts';
import type { RunOutcome } from '../run-state.ts';
import { unlinked } from '../shown-text.ts';
import type { TaskReference } from '../task-reference.ts';
import { openSetting } from './open-setting.ts';
import { openTask } from './open-task.ts';
import { takeStep } from './take-step.ts';

/**
 * Tells how a run ended, once, with what one may want to look at; whoever looks at it already has the views for that.
 * @param text instead of the run's own, where it was one of several
 */
export async function notifyOfEnd(
  parts: EditorParts,
  outcome: RunOutcome,
  reference: TaskReference,
  text?: string,
): Promise<void> {
  const notice = endNotice(outcome, { isHeard: isHeard(), isLooking: isLooking(parts) });
  const told = text ?? notice?.text ?? outcome.message;
  parts.channels.write('log', outcome.result === 'failed' ? 'error' : 'info', told);
  if (notice === undefined) return;
  const show = notice.severity === 'error' ? window.showErrorMessage : window.showInformationMessage;
  const actions: Record<NoticeAction, () => void | Thenable<void>> = {
    changes: () => commands.executeCommand(commandIds.showChanges, reference),
    transcript: () => parts.channels.show('codex'),
    report: () => commands.executeCommand(commandIds.showReport, reference),
    log: () => parts.channels.show('log'),
    rollBack: () => commands.executeCommand(commandIds.rollBackTask, reference),
    decompose: () => commands.executeCommand(commandIds.decomposeTask, reference),
    settings: () => openSetting(outcome.setting ?? settingsSection),
    task: () => openTask(parts, { repository: reference.repository, itemId: reference.itemId }),
  };
  const { step, actions: offered } = notice;
  const first = step === undefined ? [] : [step.title];
  const titles = noticeTitles();
  const answer = await show(unlinked(told), ...first, ...offered.map((action) => titles[action]));
  const action = offered.find((one) => titles[one] === answer);
  if (step !== undefined && answer === step.title) await takeStep(step);
  else if (action !== undefined) await actions[action]();
}

/** Both views show how a run ended, and so does the status bar beside them. */
function isLooking({ view, sessionView }: EditorParts): boolean {
  return window.state.focused && (view.visible || sessionView.view.visible);
}

/** The editor asks whoever it finds with a screen reader to set this. */
function isHeard(): boolean {
  return workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';
}
