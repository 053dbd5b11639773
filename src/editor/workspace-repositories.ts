import { Disposable, type Uri, workspace } from 'vscode';
import { hasBacklog } from '../backlog/read/has-backlog.ts';
import type { QueueSource, RepositoryFolder } from './queue-source.ts';
import { Soon } from './soon.ts';
import { changesQueue, watchedGlobs } from './watched-paths.ts';

/** Many changes at once, as those of a checkout, are one look. */
const lookMs = 75;
/** The editor tells no change of a folder that comes before it watches it, which takes it some seconds after it shows the folder. */
const watchedMs = 5000;

/** Keeps the source's repositories those of the workspace, and has files read that changed. */
export function followWorkspace(source: QueueSource, failed: (error: unknown) => void): Disposable {
  let looks = 0;
  const look = async (): Promise<void> => {
    const own = ++looks;
    const folders = await findRepositories();
    // One that was overtaken says what was.
    if (own === looks) await source.setFolders(folders);
  };
  const lookSoon = new Soon(() => void look().catch(failed), lookMs);
  let lookAgain: NodeJS.Timeout | undefined;
  const begin = (): void => {
    look().catch(failed);
    clearTimeout(lookAgain);
    lookAgain = setTimeout(() => {
      look()
        .then(() => source.refresh())
        .catch(failed);
    }, watchedMs);
  };
  const changed = ({ fsPath: path }: Uri): void => {
    const roots = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
    const concerned = roots.filter((root) => changesQueue(root, path));
    for (const root of concerned) source.filesChanged(root);
    // The first task file makes a folder a repository; it is none without its tasks folder.
    if (concerned.length > 0) lookSoon.ask();
  };
  const watchers = watchedGlobs.flatMap((glob) => {
    const watcher = workspace.createFileSystemWatcher(glob);
    return [watcher, watcher.onDidCreate(changed), watcher.onDidChange(changed), watcher.onDidDelete(changed)];
  });
  begin();
  const end = new Disposable(() => clearTimeout(lookAgain));
  return Disposable.from(workspace.onDidChangeWorkspaceFolders(begin), lookSoon, end, ...watchers);
}

/** Looks which repositories there are, and reads all of them anew. */
export async function readAnew(source: QueueSource): Promise<void> {
  await source.setFolders(await findRepositories());
  await source.refresh();
}

/** The workspace folders on disk that hold task files, each a repository of its own. */
export async function findRepositories(): Promise<RepositoryFolder[]> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const found = await Promise.all(
    folders.map(async ({ name, uri }) => ({ name, root: uri.fsPath, has: await hasBacklog(uri.fsPath) })),
  );
  return found.filter(({ has }) => has).map(({ name, root }) => ({ name, root }));
}
