/** Commits the files of a new item and nothing else. The item exists by now, so whatever goes wrong is a warning. */
import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { gitClient } from '../../git/client.ts';
import { commitPaths } from '../../git/commit.ts';
import { operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import type { LockOutcome } from '../../session/lock.ts';
import { createItem, creatorLimitMs, lockRepository } from '../repository-lock.ts';
import { gitWords } from './git-words.ts';

export interface ItemCommit {
  /** Real path of the work tree. */
  readonly root: string;
  readonly repository: Repository | undefined;
  /** The branch that was checked out when they were written; undefined for none. */
  readonly branch: string | undefined;
  /** Paths below the root, with forward slashes. */
  readonly paths: readonly string[];
  readonly message: string;
  readonly signal: AbortSignal;
}

export interface CommitOutcome {
  /** Null when nothing was committed. */
  readonly sha: string | null;
  readonly warnings: readonly string[];
}

/** Takes the lock of runs for a creator's commit. @throws as `lockRepository` */
export async function lockForCommit({ commonDir }: Repository, signal: AbortSignal): Promise<LockOutcome> {
  return lockRepository(commonDir, createItem, signal, { limitMs: creatorLimitMs });
}

/**
 * Commits exactly the paths, one creator after the other, and never while a run is at work here, which takes commits of
 * others for a reason to stop. Never rejects.
 * @param taken the lock of runs where the caller has asked for it, and releases it
 */
export async function commitItem(commit: ItemCommit, taken?: LockOutcome): Promise<CommitOutcome> {
  const { root, repository, signal } = commit;
  if (repository === undefined)
    return refused(`${root} is not a git repository.`, commit, { when: 'To keep it in one', before: 'git init && ' });
  try {
    const paths = await realPaths(root, commit.paths);
    const named = { ...commit, paths };
    const ignored = await ignoredAmong(repository, paths);
    if (ignored.length > 0)
      return refused(`git ignores ${ignored.join(', ')}.`, named, { when: 'If it belongs in git', force: true });
    const operation = operationInProgress(repository);
    if (operation !== undefined) return refused(`A ${operation} is in progress.`, named, { when: 'When it has ended' });
    const lock = taken ?? (await lockForCommit(repository, signal));
    if (lock.status === 'busy') {
      const { itemId, pid } = lock.holder;
      return refused(`${itemId} is being processed on this repository (process ${pid}).`, named, {
        when: 'When that has ended',
      });
    }
    try {
      const on = await readHead(repository);
      if (on !== undefined && on.branch !== commit.branch) return refusedOn(on.branch, named);
      if (on !== undefined && on.branch === undefined) {
        return refused('HEAD is detached, so the commit would lie on no branch.', named, {
          when: 'On the branch where it belongs',
        });
      }
      const request = { paths, message: commit.message, signal, ...(on === undefined ? {} : { on }) };
      return { sha: await commitPaths(repository, request), warnings: [] };
    } finally {
      if (taken === undefined) await lock.release();
    }
  } catch (error) {
    if (signal.aborted) return refused('There was no time left for it.', commit);
    if ((await readHead(repository)) === undefined)
      return refused('The repository has no commit yet, and the first one is yours.', commit, { when: 'To make it' });
    return refused(`git says: ${gitWords((error as Error).message)}`, commit);
  }
}

/** Whether the work tree's file is as the last commit has it, so that committing it commits nobody else's edits. */
export async function isClean(repository: Repository, root: string, path: string): Promise<boolean> {
  const options = [
    'status',
    '--porcelain',
    '--ignored',
    '--untracked-files=all',
    '--',
    ...(await realPaths(root, [path])),
  ];
  return (await gitClient(repository.root).raw(options)) === '';
}

/** git knows no paths that go through symbolic links. */
export async function realPaths(root: string, paths: readonly string[]): Promise<string[]> {
  return Promise.all(paths.map(async (path) => relative(root, await realpath(join(root, path))).replaceAll(sep, '/')));
}

/** The new files among the paths that git ignores. */
export async function ignoredAmong(repository: Repository, paths: readonly string[]): Promise<string[]> {
  const options = ['--others', '--ignored', '--exclude-standard', '-z', '--', ...paths];
  const output = await gitClient(repository.root).raw(['ls-files', ...options]);
  return output.split('\0').filter((path) => path !== '');
}

/** Whether it belongs on another branch is for a person to say. */
function refusedOn(branch: string | undefined, commit: ItemCommit): CommitOutcome {
  const names = [commit.branch, branch].map((name) => name ?? 'no branch');
  return refused(`It was written on ${names[0]}, and ${names[1]} is checked out now.`, commit, {
    when: `On ${commit.branch ?? 'the branch where it belongs'}`,
  });
}

interface Remedy {
  /** What comes before the command, in words. */
  readonly when?: string;
  /** Commands that have to be run first. */
  readonly before?: string;
  /** Whether git adds the files only by force. */
  readonly force?: boolean;
}

/** The warning always ends with the command that commits the item. */
function refused(
  why: string,
  commit: ItemCommit,
  { when = 'Mend that, then', before = '', force }: Remedy = {},
): CommitOutcome {
  const command = `${before}${commandFor(commit, force === true)}`;
  return { sha: null, warnings: [`The item is there and was not committed. ${why} ${when}: ${command}`] };
}

function commandFor({ paths, message }: ItemCommit, force: boolean): string {
  const files = paths.map(quoted).join(' ');
  return `git add ${force ? '--force ' : ''}-- ${files} && git commit -m ${quoted(message)} -- ${files}`;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
