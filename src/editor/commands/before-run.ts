/** What must be so before anything runs; each says why not and offers the next step. */
import { realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { commands, type TextDocument, Uri, window, workspace } from 'vscode';
import { itemPathOf } from '../../backlog/standard/item-path.ts';
import type { Repository } from '../../git/repository.ts';
import { describeHolder, holderOf } from '../../session/lock.ts';
import { requestStop } from '../../session/stop-request.ts';
import { isBrief } from '../../tools/repository-lock.ts';
import { lookAtPath } from '../../tools/repository-path.ts';
import { sessionHolder } from '../../workflow/session/session-lock.ts';
import type { EditorParts } from '../editor-parts.ts';
import type { EditorSettings } from '../editor-settings.ts';
import { needsCommit } from '../git-standing.ts';
import * as l10n from '../l10n.ts';
import { runText } from '../run-state.ts';
import { faultsText, refusing, settingToMend } from '../setting-faults.ts';
import { innerFolderText, openRepository } from '../states/inner-folder.ts';
import type { ChosenTask } from '../task-picks.ts';
import { findReferenced } from '../task-reference.ts';
import { confirm } from './confirm.ts';
import { openSetting, openSettings } from './open-setting.ts';
import { openTask } from './open-task.ts';
import { takeStep } from './take-step.ts';
import { warnOf } from './warn-of.ts';

/** In Restricted Mode nothing is run. */
export async function isTrusted(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  const message = l10n.t('This workspace is in Restricted Mode, where tasks can be read and nothing is run.');
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

/** A wrong value of a setting that says what a run may do may have been meant to be stricter than any that would be used instead. */
export async function areSettingsRight({ wrong }: EditorSettings): Promise<boolean> {
  const faults = refusing(wrong);
  if (faults.length === 0) return true;
  const message = l10n.t`Nothing was begun: ${faultsText(faults)}`;
  if ((await window.showWarningMessage(message, openSettings())) !== undefined)
    await openSetting(settingToMend(faults));
  return false;
}

/** Work is kept in commits: in a folder without any, nothing is asked and nothing begins. */
export async function hasCommit(repository: string): Promise<boolean> {
  try {
    await needsCommit(repository);
    return true;
  } catch (error) {
    await warnOf(error);
    return false;
  }
}

/** One run at a time on a repository. */
export async function isFree({ runs, channels }: EditorParts, repository: string): Promise<boolean> {
  const run = runs.on(repository);
  if (run === undefined) return isFreeElsewhere(repository);
  const message =
    run.kind === 'session'
      ? l10n.t`A session is at work in this repository (${runText(run)}). Wait for it, or stop it first.`
      : run.kind === 'retrospective'
        ? l10n.t('A retrospective is at work in this repository. Wait for it, or stop it first.')
        : l10n.t`${run.itemId} is at work in this repository (${runText(run)}). Wait for it, or stop it first.`;
  const [show, stop] = [l10n.t('Show Transcript'), l10n.t('Stop')];
  const answer = await window.showInformationMessage(message, show, stop);
  if (answer === show) channels.show('codex');
  if (answer === stop) await runs.stop(repository);
  return false;
}

/** The same for all repositories that tasks are of, told at the first one that is not free. */
export async function areFree(parts: EditorParts, chosen: readonly ChosenTask[]): Promise<boolean> {
  for (const repository of new Set(chosen.map(({ reference }) => reference.repository))) {
    if (!(await isFree(parts, repository))) return false;
  }
  return true;
}

/** Another window or a terminal may be at work; that is no failure of the task that is asked for. */
async function isFreeElsewhere(root: string): Promise<boolean> {
  let repository: Repository | undefined;
  try {
    ({ repository } = await lookAtPath(root));
  } catch (error) {
    // Git is missing, or does not trust the folder.
    await warnOf(error);
    return false;
  }
  if (repository === undefined) return true;
  const session = await sessionHolder(repository);
  if (session !== undefined) {
    const { sessionElsewhereText } = await import('../session-elsewhere.ts');
    const message = `${sessionElsewhereText(session)} ${l10n.t('Wait for it, or stop it first.')}`;
    const answer = await window.showInformationMessage(message, l10n.t('Stop Session'));
    if (answer !== undefined) await requestStop(repository.commonDir);
    return false;
  }
  const holder = await holderOf(repository.commonDir);
  if (holder === undefined || isBrief(holder)) return true;
  await window.showInformationMessage(describeHolder(repository.commonDir, holder));
  return false;
}

/**
 * Runs work on the task files at the top of a repository. One that git cannot be asked about, or that is none, the run itself
 * tells of.
 */
export async function isAtTop(root: string): Promise<boolean> {
  const { repository } = await lookAtPath(root).catch(() => ({ repository: undefined }));
  if (repository === undefined) return true;
  const [folder, top] = await Promise.all([realpath(root), realpath(repository.root)]);
  if (folder === top) return true;
  const step = openRepository(Uri.file(top));
  if ((await window.showWarningMessage(innerFolderText(root, top), step.title)) !== undefined) await takeStep(step);
  return false;
}

/**
 * A blocked task says what it waits for. The files are read anew first: what blocked it may be done.
 * @returns `again` where runs failed at it again and again and the user wants one more; undefined when it is not to run
 */
export async function readiness(parts: EditorParts, { reference }: ChosenTask): Promise<'ready' | 'again' | undefined> {
  await parts.source.refresh(reference.repository);
  const task = findReferenced(parts.source, reference);
  if (task?.state === 'ready') return 'ready';
  const why = task === undefined ? l10n.t('Its file is gone.') : task.explanation;
  const [blocker] = task?.blockedBy ?? [];
  const again = l10n.t('Try Again');
  const open = blocker === undefined ? [] : [l10n.t`Open ${blocker}`];
  const message = `${l10n.t`${reference.itemId} cannot be processed now.`} ${why}`;
  const answer = await window.showWarningMessage(
    message,
    ...(task?.blockedReason === 'attempts' ? [again] : []),
    ...open,
  );
  if (answer === again) return 'again';
  if (answer !== undefined && blocker !== undefined) {
    await openTask(parts, { repository: reference.repository, itemId: blocker });
  }
  return undefined;
}

/** The files on disk are what is worked on, so unsaved edits of the task are saved first, or nothing begins. */
export async function isSaved({ reference, task }: ChosenTask): Promise<boolean> {
  const own = join(reference.repository, itemPathOf(task.file)?.path ?? task.file);
  const documents = workspace.textDocuments.filter(
    ({ uri: { fsPath }, isDirty }) => isDirty && (fsPath === own || fsPath.startsWith(own + sep)),
  );
  return savedFirst(documents);
}

/** The same before a session, which may work on any item of the repository. */
export async function areItemsSaved(repository: string): Promise<boolean> {
  return savedFirst(unsavedItems(repository));
}

/** What is open with unsaved text of the items of a repository. */
export function unsavedItems(repository: string): TextDocument[] {
  const below = /^(?:feature-management[\\/])?(?:tasks|bugs|features|human-actions)[\\/]/;
  return workspace.textDocuments.filter(
    ({ uri, isDirty }) =>
      isDirty && uri.fsPath.startsWith(repository + sep) && below.test(uri.fsPath.slice(repository.length + 1)),
  );
}

async function savedFirst(documents: readonly TextDocument[]): Promise<boolean> {
  if (documents.length === 0) return true;
  const names = l10n.list(documents.map(({ uri }) => basename(uri.fsPath)));
  const message =
    documents.length === 1
      ? l10n.t`${names} has unsaved changes. Save them first?`
      : l10n.t`${names} have unsaved changes. Save them first?`;
  const detail = l10n.t('The file on disk is what is worked on. Your text stays in the editor when you cancel.');
  if (!(await confirm(message, detail, l10n.t('Save')))) return false;
  for (const document of documents) if (!(await document.save())) return false;
  return true;
}
