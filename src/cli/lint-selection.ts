/** The files that a caller of lint names. */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { InputError } from '../tools/input-error.ts';

export interface Selection {
  /** Whether a file, given below the repository root with forward slashes, is asked for. */
  includes(file: string): boolean;
  /** Names that mean no file that was read, as the caller wrote them. */
  readonly idle: readonly string[];
}

/** Exactly these files, below the repository root; those that are no task files are passed over. None is nothing. */
export function selectionOf(files: readonly string[]): () => Selection {
  const asked = new Set(files);
  return () => ({ includes: (file) => asked.has(file), idle: [] });
}

/**
 * Reads the names of files and folders; without any, everything is asked for.
 * @param root real path of the repository
 * @param known the files that were read
 * @throws InputError when a name means nothing, or something outside of the repository
 */
export async function readSelection(
  names: readonly string[],
  cwd: string,
  root: string,
  known: ReadonlySet<string>,
): Promise<Selection> {
  if (names.length === 0) return { includes: () => true, idle: [] };
  const paths = await Promise.all(names.map((name) => pathBelow(name, cwd, root)));
  const isIn = (file: string, path: string) => path === '' || file === path || file.startsWith(`${path}/`);
  const idle: string[] = [];
  for (const [index, path] of paths.entries()) {
    if ([...known].some((file) => isIn(file, path))) continue;
    const name = names[index] ?? '';
    await stat(resolve(root, path)).catch((error: NodeJS.ErrnoException) => {
      throw new InputError(`There is no file ${name} (${error.code ?? error.message}). Name a task file or a folder.`);
    });
    idle.push(name);
  }
  return { includes: (file) => paths.some((path) => isIn(file, path)), idle };
}

/** The path below the root. The file itself may be a link, or gone; the folder that the caller stands in is real. */
async function pathBelow(name: string, cwd: string, root: string): Promise<string> {
  if (name.includes('\0')) throw new InputError('A file name holds a NUL character.');
  const here = await realpath(cwd).catch(() => cwd);
  const path = relative(root, resolve(here, name));
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) {
    throw new InputError(`${name} is not in the repository ${root}. Name files of it, or another one with --repo.`);
  }
  return path.split(sep).join('/');
}
