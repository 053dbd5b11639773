/** Takes the snapshot of a run before its first criterion, and tells the verification of it. */
import { readVerify } from '../../../backlog/parse/verify-field.ts';
import type { Task } from '../../../backlog/task.ts';
import { type CheckPlan, planChecks, plannedCheck } from '../../../cluster/check-plan.ts';
import type { Snapshot } from '../../../cluster/snapshot/snapshot.ts';
import { gapsOf, type ProbesRequest, takeProbes } from '../../../cluster/snapshot/take-probes.ts';
import { type SnapshotRequest, takeSnapshot } from '../../../cluster/snapshot/take-snapshot.ts';
import type { Before } from '../../../cluster/snapshot/with-before.ts';
import { withoutCluster } from '../../../cluster/snapshot/without-cluster.ts';
import { redactorOf } from '../../../codex/secret-values.ts';
import type { Repository } from '../../../git/repository.ts';
import { type RepositoryConfig, readRepositoryConfig } from '../../../session/repository-config.ts';
import { clusterAccess } from '../../cluster-access.ts';
import type { Settings } from '../../settings.ts';
import { taskBody } from '../../task-body.ts';
import { taskFacts } from '../../verify/task-facts.ts';
import type { Report } from '../report.ts';
import type { Run } from '../run.ts';
import { forgetSnapshot, type KeptSnapshot, keepSnapshot, readKept } from './kept-snapshot.ts';
import { ownershipOf } from './ownership.ts';
import { possibleNamespaces } from './possible-namespaces.ts';

type Taking = Pick<Run, 'repository' | 'settings' | 'context' | 'report' | 'redacted' | 'cluster'>;

/** All that is looked at before a run; the cluster alone is looked at again after it. */
interface Requests {
  readonly cluster: SnapshotRequest;
  readonly probes: ProbesRequest;
}

/**
 * Looks at the cluster, at the health URLs and at the images of the scope, and keeps what it sees, unless an interrupted run of
 * the task has kept its own: that one counts. What cannot be looked at is a warning.
 * @returns whether this run took it
 * @throws the signal's reason
 */
export async function snapshotBefore(run: Taking, task: Task): Promise<boolean> {
  const { repository, settings, context, report, redacted } = run;
  if (run.cluster === undefined || (await readKept(repository, task.id)) !== undefined) return false;
  const requests = await requestsBefore(repository, task, settings);
  const [outcome, probes] = await Promise.all([
    takeSnapshot(requests.cluster, context.signal),
    takeProbes(requests.probes, context.signal),
  ]);
  if (outcome.status === 'nothing' && probes.length === 0) return false;
  const warn = (text: string, why: string) => report.warnings.push(`${text}: ${redacted(why)}`);
  const untold = 'The cluster could not be looked at before this run, so what it changes cannot be told';
  if (outcome.status === 'missed') {
    warn(untold, outcome.why);
    await keepOrTell(repository, task, {});
    return true;
  }
  const taken = outcome.status === 'taken' ? outcome.taken : withoutCluster(requests.cluster.targeted);
  const unkept = await keepOrTell(repository, task, { snapshot: masked({ ...taken.snapshot, probes }, redacted) });
  if (unkept !== undefined) warn(untold, unkept);
  for (const gap of [...taken.gaps, ...gapsOf(probes)]) {
    warn('Not all could be looked at before this run, so whether it was broken then is not known', gap);
  }
  return true;
}

/** @returns why it could not be kept: a run works without it */
async function keepOrTell(repository: Repository, task: Task, kept: KeptSnapshot): Promise<string | undefined> {
  try {
    await keepSnapshot(repository, task.id, kept);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return `What was seen cannot be kept below the repository's git folder. ${error.message}`;
  }
}

/** Events quote what the cluster runs, and answers what they like; names are compared, and stay. */
function masked(snapshot: Snapshot, mask: (text: string) => string): Snapshot {
  return {
    ...snapshot,
    warnings: snapshot.warnings.map((one) => ({ ...one, message: mask(one.message) })),
    probes: snapshot.probes.map((one) => ({ ...one, actual: mask(one.actual) })),
  };
}

/** Forgets the snapshot of a run that ended and has changed nothing; with one that did, the next goes on. */
export async function forgetUnlessBegun(
  run: Pick<Run, 'repository' | 'itemId' | 'report' | 'clusterChanges'>,
): Promise<void> {
  const { repository, itemId, report, clusterChanges } = run;
  if (report.sections_completed.length === 0 && clusterChanges.length === 0) await forgetSnapshot(repository, itemId);
}

/** Forgets it when a verification has had its say; the next run on the task is a new one. */
export async function forgetAfter(
  { status }: Pick<Report, 'status'>,
  repository: Repository,
  task: Task,
): Promise<void> {
  if (status === 'complete' || status === 'tests_failed') await forgetSnapshot(repository, task.id);
}

/** What a verification at the end of a run compares with; undefined where nothing was kept. @param related where the task's work may lie too */
export async function beforeRun(
  repository: Repository,
  related: readonly Repository[],
  task: Task,
  settings: Settings,
): Promise<Before | undefined> {
  const snapshot = (await readKept(repository, task.id))?.snapshot;
  if (snapshot === undefined) return undefined;
  const { request, text } = await requestAfter(repository, task, settings);
  const mask = redactorOf(process.env);
  return {
    snapshot,
    request,
    masked: (one) => masked(one, mask),
    ownership: (plan) => ownershipOf([repository, ...related], task, plan, request.flux ?? [], text),
  };
}

/** As the verification at the end looks, when the task's commits are there. */
async function requestAfter(
  repository: Repository,
  task: Task,
  settings: Settings,
): Promise<{ readonly request: SnapshotRequest; readonly text: string }> {
  const config = await readRepositoryConfig(repository.root);
  const { facts } = await taskFacts(repository, task, config, settings, undefined);
  return { request: requestOf(repository, task, settings, config, planChecks(facts)), text: facts.text };
}

/** What is not stated will be known when the task's commits are there: the whole cluster is looked at. Reads no history. */
async function requestsBefore(repository: Repository, task: Task, settings: Settings): Promise<Requests> {
  const config = await readRepositoryConfig(repository.root);
  const stated = task.verify ?? readVerify(config.verify).scope;
  const plan = planChecks({ labels: task.labels, stated, text: '' });
  const cluster = requestOf(repository, task, settings, config, plan);
  const { env } = cluster.access;
  const images = plannedCheck(plan, 'images')?.objects ?? [];
  return { cluster, probes: { urls: plan.target.urls, images, overHttp: settings.registriesOverHttp, env } };
}

function requestOf(
  repository: Repository,
  task: Task,
  settings: Settings,
  config: RepositoryConfig,
  plan: CheckPlan,
): SnapshotRequest {
  const { scope, target } = plan;
  return {
    access: clusterAccess(settings, config),
    targeted: { scope, target },
    addressRequired: task.labels.includes('networking'),
    flux: plannedCheck(plan, 'flux')?.objects,
    possible: async () => possibleNamespaces(repository, await taskBody(repository.root, task)),
  };
}
