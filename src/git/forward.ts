/**
 * Brings the current branch, the index and the work tree from one commit to another as `git checkout` would: every
 * uncommitted edit stays, and where one is in the way nothing changes. git's two-way merge, see git-read-tree(1).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { gitClient, gitEnvironment } from './client.ts';
import { gitResult, wordsOf } from './git-result.ts';
import { whenIndexIsFree } from './index-lock.ts';
import { ignoreMissing } from './missing-file.ts';
import { type Repository, readHead } from './repository.ts';

/** Uncommitted edits, or files that git does not know, stand where the new commit has something else. Nothing changed. */
export class InTheWay extends Error {
  override readonly name = 'InTheWay';
  readonly files: readonly string[];

  constructor(files: readonly string[], words: string) {
    super(words);
    this.files = files;
  }
}

export interface Way {
  readonly branch: string;
  readonly from: string;
  readonly to: string;
}

/** Whether the way is free; changes nothing. @throws InTheWay; IndexLocked */
export async function checkForward(repository: Repository, { from, to }: Way): Promise<void> {
  // Files that only look changed (a new time) would be taken for edits.
  await whenIndexIsFree(repository, () => run(repository, ['update-index', '-q', '--refresh']).catch(lockedOnly));
  const unknown = await unknownInTheWay(repository, from, to);
  if (unknown.length > 0) throw new InTheWay(unknown, 'Files that git does not know would be overwritten.');
  await readTree(repository, from, to, ['--dry-run']);
}

/**
 * Goes the way. The branch is locked while index and files change, so that nobody commits in between.
 * @throws InTheWay; IndexLocked; Error when HEAD is not where the way begins. Nothing changed then.
 */
export async function goForward(repository: Repository, way: Way, reason: string): Promise<void> {
  await checkForward(repository, way);
  const git = spawn('git', ['update-ref', '-m', reason, '--stdin'], {
    cwd: repository.root,
    env: { ...gitEnvironment(), LC_ALL: 'C' },
    // Its own group: a Ctrl-C half-way would leave files without their commit.
    detached: process.platform !== 'win32',
    stdio: 'pipe',
    windowsHide: true,
  });
  const ended = once(git, 'close');
  const words = text(git.stderr);
  const answers = createInterface(git.stdout)[Symbol.asyncIterator]();
  // A git that refused is gone when the next line is written; its words tell why.
  git.stdin.on('error', () => {});
  const step = async (line: string): Promise<void> => {
    git.stdin.write(`${line}\n`);
    const answer = await answers.next();
    if (answer.done) throw new Error((await words).trim() || `git update-ref ended at "${line}".`);
  };
  try {
    await step('start');
    git.stdin.write(`update refs/heads/${way.branch} ${way.to} ${way.from}\n`);
    await step('prepare');
    if ((await readHead(repository))?.branch !== way.branch) throw new Error(`HEAD is no longer at ${way.branch}.`);
    await readTree(repository, way.from, way.to, []);
    await step('commit');
  } finally {
    git.stdin.end();
    await ended;
  }
}

async function readTree(repository: Repository, from: string, to: string, options: readonly string[]): Promise<void> {
  const args = ['read-tree', '-m', '-u', '--no-recurse-submodules', ...options, from, to];
  await whenIndexIsFree(repository, () => run(repository, args)).catch(async (error: Error) => {
    if (
      !/would be overwritten|not uptodate|would lose untracked|Cannot merge|update working tree/i.test(error.message)
    ) {
      throw error;
    }
    throw new InTheWay(await editedInTheWay(repository, from, to), error.message);
  });
}

async function run(repository: Repository, args: readonly string[]): Promise<void> {
  const result = await gitResult(repository.root, args);
  if (result.code !== 0) throw new Error(wordsOf(result.code, result.stderr));
}

/** Refreshing also fails on files that are changed indeed. */
function lockedOnly(error: Error): void {
  if (/index\.lock/.test(error.message)) throw error;
}

async function list(repository: Repository, args: readonly string[]): Promise<string[]> {
  return (await gitClient(repository.root).raw([...args])).split('\0').filter((path) => path !== '');
}

/** The paths that differ between the commits and have uncommitted edits, or are not known to git. */
async function editedInTheWay(repository: Repository, from: string, to: string): Promise<string[]> {
  const [changing, edited, unknown] = await Promise.all([
    list(repository, ['diff-tree', '-r', '-z', '--name-only', '--no-renames', from, to]),
    list(repository, ['diff-index', '-z', '--name-only', '--no-renames', 'HEAD', '--']),
    unknownInTheWay(repository, from, to),
  ]);
  return [...new Set([...changing.filter((path) => edited.includes(path)), ...unknown])];
}

/**
 * New paths of the commit where the work tree has something that git does not know, ignored files with them: those,
 * read-tree would overwrite without a word.
 */
async function unknownInTheWay(repository: Repository, from: string, to: string): Promise<string[]> {
  const added = await list(repository, [
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    '--diff-filter=A',
    from,
    to,
  ]);
  if (added.length === 0) return [];
  const known = new Set(await list(repository, ['ls-files', '-z']));
  const found = new Set<string>();
  for (const path of added) {
    const parts = path.split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const place = parts.slice(0, length).join('/');
      if (known.has(place)) break;
      const entry = await lstat(join(repository.root, place)).catch(ignoreMissing);
      if (entry === undefined) break;
      if (!entry.isDirectory()) {
        found.add(place);
        break;
      }
      if (length === parts.length) {
        // A folder where a file is to be: what it has besides known files would go with it.
        for (const other of await list(repository, ['ls-files', '--others', '-z', '--', place])) found.add(other);
      }
    }
  }
  return [...found];
}
