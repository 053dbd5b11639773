import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import { itemName, type RunState, runText } from '../run-state.ts';
import { referenceOf } from '../task-reference.ts';

/**
 * Stops a run: that of the row or lens, else the only one, else the one picked. Shown as stopped once its processes are gone.
 * A session ends in order, with its report; asked again, it may be ended at once.
 */
export async function stopRun({ runs }: EditorParts, argument: unknown): Promise<void> {
  const named = referenceOf(argument)?.repository;
  const repository = named ?? (await chooseRun(runs.shown));
  if (repository === undefined) return;
  const run = runs.on(repository);
  if (run === undefined) return stopElsewhere(repository);
  if (run.kind === 'session' && run.stage === 'stopping') {
    const message = l10n.t('The session is stopping: its issue, retrospective and report are being written.');
    if ((await window.showWarningMessage(message, l10n.t('End at Once'))) !== undefined) runs.end(repository);
    return;
  }
  await runs.stop(repository);
}

/** A session that another process runs takes the request of anybody. */
async function stopElsewhere(folder: string): Promise<void> {
  const { repositoryWithSessions } = await import('../sessions-place.ts');
  const repository = await repositoryWithSessions(folder);
  if (repository === undefined) return;
  const { requestStop } = await import('../../session/stop-request.ts');
  await requestStop(repository.commonDir);
  await window.showInformationMessage(l10n.t('The session was asked to stop. It ends in order, with its report.'));
}

async function chooseRun(active: readonly RunState[]): Promise<string | undefined> {
  const [only, ...others] = active;
  if (only === undefined) await window.showInformationMessage(l10n.t('Nothing is running.'));
  if (others.length === 0) return only?.repository;
  const picks = active.map((run) => ({
    label: itemName(run.itemId),
    description: runText(run),
    detail: run.repository,
  }));
  return (await window.showQuickPick(picks, { placeHolder: l10n.t('Stop which run?') }))?.detail;
}
