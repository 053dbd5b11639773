import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Uri, window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { gitStanding } from '../git-standing.ts';
import { firstTaskOf, initializedNotice, initSchema } from '../initialized.ts';
import * as l10n from '../l10n.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { commandLaunch } from '../server-launch.ts';
import { openRepository } from '../states/inner-folder.ts';
import { findRepositories } from '../workspace-repositories.ts';
import { isTrusted } from './before-run.ts';
import { chooseFolder } from './choose-folder.ts';
import { outputOf } from './command-process.ts';
import { takeStep } from './take-step.ts';
import { withProgress } from './with-progress.ts';

/**
 * Makes what a repository lacks to be worked on: folders, configuration, a first task and the workflow document. It asks
 * nothing: no file is changed but for one line of .gitignore, nothing is committed, and what it made can be deleted.
 * @param argument `{ repository }` where it is known; else the only folder, or the one picked
 */
export async function initializeRepository(parts: EditorParts, argument: unknown): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = named(argument) ?? (await chooseFolder(parts, l10n.t('Initialize which folder?'), 'without tasks'));
  if (folder === undefined) return;
  const launch = commandLaunch(parts.host, readEditorSettings(Uri.file(folder.root)), folder.root, ['init', '--json']);
  const output = await withProgress(l10n.t`Initializing ${folder.name}`, (signal) => outputOf(launch, signal));
  if (output === undefined) return;
  const made = initSchema.parse(JSON.parse(output));
  await parts.source.setFolders(await findRepositories());
  await parts.source.refresh(folder.root);
  const isInner = made.root !== (await realpath(folder.root));
  const { severity, text, steps } = initializedNotice(
    made,
    isInner ? made.root : folder.name,
    await gitStanding(folder.root),
    isInner ? openRepository(Uri.file(made.root)) : undefined,
  );
  parts.channels.write('log', severity, text);
  const first = firstTaskOf(made);
  if (first !== undefined) await window.showTextDocument(Uri.file(join(made.root, first)));
  const show = severity === 'warning' ? window.showWarningMessage : window.showInformationMessage;
  const answer = await show(text, ...steps.map(({ title }) => title));
  const step = steps.find(({ title }) => title === answer);
  if (step !== undefined) await takeStep(step);
}

function named(argument: unknown): RepositoryFolder | undefined {
  if (typeof argument !== 'object' || argument === null || !('repository' in argument)) return undefined;
  const { repository } = argument;
  if (typeof repository !== 'string') return undefined;
  return {
    root: repository,
    name: repository.slice(Math.max(repository.lastIndexOf('/'), repository.lastIndexOf('\\')) + 1),
  };
}
