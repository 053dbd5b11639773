/** Where a path really leads, and whether that is inside its repository. */
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { FileWriteError } from './write-error.ts';

/**
 * The real path of a file that is to be replaced: links are followed, also one in the file's own place.
 * @param root the repository; without it, the nearest folder above that holds `.git`, else the file's own folder
 * @throws FileWriteError when it leads out of the repository, is a link to nothing, or its folder cannot be opened
 */
export async function realTarget(path: string, root?: string): Promise<string> {
  const stats = await lstat(path).catch(ignoreMissing);
  const target = stats?.isSymbolicLink()
    ? await linkTarget(path)
    : join(await realFolder(dirname(path), path), basename(path));
  return refuseOutside(path, target, root);
}

/**
 * The real path of a file that is to be made. Its own place is not followed: a link there counts as something that
 * exists. Folders that are missing stay as written below the nearest one that exists.
 * @throws FileWriteError when it leads out of the repository, or a folder on the way cannot be opened
 */
export async function realNewPlace(path: string, root?: string): Promise<string> {
  const missing = [basename(path)];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const exists = await lstat(folder).catch(ignoreMissing);
    if (exists !== undefined || folder === dirname(folder)) {
      return refuseOutside(path, join(await realFolder(folder, path), ...missing), root);
    }
    missing.unshift(basename(folder));
  }
}

/** Whether a path is the folder or below it; both are real paths. */
export function isInside(folder: string, path: string): boolean {
  const between = relative(folder, path);
  return between === '' || (between !== '..' && !between.startsWith(`..${sep}`) && resolve(folder, between) === path);
}

async function refuseOutside(path: string, target: string, root: string | undefined): Promise<string> {
  const holder = root === undefined ? await rootOf(path) : await realpath(root);
  if (isInside(holder, target)) return target;
  throw new FileWriteError('outside', `${path} leads out of the repository, to ${target}; it was not written.`);
}

function realFolder(folder: string, path: string): Promise<string> {
  return realpath(folder).catch((cause: NodeJS.ErrnoException) => {
    const message = `${path} could not be written: its folder cannot be opened (${cause.code}).`;
    throw new FileWriteError('failed', message, { cause });
  });
}

function linkTarget(path: string): Promise<string> {
  return realpath(path).catch((cause: NodeJS.ErrnoException) => {
    throw new FileWriteError('failed', `${path} is a link to nothing (${cause.code}); it was not written.`, { cause });
  });
}

/**
 * The real path of the repository that holds a path. A `.git` that is reached through a link below another repository
 * is another repository's, and does not count.
 */
async function rootOf(path: string): Promise<string> {
  const own = dirname(path);
  let found: string | undefined;
  for (let folder = own; ; folder = dirname(folder)) {
    const git = await lstat(join(folder, '.git')).catch(() => undefined);
    if (git !== undefined) {
      const real = await realpath(folder);
      if (found === undefined || !isInside(real, found)) found = real;
    }
    if (folder === dirname(folder)) break;
  }
  return found ?? realpath(own).catch(() => own);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
