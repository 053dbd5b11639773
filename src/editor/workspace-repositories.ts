import { isAbsolute, relative, sep } from 'node:path';
import { Disposable, type Uri, workspace } from 'vscode';
import { hasBacklog } from '../backlog/read/has-backlog.ts';
import type { QueueSource, RepositoryFolder } from './queue-source.ts';

/**
 * Changes of these files change what the queue shows. They are plain texts, not patterns with a base: those would
 * start a recursive watch of their own, and these ride on the one that the workspace has anyway.
 */
const watchedFiles = [
  '**/tasks/**/*.md',
  '**/human-actions/**',
  '**/{bugs,features,completed,deprecated}/**/*.{json,md}',
  // A folder becomes a git repository.
  '**/.git/HEAD',
];

/** Keeps the source's repositories those of the workspace, and has files read that changed. */
export function followWorkspace(source: QueueSource, failed: (error: unknown) => void): Disposable {
  const look = (): void => {
    findRepositories().then((folders) => source.setFolders(folders), failed);
  };
  const changed = (uri: Uri): void => {
    const holders = (workspace.workspaceFolders ?? []).filter((folder) => isIn(folder.uri.fsPath, uri.fsPath));
    for (const { fsPath } of holders.map((folder) => folder.uri)) {
      if (source.queue(fsPath) !== undefined) source.filesChanged(fsPath);
      // The first task file makes a folder a repository.
      else look();
    }
  };
  const watchers = watchedFiles.flatMap((glob) => {
    const watcher = workspace.createFileSystemWatcher(glob);
    return [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
  });
  look();
  return Disposable.from(workspace.onDidChangeWorkspaceFolders(look), ...watchers);
}

/** Folders may be in each other: a file is then one of both. */
function isIn(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below !== '' && !isAbsolute(below) && below.split(sep)[0] !== '..';
}

/** The workspace folders on disk that hold task files, each a repository of its own. */
export async function findRepositories(): Promise<RepositoryFolder[]> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const found = await Promise.all(
    folders.map(async ({ name, uri }) => ({ name, root: uri.fsPath, has: await hasBacklog(uri.fsPath) })),
  );
  return found.filter(({ has }) => has).map(({ name, root }) => ({ name, root }));
}
