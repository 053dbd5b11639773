/**
 * The index of our own through which pictures of a work tree are taken: it starts as a copy of the user's, knows every
 * file that is not ignored, and lets nothing run that a repository inside names.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type GitOptions, type gitClient, tolerant } from './client.ts';
import { ignoreMissing } from './missing-file.ts';
import { pathList } from './path-list.ts';
import { gitlink } from './raw-diff.ts';

/** Which files it is about. */
export interface PictureIndexPlace {
  /** The work tree's root. */
  readonly root: string;
  /** Our index. */
  readonly file: string;
  /** The one that it starts as. */
  readonly users: string;
}

/** One index file of ours. */
export class PictureIndex {
  readonly #place: PictureIndexPlace;
  readonly #git: (options?: GitOptions) => ReturnType<typeof gitClient>;
  readonly #linked = new Set<string>();
  #unborn: readonly string[] = [];
  #started: Promise<void> | undefined;

  /** @param git makes clients that work with this index, in this work tree, and run no hook */
  constructor(place: PictureIndexPlace, git: (options?: GitOptions) => ReturnType<typeof gitClient>) {
    this.#place = place;
    this.#git = git;
  }

  /** Makes it hold what the work tree holds now. @param hidden paths to leave out besides what is ignored */
  async refresh(hidden: readonly string[]): Promise<void> {
    await this.start();
    await this.#addAll();
    if (hidden.length === 0) return;
    const paths = ['--pathspec-from-file=-', '--pathspec-file-nul'];
    const options = ['--cached', '-r', '--quiet', '--force', '--ignore-unmatch', ...paths];
    const git = this.#git({ input: pathList(hidden.map((path) => path.replace(/\/$/, ''))) });
    await git.raw(['rm', ...options]);
  }

  /** Makes the file, once; an earlier one is gone on with. */
  start(): Promise<void> {
    this.#started ??= existsSync(this.#place.file) ? this.listEntries().then(() => {}) : this.#startIndex();
    return this.#started;
  }

  /** What it holds as a tree id. */
  async writeTree(): Promise<string> {
    return (await this.#git().raw(['write-tree'])).trim();
  }

  /** Remembers a repository inside, whose commit is all that a picture holds of it. */
  link(path: string): void {
    this.#linked.add(path);
  }

  /** Repositories inside of which it holds no more than a commit, or nothing; some may be gone by now. */
  repositories(): string[] {
    return [...new Set([...this.#linked, ...this.#unborn])].toSorted();
  }

  /** What it holds, and which of it are repositories. */
  async listEntries(): Promise<{ readonly tag: string; readonly path: string }[]> {
    const lines = (await this.#git().raw(['ls-files', '-v', '--stage', '-z']))
      .split('\0')
      .filter((line) => line !== '');
    // For example `H 100644 <id> 0<tab>app.yaml`.
    const entries = lines.map((line) => ({ tag: line.slice(0, 1), path: line.slice(line.indexOf('\t') + 1), line }));
    for (const { path, line } of entries) if (line.startsWith(gitlink, 2)) this.#linked.add(path);
    return entries;
  }

  /** The user's index carries the file times, so that only changed files are read again. */
  async #startIndex(): Promise<void> {
    const { root, file, users } = this.#place;
    await mkdir(dirname(file), { recursive: true });
    await copyIndex(users, file).catch(ignoreMissing);
    const listing = await this.listEntries();
    // Files that the user hides from git (skip-worktree, assume-unchanged) and that are there would not be looked at.
    const hidden = listing.filter(({ tag }) => /^[a-zS]$/.test(tag)).map(({ path }) => path);
    const present = hidden.filter((path) => existsSync(join(root, path)));
    if (present.length === 0) return;
    for (const flag of ['--no-skip-worktree', '--no-assume-unchanged']) {
      await this.#git({ input: pathList(present) }).raw(['update-index', flag, '-z', '--stdin']);
    }
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
}

/** With its time: git reads a file that was written when its index was, since its time does not tell an edit. */
async function copyIndex(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const { atime, mtime } = await stat(from);
  await utimes(to, atime, mtime);
}
