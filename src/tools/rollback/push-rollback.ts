/** A rollback goes where the commits are that it takes back, and nowhere else. */
import type { Task } from '../../backlog/task.ts';
import type { Repository } from '../../git/repository.ts';
import type { RollbackResult } from '../contract.ts';
import { type NamedCommit, pushByPolicy } from '../push-by-policy.ts';
import type { Settings } from '../settings.ts';
import type { PushState } from './push-state.ts';

export type PushedRollback = Required<Pick<RollbackResult, 'pushed' | 'push_pending' | 'pull_request' | 'warnings'>> & {
  readonly sha: string;
};

/**
 * Pushes by the policy. A refusal is a warning: the commit stays.
 * @param state where the commits are that are taken back
 * @throws the signal's reason when aborted
 */
export async function pushRollback(
  repository: Repository,
  task: Task,
  policy: Settings['push'],
  { sha, branch }: Pick<NamedCommit, 'sha' | 'branch'>,
  state: PushState,
  signal: AbortSignal,
): Promise<PushedRollback> {
  const here = { sha, pushed: false, push_pending: state.upstream, pull_request: null };
  if (!state.upstream && state.branch === undefined) return { ...here, warnings: [] };
  if (policy === 'never')
    return { ...here, warnings: ['It is not pushed (push: never), and what it takes back is: git push.'] };
  if (!state.upstream && policy !== 'pullRequest') {
    const [remote, ...names] = (state.branch ?? '').split('/');
    const command = `git push ${remote} HEAD:refs/heads/${names.join('/')}`;
    return {
      ...here,
      warnings: [`What it takes back is in ${state.branch} alone, for a pull request. Push there: ${command}`],
    };
  }
  const commit = { sha, branch, name: 'revert commit' };
  const outcome = await pushByPolicy(repository, task, policy, commit, signal);
  if (policy !== 'pullRequest') return { ...outcome, push_pending: !outcome.pushed };
  const waits = state.upstream ? ['The upstream branch has what it takes back until the pull request is merged.'] : [];
  return { ...outcome, push_pending: state.upstream, warnings: [...outcome.warnings, ...waits] };
}
