/** Writes a file so that it is there as a whole or as it was, never in between. */
import { link, mkdir, readFile, rename, rmdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { makeDurably, removeLeftover, syncFolder, temporaryBeside } from './durable-file.ts';
import { realNewPlace, realTarget } from './file-place.ts';
import { FileWriteError, systemRefusal } from './write-error.ts';

export interface WriteOptions {
  /** The repository; without it, the nearest folder above the path that holds `.git`, else the file's own folder. */
  readonly root?: string;
}

/**
 * Replaces the content of a file by a rename of a temporary file beside it, after the data is on disk. Mode and
 * symbolic links inside the repository stay; links that lead out of it are refused.
 * @param expectedOld what the file has to hold; without it, whatever text is there is replaced or the file made
 * @throws FileWriteError when the file changed since it was read, lies outside, holds no text, or cannot be written
 */
export async function writeFileAtomic(
  path: string,
  text: string,
  expectedOld?: string,
  { root }: WriteOptions = {},
): Promise<void> {
  refuseLossy(path, text);
  const target = await realTarget(resolve(path), root).catch((error) => {
    throw refusal(path, error, 'it is as it was');
  });
  const temporary = temporaryBeside(target);
  try {
    await makeDurably(temporary, text, await refuseChanged(path, target, expectedOld));
    try {
      await refuseChanged(path, target, expectedOld);
      await rename(temporary, target);
    } catch (error) {
      await removeLeftover(temporary, error);
      throw error;
    }
  } catch (error) {
    throw refusal(path, error, 'it is as it was');
  }
  await settle(path, target);
}

/**
 * Makes a new file and the folders that it needs, all at once for every reader and after its data is on disk. What is
 * there already, also a link to nothing, is never touched; a failure leaves nothing behind.
 * @throws FileWriteError with reason `exists` when something is there, else as `writeFileAtomic`
 */
export async function createFileAtomic(path: string, text: string, { root }: WriteOptions = {}): Promise<void> {
  refuseLossy(path, text);
  const target = await realNewPlace(resolve(path), root).catch((error) => {
    throw refusal(path, error, 'it was not made');
  });
  const folder = dirname(target);
  let firstMade: string | undefined;
  try {
    firstMade = await mkdir(folder, { recursive: true }).catch((error) => {
      // EEXIST here: a file stands where a folder has to be.
      throw systemRefusal(path, error, 'it was not made');
    });
    await placeNew(target, text);
  } catch (error) {
    if (firstMade !== undefined) await removeEmpty(folder, firstMade);
    throw refusal(path, error, 'it was not made');
  }
  await settle(path, target);
}

/** A link fails where something is, which a rename does not; it shows the whole file or none. */
async function placeNew(target: string, text: string): Promise<void> {
  const temporary = temporaryBeside(target);
  await makeDurably(temporary, text);
  let failure: unknown;
  try {
    await link(temporary, target);
  } catch (error) {
    failure = error;
  }
  await removeLeftover(temporary, failure);
  if (failure === undefined) return;
  if (!withoutLinks.has((failure as NodeJS.ErrnoException).code ?? '')) throw failure;
  await makeDurably(target, text);
}

/** What file systems without hard links answer, exFAT on Windows with EISDIR. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EISDIR', 'UNKNOWN']);

/** Removes the folders that were made for a file that was not; one that somebody else uses by now stays. */
async function removeEmpty(folder: string, firstMade: string): Promise<void> {
  for (let path = folder; path.length >= firstMade.length; path = dirname(path)) {
    if (
      !(await rmdir(path)
        .then(() => true)
        .catch(() => false))
    )
      return;
  }
}

const loneSurrogate = /\p{Surrogate}/u;

/** UTF-8 cannot hold half a surrogate pair, and a NUL makes a file unreadable for this and most other programs. */
function refuseLossy(path: string, text: string): void {
  if (!loneSurrogate.test(text) && !text.includes('\0')) return;
  const what = text.includes('\0') ? 'a NUL character' : 'half a surrogate pair';
  throw new FileWriteError('not-text', `${path} was not written: the text holds ${what}. Remove it, then run again.`);
}

/** Compares what is there with what was read. Gives the file's mode; undefined where there is no file. */
async function refuseChanged(path: string, target: string, expectedOld?: string): Promise<number | undefined> {
  const expected = expectedOld === undefined ? undefined : Buffer.from(expectedOld);
  const stats = await stat(target).catch(ignoreMissing);
  if (stats !== undefined && !stats.isFile()) {
    const what = stats.isDirectory() ? 'a folder' : 'no regular file';
    throw new FileWriteError('failed', `${path} is ${what}; it was not written. Move it away, then run again.`);
  }
  if (stats === undefined && expected === undefined) return undefined;
  const now = stats === undefined ? undefined : await readFile(target).catch(ignoreMissing);
  if (now !== undefined && !isText(now)) {
    const message = `${path} holds NUL bytes or is not valid UTF-8; it was not written. Save it as UTF-8, then run again.`;
    throw new FileWriteError('not-text', message);
  }
  if (expected !== undefined && now?.equals(expected) !== true) {
    const what = now === undefined ? 'is gone' : 'was changed by somebody else';
    throw new FileWriteError('changed', `${path} ${what} since it was read; it was not written. Run again.`);
  }
  return stats === undefined ? undefined : stats.mode & 0o7777;
}

function isText(bytes: Buffer): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

async function settle(path: string, target: string): Promise<void> {
  await syncFolder(dirname(target)).catch((cause: NodeJS.ErrnoException) => {
    const message = `${path} was written, but its folder is not surely on disk (${cause.code ?? cause.message}).`;
    throw new FileWriteError('failed', message, { cause });
  });
}

function refusal(path: string, error: unknown, state: string): FileWriteError {
  if (error instanceof FileWriteError) return error;
  if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
    const message = `${path} exists already; it was not touched. Choose another name, then run again.`;
    return new FileWriteError('exists', message, { cause: error });
  }
  return systemRefusal(path, error, state);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
