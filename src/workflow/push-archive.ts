/** Pushes the archive's commit, and all others that the remote does not have, as the policy says. */
import type { Task } from '../backlog/task.ts';
import { redact } from '../codex/redact.ts';
import { pushToBranch } from '../git/push-branch.ts';
import { pushToUpstream } from '../git/push-upstream.ts';
import type { Repository } from '../git/repository.ts';
import { propose } from '../tools/propose.ts';
import { describeRefusal } from '../tools/push-refusal.ts';
import type { Settings } from '../tools/settings.ts';

export interface PushedArchive {
  readonly sha: string;
  readonly pushed: boolean;
  /** With the push policy pullRequest: its address, else that of the page to open it on, or what to do. */
  readonly pull_request: string | null;
  readonly warnings: string[];
}

/** Pushes, unless the policy is never. A refusal is a warning. @throws the signal's reason when aborted */
export async function pushArchive(
  repository: Repository,
  task: Task,
  policy: Settings['push'],
  sha: string,
  signal: AbortSignal,
): Promise<PushedArchive> {
  const nothing: PushedArchive = { sha, pushed: false, pull_request: null, warnings: [] };
  if (policy === 'never') return nothing;
  if (policy === 'pullRequest') return proposeArchive(repository, task, nothing, signal);
  const outcome = await pushToUpstream(repository, signal);
  if (outcome.status === 'no_upstream') return nothing;
  const now = { ...nothing, sha: outcome.rewritten.get(sha) ?? sha };
  if (outcome.status === 'pushed') return { ...now, pushed: true };
  const warning = `${redact(describeRefusal(outcome.upstream, outcome.refusal))} The archive commit is kept.`;
  return { ...now, pushed: outcome.refusal.reason === 'apart', warnings: [warning] };
}

/** Into the branch that the task's other commits are in, so that one pull request has them all. */
async function proposeArchive(
  repository: Repository,
  task: Task,
  nothing: PushedArchive,
  signal: AbortSignal,
): Promise<PushedArchive> {
  const outcome = await pushToBranch(repository, task.id, signal);
  if (outcome.status === 'no_upstream') {
    const warning = 'HEAD has no upstream, so it is not known where a pull request would go to; nothing was pushed.';
    return { ...nothing, warnings: [warning] };
  }
  if (outcome.status === 'nothing') return nothing;
  if (outcome.status === 'refused') {
    const words = redact(describeRefusal(`${outcome.target.remote}/${outcome.target.branch}`, outcome));
    return { ...nothing, warnings: [`${words} The archive commit is kept.`] };
  }
  const { pullRequest, warnings } = await propose(repository, task, outcome, signal);
  return { ...nothing, pushed: true, pull_request: pullRequest, warnings: [...warnings] };
}
