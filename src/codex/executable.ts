/** Whether a file can be run. */
import { access, constants, stat } from 'node:fs/promises';

/** Whether there is a file, or a link to one, that this user may execute. */
export async function isExecutable(file: string): Promise<boolean> {
  const entry = await stat(file).catch(() => undefined);
  if (entry === undefined || !entry.isFile()) return false;
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
