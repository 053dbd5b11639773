/** Where a file is to be noted: in the repositories that hold it and in which a run goes on. */
import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { repositoriesAround } from '../git/git-folders.ts';
import { type FileLook, lookAtFile } from '../session/file-look.ts';
import { lockFile } from '../session/lock-file.ts';

/** Files of one folder that are looked at when it is moved or copied. */
const mostFiles = 2_000;

/** A repository in which a run goes on, or was killed, and a path in it. */
export interface Place {
  readonly gitDir: string;
  readonly path: string;
}

/** A file that is to be noted. */
export interface Within {
  readonly places: readonly Place[];
  readonly look: FileLook;
  /** From what was asked for to the file: empty, or a slash and a path. */
  readonly way: string;
}

/** Files, and all files of folders. */
export async function within(paths: readonly string[]): Promise<Within[]> {
  const found: Within[] = [];
  for (const path of paths) {
    const { real, places } = await whereIs(path);
    if (places.length === 0) continue;
    const look = await lookAtFile(real);
    if (look !== undefined) found.push({ places, look, way: '' });
    else found.push(...(await inFolder(real, places)));
  }
  return found;
}

async function inFolder(folder: string, places: readonly Place[]): Promise<Within[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const found: Within[] = [];
  for (const file of files.slice(0, mostFiles)) {
    const look = await lookAtFile(file);
    const way = `/${relative(folder, file).split(sep).join('/')}`;
    const below = places.map(({ gitDir, path }) => ({ gitDir, path: path + way }));
    if (look !== undefined) found.push({ places: below, look, way });
  }
  return found;
}

/** The file by its real folder, and where it is to be noted: in no repository but those in which a run goes on. */
export async function whereIs(file: string): Promise<{ readonly real: string; readonly places: readonly Place[] }> {
  const folder = dirname(file);
  const real = join(await realpath(folder).catch(() => folder), basename(file));
  const around = await repositoriesAround(real);
  const places = around
    .filter(({ commonDir }) => existsSync(lockFile(commonDir)))
    .map(({ root, gitDir }) => ({ gitDir, path: relative(root, real).split(sep).join('/') }));
  return { real, places: places.filter(({ path }) => !path.startsWith('.git/')) };
}
