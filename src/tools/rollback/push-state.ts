/** Where commits are at the remote, as far as is known here: what was fetched, and what was pushed from here. */
import { gitResult } from '../../git/git-result.ts';
import type { Repository } from '../../git/repository.ts';

export interface PushState {
  /** Whether the upstream branch has one of them. */
  readonly upstream: boolean;
  /** A branch of ours for a pull request that has one of them, for example `origin/agent-toolkit/TASK-001`. */
  readonly branch: string | undefined;
}

export async function pushStateOf(repository: Repository, shas: readonly string[]): Promise<PushState> {
  const upstream = await ask(repository, ['rev-parse', '--symbolic-full-name', '@{upstream}']);
  const containing = shas.flatMap((sha) => ['--contains', sha]);
  const refs = (await ask(repository, ['for-each-ref', '--format=%(refname)', ...containing, 'refs/remotes'])).split(
    '\n',
  );
  return {
    upstream: upstream !== '' && refs.includes(upstream),
    branch: refs.find((ref) => /^refs\/remotes\/[^/]+\/agent-toolkit\//.test(ref))?.slice('refs/remotes/'.length),
  };
}

/** What git prints; nothing where it refuses: there is no upstream, or one that was never fetched. */
async function ask({ root }: Repository, args: readonly string[]): Promise<string> {
  const { code, stdout } = await gitResult(root, args);
  return code === 0 ? stdout.trim() : '';
}

/**
 * Where the commits are, when what took them back is not there: a rollback that was cut off, or refused, before it was
 * pushed. Undefined where nothing of it is left to push.
 */
export async function unpushedState(
  repository: Repository,
  shas: readonly string[],
  rolledBackIn: string,
): Promise<PushState | undefined> {
  const own = await pushStateOf(repository, [rolledBackIn]);
  if (own.upstream || own.branch !== undefined) return undefined;
  const state = await pushStateOf(repository, shas);
  return state.upstream || state.branch !== undefined ? state : undefined;
}
