/**
 * Pictures of the work tree as git trees, taken without touching the user's index. Two pictures tell exactly what
 * changed between them, on top of whatever the user had changed before.
 */
import { existsSync } from 'node:fs';
import { copyFile, lstat, mkdir, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobChange } from './blob-changes.ts';
import { type GitOptions, gitClient } from './client.ts';
import { ignoreMissing } from './missing-file.ts';
import { pathList } from './path-list.ts';
import { type ChangedEntry, type ChangedPath, gitlink, rawDiff, readRawDiff } from './raw-diff.ts';
import type { Repository } from './repository.ts';

export type { ChangedEntry, ChangedPath };

/** The work tree at one moment, and how it differs from an earlier one. */
export interface Picture {
  readonly tree: string;
  readonly changes: readonly ChangedPath[];
  /** The contents that are new or changed; undefined where a file may have been renamed, which this does not tell. */
  readonly contents: readonly BlobChange[] | undefined;
}

/** Warnings about line endings in files that are none of our business must not fail a picture. */
const tolerant = ['-c', 'core.safecrlf=false'];

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
  readonly #repository: Repository;
  readonly #index: string;
  readonly #elsewhere: Elsewhere | undefined;
  readonly #linked = new Set<string>();
  #unborn: readonly string[] = [];
  #started: Promise<void> | undefined;

  constructor(repository: Repository, folder: string, elsewhere?: Elsewhere) {
    this.#repository = repository;
    this.folder = folder;
    this.#index = join(folder, 'index');
    this.#elsewhere = elsewhere;
  }

  /**
   * The whole work tree, ignored files left out, as a tree id.
   * @param hidden paths to leave out besides: what was ignored before somebody changed the rules
   */
  async take(hidden: readonly string[] = []): Promise<string> {
    await this.#refresh(hidden);
    await this.#listEntries();
    return this.#writeTree();
  }

  /** The same, and what is different from an earlier picture or a commit, which may still be asked for. */
  async look(before: string | Promise<string>, hidden: readonly string[] = []): Promise<Picture> {
    const [from] = await Promise.all([before, this.#refresh(hidden)]);
    const differing = this.#git().raw(['diff-index', '--cached', ...rawDiff, from]);
    const [tree, output] = await Promise.all([this.#writeTree(), differing]);
    const entries = readRawDiff(output);
    for (const { path, isRepository } of entries) if (isRepository) this.#linked.add(path);
    return { tree, changes: entries.map(changeOf), contents: contentsOf(entries) };
  }

  /** What the ignore rules leave out now; a folder that is left out as a whole ends with a slash. */
  async ignored(): Promise<string[]> {
    await this.#start();
    const options = ['--others', '--ignored', '--exclude-standard', '--directory', '-z'];
    return (await this.#git().raw(['ls-files', ...options])).split('\0').filter((path) => path !== '');
  }

  /** What differs between two trees or commits, with paths below the root. */
  async compare(before: string, after: string): Promise<ChangedPath[]> {
    return (await this.entries(before, after)).map(changeOf);
  }

  /** The same, with modes and contents. */
  async entries(before: string, after: string): Promise<ChangedEntry[]> {
    return readRawDiff(await this.#git().raw(['diff-tree', ...rawDiff, before, after]));
  }

  /** Repositories that pictures hold no more of than a commit, or nothing; some may be gone by now. */
  async repositories(): Promise<string[]> {
    await this.#start();
    return [...new Set([...this.#linked, ...this.#unborn])].toSorted();
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
    for (const { path, change } of changes) {
      if (change === 'A') await removeFile(this.#repository.root, path);
    }
    const present = changes.filter(({ change }) => change !== 'A').map(({ path }) => path);
    if (present.length === 0) return;
    // Another index: the camera's own knows file times, and that some files are the user's alone.
    const env = { GIT_INDEX_FILE: `${this.#index}-put-back` };
    await this.#git({ env }).raw(['read-tree', tree]);
    const checkout = ['checkout-index', '--force', '-z', '--stdin'];
    await this.#git({ env, input: pathList(present) }).raw([...tolerant, ...checkout]);
  }

  async #refresh(hidden: readonly string[]): Promise<void> {
    await this.#start();
    await this.#addAll();
    if (hidden.length === 0) return;
    const paths = ['--pathspec-from-file=-', '--pathspec-file-nul'];
    const options = ['--cached', '-r', '--quiet', '--force', '--ignore-unmatch', ...paths];
    const git = this.#git({ input: pathList(hidden.map((path) => path.replace(/\/$/, ''))) });
    await git.raw(['rm', ...options]);
  }

  async #writeTree(): Promise<string> {
    return (await this.#git().raw(['write-tree'])).trim();
  }

  #start(): Promise<void> {
    this.#started ??= existsSync(this.#index) ? this.#listEntries().then(() => {}) : this.#startIndex();
    return this.#started;
  }

  /** The user's index carries the file times, so that only changed files are read again. */
  async #startIndex(): Promise<void> {
    await mkdir(dirname(this.#index), { recursive: true });
    await copyIndex(this.#elsewhere?.index ?? join(this.#repository.gitDir, 'index'), this.#index).catch(ignoreMissing);
    const listing = await this.#listEntries();
    // Files that the user hides from git (skip-worktree, assume-unchanged) and that are there would not be looked at.
    const hidden = listing.filter(({ tag }) => /^[a-zS]$/.test(tag)).map(({ path }) => path);
    const present = hidden.filter((path) => existsSync(join(this.#repository.root, path)));
    if (present.length === 0) return;
    for (const flag of ['--no-skip-worktree', '--no-assume-unchanged']) {
      await this.#git({ input: pathList(present) }).raw(['update-index', flag, '-z', '--stdin']);
    }
  }

  /** What the index holds, and which of it are repositories. */
  async #listEntries(): Promise<{ readonly tag: string; readonly path: string }[]> {
    const lines = (await this.#git().raw(['ls-files', '-v', '--stage', '-z']))
      .split('\0')
      .filter((line) => line !== '');
    // For example `H 100644 <id> 0<tab>app.yaml`.
    const entries = lines.map((line) => ({ tag: line.slice(0, 1), path: line.slice(line.indexOf('\t') + 1), line }));
    for (const { path, line } of entries) if (line.startsWith(gitlink, 2)) this.#linked.add(path);
    return entries;
  }

  /**
   * A nested repository without a commit can be in no tree; it is left out. Of those that the index holds, the commit that
   * is checked out is looked up: `git add` would run `git status` in them, and that may start what their own
   * configuration names, where the agent can write.
   */
  async #addAll(): Promise<void> {
    const left: string[] = [];
    const linked = [...this.#linked];
    for (;;) {
      const exclude = [...linked, ...left].map((path) => `:(exclude,top,literal)${path}`);
      const git = this.#git(exclude.length === 0 ? {} : { env: { GIT_LITERAL_PATHSPECS: '0' } });
      try {
        await git.raw([...tolerant, 'add', '--all', '--', '.', ...exclude]);
        this.#unborn = left;
        break;
      } catch (error) {
        const nested = /^error: '(.*)\/' does not have a commit checked out$/m.exec((error as Error).message)?.[1];
        if (nested === undefined || left.includes(nested)) throw error;
        left.push(nested);
      }
    }
    if (linked.length === 0) return;
    const update = ['update-index', '--add', '--remove', '--replace', '-z', '--stdin'];
    await this.#git({ input: pathList(linked) }).raw([...tolerant, ...update]);
  }

  /** A hook that the agent changed must not run before that is noticed, and nobody's hook is about our index. */
  #git(options: GitOptions = {}) {
    const env = { ...this.#elsewhere?.env, GIT_INDEX_FILE: this.#index, ...options.env };
    return gitClient(this.#repository.root, { ...options, env, hooks: 'off' });
  }
}

function changeOf({ path, change, isRepository }: ChangedEntry): ChangedPath {
  return { path, change, isRepository };
}

function contentsOf(entries: readonly ChangedEntry[]): BlobChange[] | undefined {
  const has = (sought: ChangedPath['change']) => entries.some(({ change }) => change === sought);
  if (has('A') && has('D')) return undefined;
  return entries.flatMap(({ path, change, isRepository, before, after }) =>
    change === 'D' || isRepository || before === after
      ? []
      : [{ path, before: change === 'A' ? undefined : before, after }],
  );
}

/** With its time: git reads a file that was written when its index was, since its time does not tell an edit. */
async function copyIndex(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const { atime, mtime } = await stat(from);
  await utimes(to, atime, mtime);
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
