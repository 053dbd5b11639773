import { Disposable, type Uri, workspace } from 'vscode';
import type { SaveRecorder } from './save-recorder.ts';

/**
 * Has noted what a person does to files in this window. None of these events tells of what other programs do on disk.
 * In Restricted Mode nothing is written.
 */
export function followSaves(failed: (error: unknown) => void): Disposable {
  let loaded: Promise<SaveRecorder> | undefined;
  const record = async (note: (recorder: SaveRecorder) => Promise<void>): Promise<void> => {
    if (!workspace.isTrusted) return;
    loaded ??= import('./save-recorder.ts').then((module) => new module.SaveRecorder(failed));
    await note(await loaded);
  };
  const onDisk = ({ uri }: { readonly uri: Uri }) => uri.scheme === 'file';
  const paths = (uris: readonly Uri[]) => uris.filter((uri) => onDisk({ uri })).map(({ fsPath }) => fsPath);
  const saving = ({ uri }: { readonly uri: Uri }) => record((recorder) => recorder.saving(uri.fsPath));
  const saved = (document: { readonly uri: Uri }): void => {
    if (onDisk(document)) record((recorder) => recorder.saved(document.uri.fsPath)).catch(failed);
  };
  return Disposable.from(
    workspace.onWillSaveTextDocument((event) => {
      if (onDisk(event.document)) event.waitUntil(saving(event.document));
    }),
    workspace.onWillSaveNotebookDocument((event) => {
      if (onDisk(event.notebook)) event.waitUntil(saving(event.notebook));
    }),
    workspace.onDidSaveTextDocument(saved),
    workspace.onDidSaveNotebookDocument(saved),
    workspace.onDidCreateFiles(({ files }) => {
      record((recorder) => recorder.created(paths(files))).catch(failed);
    }),
    workspace.onDidDeleteFiles(({ files }) => {
      record((recorder) => recorder.deleted(paths(files))).catch(failed);
    }),
    workspace.onDidRenameFiles(({ files }) => {
      const moved = files.map(({ oldUri, newUri }) => ({ from: oldUri.fsPath, to: newUri.fsPath }));
      record((recorder) => recorder.renamed(moved)).catch(failed);
    }),
  );
}
