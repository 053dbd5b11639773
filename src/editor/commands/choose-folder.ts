import { commands, window, workspace } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import * as l10n from '../l10n.ts';
import type { RepositoryFolder } from '../queue-source.ts';

/** A folder of the workspace, whether it has task files or not: the only one, else the one picked. */
export async function chooseFolder(
  { source }: Pick<EditorParts, 'source'>,
  placeHolder: string,
  first: 'with tasks' | 'without tasks',
): Promise<RepositoryFolder | undefined> {
  const roots = source.folders.map(({ root }) => root);
  const folders = (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ name, uri }) => ({ name, root: uri.fsPath, has: roots.includes(uri.fsPath) }));
  const [only, ...others] = folders;
  if (only === undefined) {
    const open = l10n.t('Open Folder');
    const answer = await window.showInformationMessage(l10n.t('Open the folder of a repository first.'), open);
    if (answer === open) await commands.executeCommand('vscode.openFolder');
    return undefined;
  }
  if (others.length === 0) return only;
  const picks = folders
    .toSorted((a, b) => (first === 'with tasks' ? Number(b.has) - Number(a.has) : Number(a.has) - Number(b.has)))
    .map((folder) => ({
      label: folder.name,
      description: folder.root,
      ...(folder.has ? {} : { detail: l10n.t('No task files yet') }),
      folder,
    }));
  return (await window.showQuickPick(picks, { placeHolder, matchOnDescription: true }))?.folder;
}
