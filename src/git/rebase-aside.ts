/** Rebases commits beside the user's work tree: in a linked worktree of our own, which lives as long as the rebase. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitResult, gitResult, wordsOf } from './git-result.ts';
import type { Repository } from './repository.ts';

export type RebaseOutcome =
  | { readonly status: 'rebased'; readonly commit: string }
  /** `subject` is that of the commit that could not be put on top. */
  | { readonly status: 'conflict'; readonly files: readonly string[]; readonly subject: string }
  /** A hook, signing or git itself failed, in its own words. */
  | { readonly status: 'failed'; readonly words: string };

/** Of the user's configuration only this: nothing is stashed, squashed, and no other branch of the user's moves. */
const plain = ['autoStash', 'autoSquash', 'updateRefs'].flatMap((key) => ['-c', `rebase.${key}=false`]);

/**
 * Puts the commits of `commit` that `onto` lacks on top of it, with the user's hooks, signing and identity. Commits whose
 * change is in `onto` already fall away. Branches, HEAD, index and work tree of the user stay as they are.
 * The caller holds the repository's lock: there is one such worktree.
 * @throws the signal's reason when aborted
 */
export async function rebaseAside(
  repository: Repository,
  commit: string,
  onto: string,
  signal?: AbortSignal,
): Promise<RebaseOutcome> {
  const folder = join(repository.commonDir, 'agent-toolkit', 'rebase');
  await removeWorktree(repository, folder);
  try {
    // `--force` takes the place over from a worktree that git still has in its list; an earlier run was killed in it.
    const add = ['worktree', 'add', '--quiet', '--force', '--detach', folder, commit];
    const added = await gitResult(repository.root, add, signal);
    if (added.code !== 0) return { status: 'failed', words: wordsOf(added.code, added.stderr) };
    const rebased = await gitResult(folder, [...plain, 'rebase', '--quiet', '--merge', onto], signal);
    if (rebased.code === 0) return { status: 'rebased', commit: await ask(folder, ['rev-parse', 'HEAD']) };
    return await whyNot(folder, rebased);
  } finally {
    await removeWorktree(repository, folder);
  }
}

async function whyNot(folder: string, rebased: GitResult): Promise<RebaseOutcome> {
  const unmerged = await ask(folder, ['diff', '--name-only', '--diff-filter=U', '-z']);
  const files = unmerged.split('\0').filter((file) => file !== '');
  if (files.length === 0) return { status: 'failed', words: wordsOf(rebased.code, rebased.stderr) };
  const subject = await ask(folder, ['log', '-1', '--format=%s', 'REBASE_HEAD']);
  await gitResult(folder, ['rebase', '--abort']);
  return { status: 'conflict', files, subject };
}

async function ask(folder: string, args: readonly string[]): Promise<string> {
  const result = await gitResult(folder, args);
  if (result.code !== 0) throw new Error(wordsOf(result.code, result.stderr));
  return result.stdout.trim();
}

/** Ours, or what a run that was killed left of its own. Not `worktree prune`: it would forget worktrees on an unplugged drive. */
async function removeWorktree({ root }: Repository, folder: string): Promise<void> {
  // Fails where there is none, or half of one; the folder is ours in any case.
  await gitResult(root, ['worktree', 'remove', '--force', folder]);
  await rm(folder, { recursive: true, force: true });
}
