import { lstat, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Whether a folder is in a git repository, by its files alone: no git is started, so that it may be asked of any folder at any time.
 * To git, too, a folder `.git` without HEAD is none.
 */
export async function hasGit(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    if (await isGit(join(path, '.git'))) return true;
    if (dirname(path) === path) return false;
  }
}

/** A file leads to the repository of a work tree or a submodule. */
async function isGit(path: string): Promise<boolean> {
  const entry = await stat(path).catch(() => undefined);
  if (entry?.isDirectory() !== true) return entry !== undefined;
  // HEAD may be a link that leads nowhere yet.
  return lstat(join(path, 'HEAD')).then(
    () => true,
    () => false,
  );
}
