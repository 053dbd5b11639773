/** Files of an inner repository in a tree of the outer one, in the place of the commit that stands for all of them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gitEnvironment } from './client.ts';
import type { Repository } from './repository.ts';
import { writeTree } from './tree-entries.ts';

export interface GraftedFile {
  /** Below the outermost root. */
  readonly path: string;
  readonly mode: string;
  /** Object id of the content. */
  readonly id: string;
}

/**
 * Makes a tree with these files in it and without the inner repositories.
 * @param folder for an index
 * @param repositories paths of the inner repositories
 */
export async function graft(
  repository: Repository,
  folder: string,
  tree: string,
  repositories: readonly string[],
  files: readonly GraftedFile[],
): Promise<string> {
  const gone = repositories.map((path) => [path, undefined] as const);
  const come = files.map(({ path, mode, id }) => [path, { mode, object: id }] as const);
  return writeTree(repository, join(folder, 'graft'), tree, new Map([...gone, ...come]));
}

/** Copies contents into the repository's own store. @param alternates where they are, as git's variable names it */
export async function copyObjects(repository: Repository, alternates: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const own = { cwd: repository.root, windowsHide: true, env: gitEnvironment() };
  const both = { ...own, env: { ...own.env, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates } };
  const pack = spawn('git', ['pack-objects', '--stdout', '-q'], both);
  const unpack = spawn('git', ['unpack-objects', '-q'], { ...own, stdio: ['pipe', 'ignore', 'pipe'] });
  pack.stdout.pipe(unpack.stdin.on('error', () => {})); // its exit code tells
  pack.stdin.on('error', () => {}).end(`${ids.join('\n')}\n`);
  const ends = [pack, unpack].map(async (git) => {
    const [words, [code]] = await Promise.all([text(git.stderr), once(git, 'close') as Promise<[number | null]>]);
    if (code !== 0) throw new Error(words.trim() || `git ended with exit code ${code}.`);
  });
  await Promise.all(ends);
}
