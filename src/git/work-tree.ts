/**
 * Pictures of the work tree as git trees, taken without touching the user's index. Two pictures tell exactly what
 * changed between them, on top of whatever the user had changed before.
 */
import { join } from 'node:path';
import { unlessBlocked } from './blocking-pipes.ts';
import { type GitOptions, gitClient } from './client.ts';
import { changeOf, type Picture, pictureOf } from './picture.ts';
import { PictureIndex } from './picture-index.ts';
import { putFilesBack } from './put-back.ts';
import { type ChangedEntry, type ChangedPath, rawDiff, readRawDiff } from './raw-diff.ts';
import type { Repository } from './repository.ts';

export type { ChangedEntry, ChangedPath, Picture };

/** What is different where the work tree is not the repository's own. */
export interface Elsewhere {
  /** Variables for all commands. */
  readonly env: Readonly<Record<string, string>>;
  /** The index that knows its files. */
  readonly index: string;
}

/** Takes pictures of one work tree through an index of its own, which lives in `folder`. */
export class WorkTreeCamera {
  /** Where its index is; those of repositories inside lie beside it. */
  readonly folder: string;
  readonly #root: string;
  readonly #file: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #index: PictureIndex;

  constructor(repository: Repository, folder: string, elsewhere?: Elsewhere) {
    this.#root = repository.root;
    this.folder = folder;
    this.#file = join(folder, 'index');
    this.#env = elsewhere?.env ?? {};
    const users = elsewhere?.index ?? join(repository.gitDir, 'index');
    const place = { root: this.#root, file: this.#file, users };
    this.#index = new PictureIndex(place, (options) => this.#git(options));
  }

  /**
   * The whole work tree, ignored files left out, as a tree id.
   * @param hidden paths to leave out besides: what was ignored before somebody changed the rules
   */
  async take(hidden: readonly string[] = []): Promise<string> {
    await this.#index.refresh(hidden);
    await this.#index.listEntries();
    return this.#index.writeTree();
  }

  /** The same, and what is different from an earlier picture or a commit, which may still be asked for. */
  async look(before: string | Promise<string>, hidden: readonly string[] = []): Promise<Picture> {
    const [from] = await Promise.all([before, this.#index.refresh(hidden)]);
    const differing = this.#git().raw(['diff-index', '--cached', ...rawDiff, from, '--']);
    const [tree, output] = await Promise.all([this.#index.writeTree(), differing]);
    const entries = readRawDiff(output);
    for (const { path, isRepository } of entries) if (isRepository) this.#index.link(path);
    return pictureOf(tree, entries);
  }

  /** What the ignore rules leave out now; a folder that is left out as a whole ends with a slash. */
  async ignored(): Promise<string[]> {
    await this.#index.start();
    const options = ['--others', '--ignored', '--exclude-standard', '--directory', '-z'];
    const list = (signal: AbortSignal) => this.#git({ signal }).raw(['ls-files', ...options]);
    return (await unlessBlocked(this.#root, list)).split('\0').filter((path) => path !== '');
  }

  /** What differs between two trees or commits, with paths below the root. */
  async compare(before: string, after: string): Promise<ChangedPath[]> {
    return (await this.entries(before, after)).map(changeOf);
  }

  /** The same, with modes and contents. */
  async entries(before: string, after: string): Promise<ChangedEntry[]> {
    return readRawDiff(await this.#git().raw(['diff-tree', ...rawDiff, before, after, '--']));
  }

  /** Repositories that pictures hold no more of than a commit, or nothing; some may be gone by now. */
  async repositories(): Promise<string[]> {
    await this.#index.start();
    return this.#index.repositories();
  }

  /** The text of a file in a picture; undefined where the picture has no such file. */
  async read(tree: string, path: string): Promise<string | undefined> {
    const entry = await this.#git().raw(['ls-tree', tree, '--', path]);
    return entry === '' ? undefined : this.#git().raw(['cat-file', 'blob', `${tree}:${path}`]);
  }

  /** The names in a folder of a picture; none where the picture has no such folder. */
  async list(tree: string, folder: string): Promise<string[]> {
    const output = await this.#git().raw(['ls-tree', '-z', '--name-only', tree, '--', `${folder}/`]);
    return output.split('\0').flatMap((path) => (path === '' ? [] : [path.slice(folder.length + 1)]));
  }

  /** Makes exactly these paths what they are in the picture: overwritten, recreated or, where it lacks them, removed. */
  async putBack(tree: string, changes: readonly ChangedPath[]): Promise<void> {
    // Another index: the camera's own knows file times, and that some files are the user's alone.
    const env = { GIT_INDEX_FILE: `${this.#file}-put-back` };
    await putFilesBack(this.#root, (options) => this.#git({ ...options, env }), tree, changes);
  }

  /** A hook that the agent changed must not run before that is noticed, and nobody's hook is about our index. */
  #git(options: GitOptions = {}) {
    const env = { ...this.#env, GIT_INDEX_FILE: this.#file, ...options.env };
    return gitClient(this.#root, { ...options, env, hooks: 'off' });
  }
}
