import { join } from 'node:path';
import { commands, TabInputText, Uri, window } from 'vscode';
import { type Documents, documentScheme } from '../documents.ts';

/** A file that would change. */
export interface PreviewFile {
  /** Below the root, with forward slashes. */
  readonly path: string;
  /** Git's object of what it holds now; undefined for a new file. */
  readonly before: string | undefined;
  /** What it would hold; undefined for a file that would go. */
  readonly after: string | undefined;
}

/** Closes what a preview before this one has left open, so that this one stands in its place. @param title of both */
export async function closePreview(title: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const old = tabs.filter(({ label, input }) => {
    return label.startsWith(title) && !(input instanceof TabInputText && input.uri.scheme !== documentScheme);
  });
  if (old.length > 0) await window.tabGroups.close(old);
}

/** Shows all files of a repository that would change as one diff. @param name of what would change them, for the documents */
export async function showPreview(
  documents: Documents,
  { name, title, root, files }: { name: string; title: string; root: string; files: readonly PreviewFile[] },
): Promise<void> {
  const texts = files.flatMap(({ path, after }) => (after === undefined ? [] : [[path, after] as const]));
  const after = documents.setOf(name, new Map(texts));
  const resources = files.map(({ path, before }) => [
    Uri.file(join(root, path)),
    before === undefined ? undefined : documents.blobUri(root, path, before),
    after.get(path),
  ]);
  await commands.executeCommand('vscode.changes', title, resources);
}
