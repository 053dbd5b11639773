/** What a commit of some paths would hold, as a tree, and a tree as files in a folder of ours. The user's index is not touched, and no hook runs. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gitClient } from './client.ts';
import { pathList } from './path-list.ts';
import type { Repository } from './repository.ts';
import { changedEntries, readEntries, writeTree } from './tree-entries.ts';

export interface PlannedCommit {
  /** The commit that it would stand on. */
  readonly head: string;
  /** A picture of the work tree. */
  readonly picture: string;
  /** What of the picture it would take. */
  readonly paths: readonly string[];
}

/** @param folder takes an index of its own @returns the tree's id */
export async function plannedTree(repository: Repository, planned: PlannedCommit, folder: string): Promise<string> {
  const { head, picture, paths } = planned;
  const wanted = new Set(paths);
  const differing = await changedEntries(repository, head, picture);
  const taken = Array.from(differing, ([path, { after }]) => [path, after] as const);
  const changes = new Map(taken.filter(([path]) => wanted.has(path)));
  return writeTree(repository, join(folder, 'planned-index'), head, changes);
}

/** Bytes of a file that is written out; nothing larger can be a part of an object of Kubernetes. */
const exportLimit = 4_000_000;

/** Writes the files of a tree into a new folder, but for very large ones. What git keeps elsewhere (LFS) stays a pointer. */
export async function exportTree(repository: Repository, tree: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const listing = (await gitClient(repository.root).raw(['ls-tree', '-r', '-l', '-z', tree])).split('\0');
  const paths = listing.flatMap((line) => {
    // `100644 blob <id>     123\t<path>`; a repository inside has `-` for its size.
    const [, size = '', path] = /^\d+ blob [0-9a-f]+ +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
    return path === undefined || Number(size) > exportLimit ? [] : [path];
  });
  const env = { GIT_INDEX_FILE: `${folder}.index`, GIT_LFS_SKIP_SMUDGE: '1' };
  await gitClient(repository.root, { env, hooks: 'off' }).raw(['read-tree', tree]);
  const options = ['--force', `--prefix=${folder}/`, '-z', '--stdin'];
  await gitClient(repository.root, { env, hooks: 'off', input: pathList(paths) }).raw(['checkout-index', ...options]);
}

export interface NamedBlob {
  readonly path: string;
  /** Of the content; undefined for what is no plain file (a link, a repository). */
  readonly blob: string | undefined;
}

/** Everything in a tree. */
export async function listTree(repository: Repository, tree: string): Promise<NamedBlob[]> {
  const entries = await readEntries(repository, tree);
  return Array.from(entries, ([path, { mode, object }]) => {
    return { path, blob: mode.startsWith('100') ? object : undefined };
  });
}
