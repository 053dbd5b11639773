/** Pushes HEAD to a branch of its own at the upstream's remote, for a pull request; never forced. */
import { gitResult } from './git-result.ts';
import { OtherBranch } from './head.ts';
import { type PushTarget, pushCommit } from './push.ts';
import type { PushRefusal } from './push-reply.ts';
import { type Repository, readHead, readUpstream } from './repository.ts';

/** Names that are tried: each but the last had commits there that are not here. */
const mostNames = 20;

export type BranchOutcome =
  /** `base` is the upstream's branch: what a pull request goes to. */
  | { readonly status: 'pushed'; readonly target: PushTarget; readonly base: string }
  | { readonly status: 'no_upstream' }
  /** The upstream has all commits already. */
  | { readonly status: 'nothing' }
  | { readonly status: 'refused'; readonly target: PushTarget; readonly reason: PushRefusal; readonly words: string };

/** `agent-toolkit/ITEM`, then `agent-toolkit/ITEM-2` …, of characters that a branch may have; see git-check-ref-format(1). */
export function branchName(itemId: string, attempt: number): string {
  const name = itemId.replace(/[^\w.-]|\.(?=\.|lock$|$)|^\./g, '-');
  return `agent-toolkit/${name}${attempt === 1 ? '' : `-${attempt}`}`;
}

/**
 * Pushes HEAD to the item's branch. One that went another way (a rebase here, commits of somebody there) stays as it is,
 * and the next name is taken.
 * @param branch the branch that is meant; the one that is checked out when not given
 * @throws OtherBranch where that one is not checked out; the signal's reason when aborted
 */
export async function pushToBranch(
  repository: Repository,
  itemId: string,
  signal?: AbortSignal,
  branch?: string,
): Promise<BranchOutcome> {
  const head = await readHead(repository);
  if (branch !== undefined && head?.branch !== branch) throw new OtherBranch(branch, head);
  const upstream = await readUpstream(repository, head);
  if (head === undefined || upstream === undefined || upstream.remote === '.') return { status: 'no_upstream' };
  const { remote, branch: base } = upstream;
  // Unknown where the upstream was never fetched: then it is pushed.
  const ahead = await gitResult(repository.root, ['rev-list', '--count', '@{upstream}..HEAD']);
  if (ahead.code === 0 && ahead.stdout.trim() === '0') return { status: 'nothing' };
  for (let attempt = 1; ; attempt += 1) {
    const target = { remote, branch: branchName(itemId, attempt) };
    const reply = await pushCommit(repository, head.commit, target, signal);
    if (reply.kind === 'pushed') return { status: 'pushed', target, base };
    if (reply.kind !== 'behind' || attempt === mostNames) {
      return { status: 'refused', target, reason: reply.kind, words: reply.words };
    }
  }
}
