/** Moves a file, or a folder with all that is in it, within a repository. */
import { constants } from 'node:fs';
import { copyFile, lstat, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../tools/input-error.ts';

/**
 * Moves, and never overwrites: two real archives did, and lost the record of another task. A failure leaves all as it was.
 * @param from below the root, as `to`
 * @throws InputError when something is in the way, or the system refuses
 */
export async function relocate(root: string, from: string, to: string): Promise<void> {
  const [source, target] = [join(root, from), join(root, to)];
  const there = await lstat(target).catch(() => undefined);
  if (there !== undefined) throw inTheWay(to);
  try {
    if ((await lstat(source)).isDirectory()) await rename(source, target);
    else await moveFile(source, target);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTEMPTY' || code === 'ENOTDIR') throw inTheWay(to);
    const words = `${from} could not be moved to ${to} (${code ?? message}).`;
    throw new InputError(`${words} Close what has it open, make both folders writable, then try again.`);
  }
}

/** A rename would replace a file that somebody put there in this moment. */
async function moveFile(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_EXCL);
  try {
    await rm(source);
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  }
}

function inTheWay(to: string): InputError {
  return new InputError(`${to} exists already and is not overwritten. Rename or remove one of the two.`);
}
