/** What must be so before anything runs; each says why not and offers the next step. */
import { basename } from 'node:path';
import { commands, window, workspace } from 'vscode';
import { findRepository } from '../../git/repository.ts';
import { describeHolder, holderOf } from '../../session/lock.ts';
import { isScan } from '../../tools/repository-lock.ts';
import type { EditorParts } from '../editor-parts.ts';
import { runText } from '../run-state.ts';
import { findReferenced, pathOf } from '../task-reference.ts';
import type { ChosenTask } from './choose-task.ts';
import { openTask } from './open-task.ts';

/** In Restricted Mode nothing is run. */
export async function isTrusted(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const message = 'This workspace is in Restricted Mode, where tasks can be read and nothing is run.';
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

/** One run at a time on a repository. */
export async function isFree({ runs, channels }: EditorParts, repository: string): Promise<boolean> {
  const run = runs.on(repository);
  if (run === undefined) return isFreeElsewhere(repository);
  const message = `${run.itemId} is at work in this repository (${runText(run)}). Wait for it, or stop it first.`;
  const answer = await window.showInformationMessage(message, 'Show Transcript', 'Stop');
  if (answer === 'Show Transcript') channels.show('codex');
  if (answer === 'Stop') await runs.stop(repository);
  return false;
}

/** Another window or a terminal may be at work; that is no failure of the task that is asked for. */
async function isFreeElsewhere(root: string): Promise<boolean> {
  const repository = await findRepository(root);
  const holder = repository === undefined ? undefined : await holderOf(repository.commonDir);
  if (repository === undefined || holder === undefined || isScan(holder)) return true;
  await window.showInformationMessage(describeHolder(repository.commonDir, holder));
  return false;
}

/** A blocked task says what it waits for. The files are read anew first: what blocked it may be done. */
export async function isReady(parts: EditorParts, { reference }: ChosenTask): Promise<boolean> {
  await parts.source.refresh(reference.repository);
  const task = findReferenced(parts.source, reference);
  if (task?.state === 'ready') return true;
  const why = task === undefined ? 'Its file is gone.' : task.explanation;
  const [blocker] = task?.blockedBy ?? [];
  const open = blocker === undefined ? [] : [`Open ${blocker}`];
  const answer = await window.showWarningMessage(`${reference.itemId} cannot be processed now. ${why}`, ...open);
  if (answer !== undefined && blocker !== undefined) {
    await openTask(parts, { repository: reference.repository, itemId: blocker });
  }
  return false;
}

/** The file on disk is what is worked on, so unsaved edits are saved first, or nothing begins. */
export async function isSaved({ reference, task }: ChosenTask): Promise<boolean> {
  const path = pathOf(reference, task);
  const document = workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.fsPath === path);
  if (document === undefined) return true;
  const message = `${basename(path)} has unsaved changes. Save them first?`;
  const detail = 'The file on disk is what is worked on. Your text stays in the editor when you cancel.';
  if ((await window.showWarningMessage(message, { modal: true, detail }, 'Save')) !== 'Save') return false;
  return document.save();
}
