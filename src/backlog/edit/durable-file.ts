/** Files whose data is on disk before anybody sees them. */
import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A name of our own beside a file; hidden, so that no reader takes it for a task. */
export function temporaryBeside(target: string): string {
  return join(dirname(target), `.${basename(target)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
}

/**
 * Makes a file and returns when its data is on disk. A file that could not be written whole is removed again.
 * @param mode permission bits; without it, what the umask leaves of a new file's
 * @throws the system's error; EEXIST when something is there already
 */
export async function makeDurably(path: string, text: string, mode?: number): Promise<void> {
  const file = await open(path, 'wx', mode ?? 0o666);
  try {
    await file.writeFile(text);
    // The umask takes bits away from the mode that `open` gets.
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } catch (error) {
    await file.close().catch(() => undefined);
    await removeLeftover(path, error);
    throw error;
  }
  // Network file systems tell of a full disk as late as here.
  await file.close().catch(async (error: unknown) => {
    await removeLeftover(path, error);
    throw error;
  });
}

/** Removes a file of our own, as a rule after a failure. @throws an error that names the file when it cannot be removed */
export async function removeLeftover(path: string, failure: unknown): Promise<void> {
  await rm(path, { force: true }).catch((error: NodeJS.ErrnoException) => {
    const reason = failure instanceof Error ? failure.message : 'The file was made';
    throw new Error(`${reason}; ${path} could not be removed again (${error.code ?? error.message})`, {
      cause: failure,
    });
  });
}

/** A new name survives a power cut only once its folder is on disk too; some systems cannot sync a folder. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EISDIR' && code !== 'EPERM' && code !== 'EINVAL' && code !== 'EACCES') throw error;
  }
}
