/** Pushes a commit of ours, and all others that the remote does not have, as the policy says. */
import { redact } from '../codex/redact.ts';
import { OtherBranch } from '../git/head.ts';
import { pushToBranch } from '../git/push-branch.ts';
import { pushToUpstream } from '../git/push-upstream.ts';
import type { Repository } from '../git/repository.ts';
import { type ProposedItem, propose } from './propose.ts';
import { describeRefusal } from './push-refusal.ts';
import type { Settings } from './settings.ts';

export interface NamedCommit {
  readonly sha: string;
  /** For people: `archive commit`. */
  readonly name: string;
  /** The branch that it was made on; nothing is pushed from another one. */
  readonly branch: string;
}

export interface PushedCommit {
  readonly sha: string;
  readonly pushed: boolean;
  /** With the push policy pullRequest: its address, else that of the page to open it on, or what to do. */
  readonly pull_request: string | null;
  readonly warnings: string[];
  /** Why the remote did not take it; only where it was asked and refused, or could not be reached. */
  readonly refused?: string;
}

/**
 * Pushes, unless the policy is never. A refusal is a warning, and so is another branch that was checked out since.
 * @throws the signal's reason when aborted
 */
export async function pushByPolicy(
  repository: Repository,
  item: ProposedItem,
  policy: Settings['push'],
  commit: NamedCommit,
  signal: AbortSignal,
): Promise<PushedCommit> {
  const nothing: PushedCommit = { sha: commit.sha, pushed: false, pull_request: null, warnings: [] };
  if (policy === 'never') return nothing;
  try {
    return policy === 'pullRequest'
      ? await proposeCommit(repository, item, nothing, commit, signal)
      : await pushCommit(repository, nothing, commit, signal);
  } catch (error) {
    if (!(error instanceof OtherBranch)) throw error;
    return { ...nothing, warnings: [`${error.message} The ${commit.name} is kept.`] };
  }
}

async function pushCommit(
  repository: Repository,
  nothing: PushedCommit,
  { sha, name, branch }: NamedCommit,
  signal: AbortSignal,
): Promise<PushedCommit> {
  const outcome = await pushToUpstream(repository, signal, branch);
  if (outcome.status === 'no_upstream') return nothing;
  const now = { ...nothing, sha: outcome.rewritten.get(sha) ?? sha };
  if (outcome.status === 'pushed') return { ...now, pushed: true };
  const refused = redact(describeRefusal(outcome.upstream, outcome.refusal));
  const told = { ...now, warnings: [`${refused} The ${name} is kept.`] };
  return outcome.refusal.reason === 'apart' ? { ...told, pushed: true } : { ...told, refused };
}

/** Into the branch that the task's other commits are in, so that one pull request has them all. */
async function proposeCommit(
  repository: Repository,
  item: ProposedItem,
  nothing: PushedCommit,
  { name, branch }: NamedCommit,
  signal: AbortSignal,
): Promise<PushedCommit> {
  const outcome = await pushToBranch(repository, item.id, signal, branch);
  if (outcome.status === 'no_upstream') {
    const warning = 'HEAD has no upstream, so it is not known where a pull request would go to; nothing was pushed.';
    return { ...nothing, warnings: [warning] };
  }
  if (outcome.status === 'nothing') return nothing;
  if (outcome.status === 'refused') {
    const refused = redact(describeRefusal(`${outcome.target.remote}/${outcome.target.branch}`, outcome));
    return { ...nothing, warnings: [`${refused} The ${name} is kept.`], refused };
  }
  const { pullRequest, warnings } = await propose(repository, item, outcome, signal);
  return { ...nothing, pushed: true, pull_request: pullRequest, warnings: [...warnings] };
}
