/** Hooks that lie in the work tree, where the agent can write; git runs them with the user's rights and outside the sandbox. */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { Repository } from './repository.ts';

/**
 * A text that changes when a hook in the work tree does; empty when no hook lies there.
 * @param hooks the folder where git looks for hooks
 */
export async function hooksFingerprint(repository: Repository, hooks: string): Promise<string> {
  if (!isBelow(repository.root, hooks) || isBelow(repository.commonDir, hooks)) return '';
  // Husky's folder `_` calls the scripts beside it.
  const folder = basename(hooks) === '_' && dirname(hooks) !== repository.root ? dirname(hooks) : hooks;
  const hash = createHash('sha256');
  await digest(folder, hash);
  return hash.digest('hex');
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..');
}

async function digest(path: string, hash: ReturnType<typeof createHash>): Promise<void> {
  const entry = await lstat(path).catch(() => undefined);
  if (entry === undefined) return;
  hash.update(`${path}\0${entry.mode}\0`);
  if (entry.isSymbolicLink()) hash.update(await readlink(path));
  else if (entry.isFile()) hash.update(await readFile(path));
  else if (entry.isDirectory()) for (const name of (await readdir(path)).sort()) await digest(join(path, name), hash);
}
