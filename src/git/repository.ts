/** A git repository as the engine sees it: where it is, what state it is in. Reads only. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gitClient } from './client.ts';
import { readHeadFiles } from './head-files.ts';

export interface Repository {
  /** Real path of the work tree. */
  readonly root: string;
  /** The repository's own folder, shared by its worktrees; ours is `agent-toolkit` below it. */
  readonly commonDir: string;
  /** The git folder of this work tree. */
  readonly gitDir: string;
}

export interface HeadState {
  readonly commit: string;
  /** Undefined when HEAD is detached. */
  readonly branch: string | undefined;
}

/** Finds the repository that holds `path`; undefined where there is none or it has no work tree. Rejects on anything else (git missing, dubious ownership). */
export async function findRepository(path: string): Promise<Repository | undefined> {
  const arguments_ = ['rev-parse', '--show-toplevel', '--git-common-dir', '--absolute-git-dir'];
  const output = await gitClient(path, { env: { LC_ALL: 'C' } })
    .raw(arguments_)
    .catch((error: Error) => {
      if (/not a git repository|must be run in a work tree/i.test(error.message)) return undefined;
      throw error;
    });
  const [root, commonDir, gitDir] = output?.trim().split('\n') ?? [];
  if (!root || !commonDir || !gitDir) return undefined;
  return { root: resolve(root), commonDir: resolve(path, commonDir), gitDir: resolve(gitDir) };
}

/** The current commit and branch. Undefined before the first commit. */
export async function readHead(repository: Repository): Promise<HeadState | undefined> {
  const known = await readHeadFiles(repository.gitDir, repository.commonDir);
  if (known !== undefined) return known;
  // One start tells both.
  const output = await gitClient(repository.root)
    .raw(['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'])
    .catch(() => '');
  const [commit = '', name = ''] = output.trim().split('\n');
  if (commit === '') return undefined;
  const branch = name.startsWith('refs/heads/') ? name.slice('refs/heads/'.length) : undefined;
  return { commit, branch };
}

/** What git is in the middle of (merge, rebase …), in git's own word; undefined when nothing is. */
export function operationInProgress(repository: Repository): string | undefined {
  const marks: Readonly<Record<string, string>> = {
    MERGE_HEAD: 'merge',
    'rebase-merge': 'rebase',
    'rebase-apply': 'rebase',
    CHERRY_PICK_HEAD: 'cherry-pick',
    REVERT_HEAD: 'revert',
    BISECT_LOG: 'bisect',
  };
  return Object.entries(marks).find(([file]) => existsSync(join(repository.gitDir, file)))?.[1];
}

/**
 * The upstream of the current branch as `remote` and `branch`; undefined when it has none.
 * @param asked HEAD, where it is known or asked for already
 */
export async function readUpstream(
  repository: Repository,
  asked: HeadState | undefined | Promise<HeadState | undefined> = readHead(repository),
): Promise<{ readonly remote: string; readonly branch: string } | undefined> {
  // Both at once: who reads files meanwhile has to stop for one start of git less.
  const config = ['config', '--null', '--get-regexp', '^branch\\..*\\.(remote|merge)$'];
  const branches = gitClient(repository.root)
    .raw(config)
    .catch(() => ''); // nothing of the kind is configured
  const [head, lines] = await Promise.all([asked, branches]);
  if (head?.branch === undefined) return undefined;
  const read = (key: string) => {
    const start = `branch.${head.branch}.${key}\n`;
    return (
      lines
        .split('\0')
        .findLast((line) => line.startsWith(start))
        ?.slice(start.length) ?? ''
    );
  };
  const [remote, merge] = [read('remote'), read('merge')];
  if (remote === '' || merge === '') return undefined;
  return { remote, branch: merge.replace(/^refs\/heads\//, '') };
}

/** What git says is missing for a commit (name and email); undefined when nothing is. */
export async function missingIdentity(repository: Repository): Promise<string | undefined> {
  return gitClient(repository.root)
    .raw(['var', 'GIT_COMMITTER_IDENT'])
    .then(
      () => undefined,
      (error: Error) => error.message.trim(),
    );
}
