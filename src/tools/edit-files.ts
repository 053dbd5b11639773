/** Edits of several files that belong together: all of them are made, or none. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../backlog/edit/write.ts';
import { FileWriteError } from '../backlog/edit/write-error.ts';
import { keepFile } from '../git/leftovers.ts';

/** A file that is edited. */
export interface FileChange {
  /** Path below the repository root, with forward slashes. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** How a file is written; tests let it fail. */
export type WriteFile = typeof writeFileAtomic;

/**
 * Writes the files in their order. When one cannot be written, those before it become what they were.
 * @throws FileWriteError when a file is not what it was read as, or the system refuses; it names what is left changed
 */
export async function writeFiles(
  root: string,
  changes: readonly FileChange[],
  write: WriteFile = writeFileAtomic,
): Promise<void> {
  const begun: FileChange[] = [];
  try {
    for (const change of changes) {
      begun.push(change);
      await write(join(root, change.file), change.after, change.before, { root });
    }
  } catch (error) {
    // A write that failed at its very end has changed its file all the same; what somebody else wrote stays.
    const own: FileChange[] = [];
    for (const change of begun) if (await holds(join(root, change.file), change.after)) own.push(change);
    const left = await restoreFiles(root, own, write);
    if (left.length === 0 || !(error instanceof FileWriteError)) throw error;
    throw new FileWriteError(error.reason, `${error.message} ${left.join(' ')}`, { cause: error });
  }
}

/**
 * Makes the files what they were, the last one first. What somebody else made of one meanwhile, a hook or a person, is kept
 * in a ref before.
 * @returns for each file that could not be written or was changed by somebody else, what to do
 */
export async function restoreFiles(
  root: string,
  changes: readonly FileChange[],
  write: WriteFile = writeFileAtomic,
): Promise<string[]> {
  const left: string[] = [];
  for (const change of changes.toReversed()) {
    const { file, before } = change;
    const kept = await keepForeign(root, change);
    if (kept !== undefined) left.push(kept.words);
    if (kept?.isLeft === true) continue;
    await write(join(root, file), before, undefined, { root }).catch((error: Error) => {
      left.push(`${file} could not be put back (${error.message}); do that by hand: git restore -- ${file}`);
    });
  }
  return left;
}

/** Undefined where the file holds what it held, or what was written, or is gone. */
async function keepForeign(root: string, { file, before, after }: FileChange) {
  const now = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (now === undefined || now === before || now === after) return undefined;
  const name = `${file.replace(/[^\w-]+/g, '-')}-meanwhile`;
  return keepFile({ root }, file, name).then(
    (ref) => ({ isLeft: false, words: `${file} was changed meanwhile; that is kept: git show ${ref}` }),
    () => ({
      isLeft: true,
      words: `${file} was changed meanwhile and is left as it is; look at it: git diff -- ${file}`,
    }),
  );
}

async function holds(path: string, text: string): Promise<boolean> {
  return (await readFile(path, 'utf8').catch(() => undefined)) === text;
}
