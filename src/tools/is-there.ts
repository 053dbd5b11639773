import { lstat } from 'node:fs/promises';

/** Whether anything is there, also a link to nothing. */
export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
