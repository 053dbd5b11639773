import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What stands in the place of a file: a named pipe or a device would be read for ever, and no stop ends that. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads a whole file that anybody may have put there. @throws Error where it is missing, not to be read, or no regular file */
export async function readRegular(file: string): Promise<Buffer> {
  const opened = await open(file, flags);
  try {
    const stats = await opened.stat();
    // Of a folder the system itself says what it is.
    if (!stats.isFile() && !stats.isDirectory()) throw new Error(`${file} is no regular file.`);
    return await opened.readFile();
  } finally {
    await opened.close();
  }
}
