import { window } from 'vscode';
import type { EditorParts } from '../editor-parts.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { tellNoRepository } from './tell-nothing.ts';

/** The repository that a command is for: the only one, else the one picked. */
export async function chooseRepository(
  { source }: Pick<EditorParts, 'source'>,
  placeHolder: string,
): Promise<RepositoryFolder | undefined> {
  const [first, ...others] = source.folders;
  if (first === undefined) {
    await tellNoRepository();
    return undefined;
  }
  if (others.length === 0) return first;
  const picks = source.folders.map((folder) => ({ label: folder.name, description: folder.root, folder }));
  return (await window.showQuickPick(picks, { placeHolder }))?.folder;
}
