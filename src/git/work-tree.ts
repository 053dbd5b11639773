/**
 * Pictures of the work tree as git trees, taken without touching the user's index. Two pictures tell exactly what
 * changed between them, on top of whatever the user had changed before.
 */
import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

/** How one path differs between two trees: A added, M modified, D deleted, T type changed. */
export interface ChangedPath {
  readonly path: string;
  readonly change: 'A' | 'M' | 'D' | 'T';
}

/** Takes pictures of one work tree through an index of its own, which lives in `folder`. */
export class WorkTreeCamera {
  readonly #repository: Repository;
  readonly #index: string;

  constructor(repository: Repository, folder: string) {
    this.#repository = repository;
    this.#index = join(folder, 'index');
  }

  /** The whole work tree, ignored files left out, as a tree id. */
  async take(): Promise<string> {
    if (!existsSync(this.#index)) {
      await mkdir(dirname(this.#index), { recursive: true });
      // The user's index carries the file times, so that only changed files are read again.
      await copyFile(join(this.#repository.gitDir, 'index'), this.#index).catch(ignoreMissing);
    }
    await this.#git().raw(['add', '--all', '--', '.']);
    return (await this.#git().raw(['write-tree'])).trim();
  }

  /** What differs between two trees or commits, with paths below the root. */
  async compare(before: string, after: string): Promise<ChangedPath[]> {
    const options = ['-r', '-z', '--no-renames', '--name-status'];
    const fields = (await this.#git().raw(['diff-tree', ...options, before, after])).split('\0');
    const changes: ChangedPath[] = [];
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const [change, path] = [fields[index], fields[index + 1]];
      if (path === undefined) break;
      if (change === 'A' || change === 'M' || change === 'D' || change === 'T') changes.push({ path, change });
    }
    return changes;
  }

  /** The text of a file in a picture; undefined where the picture has no such file. */
  async read(tree: string, path: string): Promise<string | undefined> {
    const entry = await this.#git().raw(['ls-tree', tree, '--', path]);
    return entry === '' ? undefined : this.#git().raw(['cat-file', 'blob', `${tree}:${path}`]);
  }

  /** Makes exactly these paths what they are in the picture: overwritten, recreated or, where it lacks them, removed. */
  async putBack(tree: string, changes: readonly ChangedPath[]): Promise<void> {
    for (const { path, change } of changes) {
      if (change === 'A') await removeFile(this.#repository.root, path);
    }
    const present = changes.filter(({ change }) => change !== 'A').map(({ path }) => `${path}\0`);
    if (present.length === 0) return;
    await this.#git().raw(['read-tree', tree]);
    await this.#git(present.join('')).raw(['checkout-index', '--force', '-z', '--stdin']);
  }

  /** Removes the camera's index. */
  async dispose(): Promise<void> {
    await rm(this.#index, { force: true });
  }

  #git(input?: string) {
    return gitClient(this.#repository.root, {
      env: { GIT_INDEX_FILE: this.#index },
      ...(input === undefined ? {} : { input }),
    });
  }
}

/** Removes a file and the folders that it leaves empty, never the root. A folder (a nested repository) stays. */
async function removeFile(root: string, path: string): Promise<void> {
  const file = join(root, path);
  const entry = await lstat(file).catch(ignoreMissing);
  if (entry === undefined || entry.isDirectory()) return;
  await rm(file);
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    const empty = await rmdir(join(root, folder)).then(
      () => true,
      () => false, // not empty: that is the end of it
    );
    if (!empty) return;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
