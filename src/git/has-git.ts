import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Whether a folder is in a git repository, by its files alone: no git is started, so that it may be asked of any folder at any time. */
export async function hasGit(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const isHere = await access(join(path, '.git')).then(
      () => true,
      () => false,
    );
    if (isHere) return true;
    if (dirname(path) === path) return false;
  }
}
