/** When the commits of a run are pushed, and where to; a refusal ends the run, and the commits stay. */
import type { Task } from '../../backlog/task.ts';
import { countUnpushed, hasUnpushedOf } from '../../git/push.ts';
import { type BranchOutcome, pushToBranch } from '../../git/push-branch.ts';
import { pushToUpstream } from '../../git/push-upstream.ts';
import type { Rewritten } from '../../git/rewritten.ts';
import { propose } from '../propose.ts';
import { describeRefusal } from '../push-refusal.ts';
import { headOf, stopOnOtherBranch } from './head-guard.ts';
import { inPlace } from './related-runs.ts';
import { type Run, RunStopped } from './run.ts';

/** Whether the task's later criteria, and its verification, look at a cluster that Flux keeps at what is pushed. */
export function deploysByPush(task: Pick<Task, 'labels'>): boolean {
  return task.labels.some((label) => label === 'deployment' || label === 'flux');
}

/** Such tasks are pushed after every commit, unless the user's settings say otherwise. */
export function pushesAtOnce(run: Run, task: Task): boolean {
  const { push } = run.settings;
  return (push === 'auto' || push === 'pullRequest') && deploysByPush(task);
}

/**
 * Pushes what the remotes do not have. Related repositories come first: Flux watches them as a rule, and no box is at a
 * remote without its work.
 * @throws RunStopped when a push is refused; nothing is pushed after that
 */
export async function pushCommits(run: Run): Promise<void> {
  for (const one of run.related) if (await hasCommits(one)) await inPlace(one.place, () => pushCommits(one));
  if (run.settings.push === 'pullRequest') await pushBranch(run);
  else await pushUpstream(run);
}

async function pushUpstream(run: Run): Promise<void> {
  const { repository, context, report } = run;
  const outcome = await pushToUpstream(repository, context.signal, run.branch).catch(stopOnOtherBranch);
  if (outcome.status === 'no_upstream') {
    addOnce(report.warnings, 'HEAD has no upstream, so nothing was pushed; Flux does not see the commits.');
    return;
  }
  followRewritten(run, outcome.rewritten);
  // What the next process has read of its configuration may be another one now.
  if (outcome.rewritten.size > 0) await run.standby.discard();
  if (outcome.status === 'pushed') {
    report.pushed = true;
    return;
  }
  if (outcome.refusal.reason === 'apart') report.pushed = true;
  throw new RunStopped(
    `${describeRefusal(outcome.upstream, outcome.refusal)} The commits are kept. Run again afterwards.`,
    'git',
  );
}

/** A rebased commit has another id. */
function followRewritten({ report, context }: Run, rewritten: Rewritten): void {
  if (rewritten.size === 0) return;
  // In place: the runs of related repositories have this list too.
  for (const commit of report.commits) commit.sha = rewritten.get(commit.sha) ?? commit.sha;
  context.log('log', 'info', `Others had pushed; rebased: ${[...rewritten].map(short).join(', ')}`);
}

function short([before, after]: readonly [string, string]): string {
  return `${before.slice(0, 8)} is now ${after.slice(0, 8)}`;
}

async function pushBranch(run: Run): Promise<BranchOutcome> {
  const { repository, context, report, itemId } = run;
  const outcome = await pushToBranch(repository, itemId, context.signal, run.branch).catch(stopOnOtherBranch);
  if (outcome.status === 'refused') {
    const place = `${outcome.target.remote}/${outcome.target.branch}`;
    throw new RunStopped(`${describeRefusal(place, outcome)} The commits are kept. Run again afterwards.`, 'git');
  }
  if (outcome.status === 'pushed') report.pushed = true;
  if (outcome.status === 'no_upstream') {
    const why = 'HEAD has no upstream, so it is not known where a pull request would go to; nothing was pushed.';
    addOnce(report.warnings, why);
  }
  return outcome;
}

/** Whether commits of the item wait there for a push; commits of somebody else alone are not ours to push. */
async function hasCommits({ repository, report, itemId }: Run): Promise<boolean> {
  const made = report.commits.some((commit) => commit.repository === repository.root);
  return (await hasUnpushedOf(repository, itemId)) ?? made;
}

/** Before verification: nothing of a deployment may be missing at the upstream, also of an earlier run. */
export async function pushTheRest(run: Run, task: Task): Promise<void> {
  for (const one of run.related) if (await hasCommits(one)) await inPlace(one.place, () => pushTheRest(one, task));
  const { repository, report, settings } = run;
  // Of another branch it would only be seen that nothing waits there.
  await headOf(run);
  if (settings.push === 'pullRequest') {
    await proposeCommits(run, task);
    return;
  }
  if (!deploysByPush(task) || (await countUnpushed(repository)) === 0) return;
  if (pushesAtOnce(run, task)) return pushCommits(run);
  addOnce(report.warnings, `Commits are not pushed (push: ${settings.push}), so the cluster is verified without them.`);
}

/** Flux deploys what is on the upstream branch, and a pull request is not. */
async function proposeCommits(run: Run, task: Task): Promise<void> {
  const { repository, report, context } = run;
  const outcome = await pushBranch(run);
  if (outcome.status !== 'pushed') return;
  const { pullRequest, warnings } = await propose(repository, task, outcome, context.signal);
  report.pull_request = pullRequest;
  for (const warning of warnings) addOnce(report.warnings, warning);
  if (!deploysByPush(task)) return;
  const where = `${outcome.target.remote}/${outcome.target.branch}`;
  addOnce(report.warnings, `The commits wait in ${where} for a merge, so the cluster is verified without them.`);
}

function addOnce(list: string[], entry: string): void {
  if (!list.includes(entry)) list.push(entry);
}
