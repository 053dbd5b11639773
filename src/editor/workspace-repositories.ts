import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Disposable, type Uri, workspace } from 'vscode';
import type { QueueSource, RepositoryFolder } from './queue-source.ts';

/**
 * Changes of these files change what the queue shows. They are plain texts, not patterns with a base: those would
 * start a recursive watch of their own, and these ride on the one that the workspace has anyway.
 */
const watchedFiles = ['**/tasks/**/*.md', '**/human-actions/**'];

/** Keeps the source's repositories those of the workspace, and has files read that changed. */
export function followWorkspace(source: QueueSource, failed: (error: unknown) => void): Disposable {
  const look = (): void => {
    findRepositories().then((folders) => source.setFolders(folders), failed);
  };
  const changed = (uri: Uri): void => {
    const root = workspace.getWorkspaceFolder(uri)?.uri.fsPath;
    if (root === undefined) return;
    if (source.queue(root) !== undefined) source.filesChanged(root);
    // The first task file makes a folder a repository.
    else look();
  };
  const watchers = watchedFiles.flatMap((glob) => {
    const watcher = workspace.createFileSystemWatcher(glob);
    return [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
  });
  look();
  return Disposable.from(workspace.onDidChangeWorkspaceFolders(look), ...watchers);
}

/** The workspace folders on disk that have a tasks folder, each a repository of its own. */
export async function findRepositories(): Promise<RepositoryFolder[]> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const found = await Promise.all(
    folders.map(async ({ name, uri }) => ({ name, root: uri.fsPath, has: await hasTasks(uri.fsPath) })),
  );
  return found.filter(({ has }) => has).map(({ name, root }) => ({ name, root }));
}

async function hasTasks(root: string): Promise<boolean> {
  return stat(join(root, 'tasks')).then(
    (found) => found.isDirectory(),
    () => false, // not there, or not ours to read: no repository to show
  );
}
