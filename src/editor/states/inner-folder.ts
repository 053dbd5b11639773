/** A folder that is open and lies in a repository, not at its top. Pure. */
import * as l10n from '../l10n.ts';
import type { NextStep } from './next-step.ts';

/** Opens a folder in this window. @param uri its address, which the editor makes */
export function openRepository(uri: unknown): NextStep {
  return { title: l10n.t('Open Repository'), does: { command: 'vscode.openFolder', args: [uri] } };
}

/** Why nothing runs on task files in such a folder. @param folder the open one @param top root of the repository */
export function innerFolderText(folder: string, top: string): string {
  return l10n.t`${folder} is a folder of the repository ${top}, and runs work on the task files at a repository's top. Open the repository, with its task files there.`;
}
