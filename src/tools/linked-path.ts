import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Whether a path, or a folder on its way, is a symbolic link: git keeps the link, not what lies behind it.
 * @param file below the repository root, with forward slashes
 */
export async function isLinked(root: string, file: string): Promise<boolean> {
  const names = file.split('/');
  const paths = names.map((_, index) => join(root, ...names.slice(0, index + 1)));
  const stats = await Promise.all(paths.map((path) => lstat(path)));
  return stats.some((one) => one.isSymbolicLink());
}
