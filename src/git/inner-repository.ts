/**
 * Repositories inside a work tree: submodules, and others that git was never told of. A picture of the work tree holds
 * no more of them than the commit that is checked out. What changes in them is seen by pictures that the outer
 * repository takes of their files, with its own configuration: theirs may lie where the agent can write.
 */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { gitResult } from './git-result.ts';
import { isBelow } from './is-below.ts';
import { ignoreMissing } from './missing-file.ts';
import { findRepository, type Repository } from './repository.ts';
import { WorkTreeCamera } from './work-tree.ts';

export interface InnerRepository {
  /** Where it lies, below the outermost root. */
  readonly path: string;
  /** To be asked for HEAD and refs alone. */
  readonly repository: Repository;
  /** Whether its git folder lies in the outermost one's, as those of submodules do, and not in the work tree. */
  readonly isAbsorbed: boolean;
  /** Its objects, as GIT_ALTERNATE_OBJECT_DIRECTORIES names them. */
  readonly alternates: string;
  readonly camera: WorkTreeCamera;
}

export interface InnerRepositories {
  readonly open: readonly InnerRepository[];
  /** Submodules that are not checked out: folders in which git sees nothing. */
  readonly closed: readonly string[];
  /** Those that cannot be looked into, with the cause. */
  readonly unreadable: readonly { readonly path: string; readonly cause: string }[];
}

/**
 * All repositories in the work tree, and those in them; what git ignores is left out.
 * @param camera has taken a picture of the work tree; theirs get indexes beside its own
 */
export async function innerRepositories(outer: Repository, camera: WorkTreeCamera): Promise<InnerRepositories> {
  const open: InnerRepository[] = [];
  const closed: string[] = [];
  const unreadable: { path: string; cause: string }[] = [];
  const search = async (root: string, names: readonly string[], prefix: string): Promise<void> => {
    for (const name of names) {
      const path = prefix + name;
      try {
        const inner = await openInner(outer, path, join(root, name), join(camera.folder, `inner-${open.length}`));
        if (inner === undefined) closed.push(path);
        else {
          await inner.camera.take();
          open.push(inner);
          await search(inner.repository.root, await inner.camera.repositories(), `${path}/`);
        }
      } catch (error) {
        unreadable.push({ path, cause: (error as Error).message.trim() });
      }
    }
  };
  await search(outer.root, await camera.repositories(), '');
  return { open, closed, unreadable };
}

/** The repository at a place where there was one; undefined where none is checked out. */
async function openInner(
  outer: Repository,
  path: string,
  root: string,
  folder: string,
): Promise<InnerRepository | undefined> {
  if ((await lstat(join(root, '.git')).catch(() => undefined)) === undefined) return undefined;
  const repository = await findRepository(root);
  if (repository?.root !== (await realpath(root))) return undefined;
  const alternates = quoted(join(repository.commonDir, 'objects'));
  const places = { GIT_DIR: outer.gitDir, GIT_WORK_TREE: repository.root };
  const env = { ...places, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates };
  const view = { root: repository.root, gitDir: outer.gitDir, commonDir: outer.commonDir };
  const camera = new WorkTreeCamera(view, folder, { env, index: join(repository.gitDir, 'index') });
  return { path, repository, isAbsorbed: isBelow(outer.commonDir, repository.gitDir), alternates, camera };
}

/** Whether it is still where it was, and no other one in its place. */
export async function isStillThere({ repository }: InnerRepository): Promise<boolean> {
  const { root, gitDir } = repository;
  if ((await lstat(join(root, '.git')).catch(() => undefined)) === undefined) return false;
  const now = await findRepository(root).catch(() => undefined); // its git folder is gone
  return now?.root === root && now.gitDir === gitDir;
}

/** Colons separate the folders of that variable. */
function quoted(folder: string): string {
  return /[:"]/.test(folder) ? `"${folder.replace(/[\\"]/g, '\\$&')}"` : folder;
}

/** Whether a branch of one of its remotes holds the commit, as far as was fetched; nothing is fetched for that. */
export async function isAtRemote({ repository }: InnerRepository, commit: string): Promise<boolean> {
  const args = ['for-each-ref', '--count=1', `--contains=${commit}`, 'refs/remotes'];
  const { code, stdout } = await gitResult(repository.root, ['-c', 'protocol.allow=never', ...args]);
  return code === 0 && stdout !== '';
}

/** A text that changes when a file in a folder does in which git sees nothing; empty when there is none. */
export async function listingOf(folder: string): Promise<string> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true }).catch(ignoreMissing)) ?? [];
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  const lines = files.toSorted().map(async (file) => {
    const entry = await lstat(file).catch(ignoreMissing);
    return `${file} ${entry?.size} ${entry?.mtimeMs}`;
  });
  return (await Promise.all(lines)).join('\n');
}
