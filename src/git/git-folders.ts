/** Where repositories are, as their files say (gitrepository-layout(5)): no git is started. */
import { existsSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Repository } from './repository.ts';

/** The repositories whose work trees hold a path, the innermost first. @param path a real path */
export async function repositoriesAround(path: string): Promise<Repository[]> {
  const found: Repository[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const gitDir = await gitDirIn(folder);
    // Without a HEAD it is none, for git either.
    if (gitDir !== undefined && existsSync(join(gitDir, 'HEAD')))
      found.push({ root: folder, gitDir, commonDir: await commonDirOf(gitDir) });
    if (dirname(folder) === folder) return found;
  }
}

/** A linked work tree, or a submodule, has a file that says where its git folder is. */
async function gitDirIn(folder: string): Promise<string | undefined> {
  const entry = join(folder, '.git');
  const isFolder = await lstat(entry).then(
    (stats) => stats.isDirectory(),
    () => undefined, // not there
  );
  if (isFolder !== false) return isFolder === true ? entry : undefined;
  const way = /^gitdir: (.+)$/m.exec(await textOf(entry))?.[1];
  return way === undefined ? undefined : resolve(folder, way.trim());
}

/** A linked work tree shares the folder that it names. */
async function commonDirOf(gitDir: string): Promise<string> {
  const way = (await textOf(join(gitDir, 'commondir'))).trim();
  return way === '' ? gitDir : resolve(gitDir, way);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => ''); // not there, or not readable
}
