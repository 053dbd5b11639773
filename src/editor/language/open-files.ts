import { workspace } from 'vscode';
import type { LanguageParts } from './language-parts.ts';
import { LiveFiles } from './live-files.ts';

/** The files of the queue as this window has them open. */
export function openFiles({ source, known }: Pick<LanguageParts, 'source' | 'known'>): LiveFiles {
  return new LiveFiles({
    roots: () => source.folders.map(({ root }) => root),
    known,
    openText: (path) =>
      workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path)?.getText(),
  });
}
