/**
 * The index of our own through which pictures of a work tree are taken: it starts as a copy of the user's, knows every
 * file that is not ignored, and lets nothing run that a repository inside names.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unlessBlocked } from './blocking-pipes.ts';
import { type GitOptions, type gitClient, tolerant } from './client.ts';
import { ignoreMissing } from './missing-file.ts';
import { pathList } from './path-list.ts';
import { PictureFailed } from './picture-failed.ts';
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
  /** Filters that fail. */
  readonly #broken: string[] = [];
  #isSparse = false;
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
    // It reads files again whose time tells nothing.
    return (await this.#git().raw([...this.#broken.flatMap(withoutFilter), 'write-tree'])).trim();
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
   * configuration names, where the agent can write. What git refuses to add by itself is added all the same: files outside of
   * a sparse checkout, and those whose clean filter fails, as they are.
   */
  async #addAll(): Promise<void> {
    const linked = [...this.#linked];
    const way: AddingWay = { left: [], isSparse: this.#isSparse, broken: this.#broken, env: {} };
    let refused = '';
    for (;;) {
      const exclude = [...linked, ...way.left].map((path) => `:(exclude,top,literal)${path}`);
      const env = { ...way.env, ...(exclude.length === 0 ? {} : { GIT_LITERAL_PATHSPECS: '0' }) };
      const settings = [...tolerant, ...way.broken.flatMap(withoutFilter)];
      const options = ['--all', ...(way.isSparse ? ['--sparse'] : [])];
      try {
        const add = [...settings, 'add', ...options, '--', '.', ...exclude];
        await unlessBlocked(this.#place.root, (signal) => this.#git({ env, signal }).raw(add));
        this.#unborn = way.left;
        this.#isSparse = way.isSparse;
        break;
      } catch (error) {
        if (error instanceof PictureFailed) throw error;
        const words = (error as Error).message;
        // A git that does not know the option says no more than that.
        const told = /unknown option/.test(words) ? refused : words;
        if (!findWay(way, words)) throw new PictureFailed(this.#place.root, told);
        refused = words;
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

/** What it takes to have git add everything, as far as is known. */
interface AddingWay {
  /** Nested repositories that are left out. */
  readonly left: string[];
  isSparse: boolean;
  /** Filters that fail. */
  readonly broken: string[];
  env: Readonly<Record<string, string>>;
}

/** Learns from git's words why it did not add everything; false where that helps nothing. */
function findWay(way: AddingWay, words: string): boolean {
  // Once more in English, so that the words can be told apart.
  if (way.env['LC_ALL'] === undefined) {
    way.env = { LC_ALL: 'C' };
    return true;
  }
  const nested = /^error: '(.*)\/' does not have a commit checked out$/m.exec(words)?.[1];
  const filter = /: clean filter '(.*)' failed$/m.exec(words)?.[1];
  if (nested !== undefined && !way.left.includes(nested)) way.left.push(nested);
  else if (filter !== undefined && !way.broken.includes(filter)) way.broken.push(filter);
  // Known since git 2.34.
  else if (/outside of your sparse-checkout/.test(words) && !way.isSparse) way.isSparse = true;
  else return false;
  return true;
}

/** Settings with which a filter changes nothing. */
function withoutFilter(name: string): string[] {
  const settings = ['clean=', 'process=', 'required=false'];
  return settings.flatMap((setting) => ['-c', `filter.${name}.${setting}`]);
}
