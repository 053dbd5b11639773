import { join } from 'node:path';
import { namesIn } from '../../backlog/read/task-file.ts';
import { InputError } from '../input-error.ts';

/**
 * The names of a folder below the repository root; none where there is no folder.
 * @throws InputError when it cannot be listed: what is in it decides which id is free
 */
export async function listNames(root: string, folder: string): Promise<string[]> {
  try {
    return await namesIn(join(root, folder));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(
      `Nothing was created: ${folder === '' ? root : folder} cannot be listed (${code ?? message}), so the next free id is unknown. Make it readable, then run again.`,
    );
  }
}
