/** Writes a file so that it is there as a whole or as it was, never in between. */
import { randomBytes } from 'node:crypto';
import { lstat, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** Why a file was not written; it is as it was before. */
export class FileWriteError extends Error {
  override readonly name = 'FileWriteError';
  /** changed: it is not what was read. outside: a symbolic link leads out of the repository. failed: the system refused. */
  readonly reason: 'changed' | 'outside' | 'failed';

  constructor(reason: 'changed' | 'outside' | 'failed', message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/**
 * Replaces the content of a file by a rename of a temporary file beside it, after the data is on disk. Mode and
 * symbolic links inside the repository stay; links that lead out of it are refused.
 * @param expectedOld what the file has to hold; without it, whatever is there is replaced or the file made
 * @throws FileWriteError when the file changed since it was read, lies outside, or cannot be written
 */
export async function writeFileAtomic(path: string, text: string, expectedOld?: string): Promise<void> {
  const target = await realTarget(resolve(path));
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await refuseChanged(path, target, expectedOld);
    await writeDurably(temporary, text, await modeOf(target));
    await refuseChanged(path, target, expectedOld);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    if (error instanceof FileWriteError) throw error;
    const cause = error as NodeJS.ErrnoException;
    const message = `${path} could not be written (${cause.code ?? cause.message}); it is as it was. ${remedy(cause.code)}`;
    throw new FileWriteError('failed', message, { cause });
  }
  await syncFolder(dirname(target));
}

async function refuseChanged(path: string, target: string, expectedOld: string | undefined): Promise<void> {
  if (expectedOld === undefined) return;
  const now = await readFile(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (now?.equals(Buffer.from(expectedOld))) return;
  const message = `${path} ${now === undefined ? 'is gone' : 'was changed by somebody else'} since it was read; it was not written. Run again.`;
  throw new FileWriteError('changed', message);
}

async function writeDurably(path: string, text: string, mode: number | undefined): Promise<void> {
  const file = await open(path, 'wx', mode ?? 0o666);
  try {
    await file.writeFile(text);
    // The umask takes bits away from the mode that `open` gets.
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stats === undefined ? undefined : stats.mode & 0o7777;
}

/** A rename survives a power cut only once its folder is on disk too; some systems cannot sync a folder. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL' && code !== 'EACCES') throw error;
  }
}

/** Follows links, and refuses those that lead out of the repository that holds the path. */
async function realTarget(path: string): Promise<string> {
  const root = await rootOf(path);
  const folder = await realpath(dirname(path)).catch((cause: NodeJS.ErrnoException) => {
    const message = `${path} could not be written: its folder cannot be opened (${cause.code}).`;
    throw new FileWriteError('failed', message, { cause });
  });
  const stats = await lstat(path).catch(() => undefined);
  const target = stats?.isSymbolicLink() ? await linkTarget(path) : join(folder, basename(path));
  if (isInside(root, target)) return target;
  throw new FileWriteError('outside', `${path} leads out of the repository, to ${target}; it was not written.`);
}

function linkTarget(path: string): Promise<string> {
  return realpath(path).catch((cause: NodeJS.ErrnoException) => {
    throw new FileWriteError('failed', `${path} is a link to nothing (${cause.code}); it was not written.`, { cause });
  });
}

/** The real path of the nearest folder above that holds `.git`; the file's own folder where there is none. */
async function rootOf(path: string): Promise<string> {
  const own = dirname(path);
  for (let folder = own; ; folder = dirname(folder)) {
    const git = await lstat(join(folder, '.git')).catch(() => undefined);
    if (git !== undefined) return realpath(folder);
    if (folder === dirname(folder)) return realpath(own).catch(() => own);
  }
}

/** Whether a path is the folder or below it; both are real paths. */
export function isInside(folder: string, path: string): boolean {
  const between = relative(folder, path);
  return between === '' || (between !== '..' && !between.startsWith(`..${sep}`) && resolve(folder, between) === path);
}

function remedy(code: string | undefined): string {
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'Free some space, then run again.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'Make the file and its folder writable, then run again.';
  return 'Mend the cause, then run again.';
}
