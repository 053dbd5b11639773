/** The hooks that git runs in a repository, with the user's rights and outside of any sandbox. */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { isBelow } from './is-below.ts';
import type { Repository } from './repository.ts';

/**
 * What each hook says, by its path; `git init` leaves samples, which are none. Hooks outside of the repository are not its own.
 * @param hooksPath value of core.hooksPath, which is relative to the root; undefined when it is not set
 */
export async function readHooks(
  repository: Repository,
  hooksPath: string | undefined,
): Promise<ReadonlyMap<string, string>> {
  const hooks = new Map<string, string>();
  const folder = folderOf(repository, hooksPath);
  if (isBelow(repository.root, folder) || isBelow(repository.commonDir, folder)) await digest(folder, hooks);
  return hooks;
}

function folderOf({ root, commonDir }: Repository, hooksPath: string | undefined): string {
  if (hooksPath === undefined) return join(commonDir, 'hooks');
  const folder = resolve(root, hooksPath.replace(/^~(?=\/)/, homedir));
  // Husky's folder `_` calls the scripts beside it.
  const isHusky = basename(folder) === '_' && isBelow(root, dirname(folder));
  return isHusky ? dirname(folder) : folder;
}

async function digest(path: string, hooks: Map<string, string>): Promise<void> {
  const entry = await lstat(path).catch(() => undefined); // there are none, or this one is gone
  if (entry === undefined || path.endsWith('.sample')) return;
  if (entry.isDirectory()) {
    for (const name of await readdir(path)) await digest(join(path, name), hooks);
    return;
  }
  const content = entry.isSymbolicLink() ? await readlink(path) : entry.isFile() ? await readFile(path) : '';
  hooks.set(path, createHash('sha256').update(`${entry.mode}\0`).update(content).digest('hex'));
}
