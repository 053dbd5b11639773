import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import type { HumanActionItem } from '../../tools/contract.ts';
import type { EditorParts } from '../editor-parts.ts';
import type { RunOutcome } from '../run-state.ts';
import { sessionNotice } from '../session-notice.ts';
import type { SessionEnd } from '../session-state.ts';

/** Tells how a session ended, once. @param end how it says that it ended; undefined where it could not */
export async function notifyOfSession(
  { channels }: EditorParts,
  outcome: RunOutcome,
  end: SessionEnd | undefined,
): Promise<void> {
  const wasStopped = outcome.result === 'stopped';
  if (end === undefined) {
    channels.write('log', wasStopped ? 'info' : 'error', outcome.message);
    const tell = wasStopped ? window.showInformationMessage : window.showErrorMessage;
    if ((await tell(outcome.message, 'Show Log')) === 'Show Log') channels.show('log');
    return;
  }
  const { severity, text, actions } = sessionNotice(end, wasStopped);
  channels.write('log', severity === 'info' ? 'info' : 'warning', text);
  const { showInformationMessage, showWarningMessage, showErrorMessage } = window;
  const show = { info: showInformationMessage, warning: showWarningMessage, error: showErrorMessage }[severity];
  const answer = await show(text, ...actions);
  const { report, record } = end;
  if (answer === 'Open Report' && report !== null) {
    await commands.executeCommand('markdown.showPreview', Uri.file(join(outcome.repository, report)));
  }
  if (answer === 'Show Human Actions') await showActions(outcome.repository, record.human_actions);
}

type Waiting = Pick<HumanActionItem, 'action_id' | 'title' | 'effective_urgency' | 'blocking_items' | 'file'>;

/** The file of the only action, else of the one picked. */
async function showActions(repository: string, actions: readonly Waiting[]): Promise<void> {
  const picks = actions.map(({ action_id: id, title, effective_urgency, blocking_items: blocks, file }) => ({
    label: `${id} ${title}`,
    description: effective_urgency,
    ...(blocks.length === 0 ? {} : { detail: `Blocks ${blocks.join(', ')}` }),
    file,
  }));
  const options = { placeHolder: 'What waits for a person', matchOnDetail: true };
  const chosen = picks.length > 1 ? await window.showQuickPick(picks, options) : picks[0];
  if (chosen !== undefined) await window.showTextDocument(Uri.file(join(repository, chosen.file)), { preview: true });
}
