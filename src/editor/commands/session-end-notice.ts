import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import { sessionReportPath } from '../../session/session-report-data.ts';
import type { HumanActionItem } from '../../tools/contract.ts';
import type { EditorParts } from '../editor-parts.ts';
import { actionsViewId } from '../ids.ts';
import * as l10n from '../l10n.ts';
import type { RunOutcome } from '../run-state.ts';
import { sessionNotice } from '../session-notice.ts';
import type { SessionEnd } from '../session-state.ts';
import { unlinked } from '../shown-text.ts';
import { nextStep } from '../states/next-step.ts';
import { openAction } from './open-task.ts';
import { takeStep } from './take-step.ts';

/**
 * Tells how a session ended, once.
 * @param end how it says that it ended; undefined where it could not
 * @param which names one that was not begun in this window
 */
export async function notifyOfSession(
  parts: EditorParts,
  outcome: Pick<RunOutcome, 'repository' | 'result' | 'message'>,
  end: SessionEnd | undefined,
  which?: string,
): Promise<void> {
  const { channels } = parts;
  const wasStopped = outcome.result === 'stopped';
  if (end === undefined) {
    channels.write('log', wasStopped ? 'info' : 'error', outcome.message);
    const tell = wasStopped ? window.showInformationMessage : window.showErrorMessage;
    const cause = wasStopped ? undefined : nextStep(outcome.message);
    const log = l10n.t('Show Log');
    const titles = new Set([...(cause === undefined ? [] : [cause.title]), log]);
    const answer = await tell(unlinked(outcome.message), ...titles);
    if (answer === log) channels.show('log');
    else if (answer !== undefined && cause !== undefined) await takeStep(cause);
    return;
  }
  const { severity, text, actions, step } = sessionNotice(end, wasStopped, which);
  channels.write('log', severity === 'info' ? 'info' : 'warning', text);
  const { showInformationMessage, showWarningMessage, showErrorMessage } = window;
  const show = { info: showInformationMessage, warning: showWarningMessage, error: showErrorMessage }[severity];
  const titles = { report: l10n.t('Open Report'), actions: l10n.t('Show Human Actions') };
  const first = step === undefined ? [] : [step.title];
  const answer = await show(unlinked(text), ...first, ...actions.map((action) => titles[action]));
  const { report, record } = end;
  await parts.seen.see(outcome.repository, sessionReportPath(record));
  if (answer === titles.report && report !== null) {
    await commands.executeCommand('markdown.showPreview', Uri.file(join(outcome.repository, report)));
  }
  if (step !== undefined && answer === step.title) await takeStep(step);
  if (answer === titles.actions) await showActions(outcome.repository, record.human_actions);
}

/** The file of the only action, else all of them in their view. */
async function showActions(repository: string, actions: readonly Pick<HumanActionItem, 'file'>[]): Promise<void> {
  const [only, ...others] = actions;
  if (only === undefined || others.length > 0) return commands.executeCommand(`${actionsViewId}.focus`);
  await openAction(repository, only.file);
}
