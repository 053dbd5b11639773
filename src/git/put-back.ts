/** Makes files of the work tree what they are in a tree. */
import { lstat, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type GitOptions, type gitClient, tolerant } from './client.ts';
import { ignoreMissing } from './missing-file.ts';
import { pathList } from './path-list.ts';
import type { ChangedPath } from './raw-diff.ts';

/**
 * Makes exactly these paths what they are in the tree: overwritten, recreated or, where it lacks them, removed.
 * @param git makes clients with an index of their own, which is overwritten
 */
export async function putFilesBack(
  root: string,
  git: (options?: GitOptions) => ReturnType<typeof gitClient>,
  tree: string,
  changes: readonly ChangedPath[],
): Promise<void> {
  for (const { path, change } of changes) {
    if (change === 'A') await removeFile(root, path);
  }
  const present = changes.filter(({ change }) => change !== 'A').map(({ path }) => path);
  if (present.length === 0) return;
  await git().raw(['read-tree', tree]);
  const checkout = ['checkout-index', '--force', '-z', '--stdin'];
  await git({ input: pathList(present) }).raw([...tolerant, ...checkout]);
}

/** Removes a file and the folders that it leaves empty, never the root. A folder (a nested repository) stays. */
async function removeFile(root: string, path: string): Promise<void> {
  const file = join(root, path);
  const entry = await lstat(file).catch(ignoreMissing);
  if (entry === undefined || entry.isDirectory()) return;
  await rm(file);
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    const empty = await rmdir(join(root, folder)).then(
      () => true,
      () => false, // not empty: that is the end of it
    );
    if (!empty) return;
  }
}
