/** run_tests: verifies a task on the cluster. Reads only, but for what reconcile, reset and create_bugs ask for. */
import { leaves } from '../backlog/parse/criteria.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { Task } from '../backlog/task.ts';
import { causesOf } from '../cluster/cause/causes.ts';
import { labelsFor } from '../cluster/check-kinds.ts';
import { planChecks, plannedCheck } from '../cluster/check-plan.ts';
import { isUnsafe } from '../cluster/command-outcome.ts';
import { withFindings } from '../cluster/findings.ts';
import type { PushProof } from '../cluster/flux/push-proof.ts';
import { plannedRows } from '../cluster/planned-rows.ts';
import { defaultRegistryLimits } from '../cluster/registry/limits.ts';
import { verifyWithImages } from '../cluster/registry/verify-images.ts';
import { verificationReport } from '../cluster/report.ts';
import { defaultPatience, type Patience } from '../cluster/request.ts';
import { type Before, withBefore } from '../cluster/snapshot/with-before.ts';
import { unusableFindings } from '../cluster/unusable-entries.ts';
import { emptySummary, type Verification } from '../cluster/verification.ts';
import { verifyCluster } from '../cluster/verify.ts';
import { redact } from '../codex/redact.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { createBugs } from './bugs/create-bugs.ts';
import { clusterAccess } from './cluster-access.ts';
import type { ToolInput, ToolResult } from './contract.ts';
import { readParameters } from './parameters.ts';
import { pastProofs } from './process/push-proofs.ts';
import type { CommandRunner } from './process/verify-commands.ts';
import { openRepository } from './repository-path.ts';
import type { Settings } from './settings.ts';
import { taskNamed } from './task-named.ts';
import type { ToolContext } from './toolbox.ts';
import { buildChanged } from './verify/build-changed.ts';
import { lockingRunner, runPlannedCommands } from './verify/run-planned-commands.ts';
import { taskFacts } from './verify/task-facts.ts';
import { whyNoCommands } from './verify/why-no-commands.ts';

type Result = ToolResult<'run_tests'>;

/** What only the engine can hand in, since no caller could state it. */
export interface FromEngine {
  /**
   * Runs the commands of the scope, when the cluster has been looked at; without it the repository's lock is taken for them
   * where the user asked for them, and they are skipped otherwise: a verification by itself only reads.
   */
  readonly runCommands?: CommandRunner;
  /** Commits that were pushed: Flux has to have applied them before anything else is judged. Without: those of before. */
  readonly pushes?: readonly PushProof[];
  /** The state of the cluster before the run that this verification ends; it is compared with. */
  readonly before?: Before;
}

/**
 * Runs the checks of the task's plan, and tells of each what it found or why it was not run. The scope is what the task's
 * `verify:` states, else what `verify` of .agent-config.json does, else what the task's commits touched, else the
 * namespaces that its text names, else the whole cluster, as warnings only.
 *
 * The result says which of four things happened, and `passed` is true for one of them only:
 * passed (success, passed); failed (neither), with all failures; blocked (neither): a cluster is configured and it is
 * not certain that it may be looked at, or what the scope names may not be read or cannot be judged as it is written, or a registry whose images it names does
 * not answer; nothing_to_verify (success, not
 * passed): the task says `verify: none`, or neither cluster nor URL is configured, or the scope is empty, or nothing is
 * named and the cluster as a whole is not all healthy. success tells that the call did
 * what it can, passed that something was looked at and found good, so that nobody takes "unverified" for "verified".
 * @param patience how long things may take; tests shorten it
 * @throws InputError for an unknown item or repository; the signal's reason when cancelled
 */
export async function runTests(
  input: ToolInput<'run_tests'>,
  settings: Settings,
  context: ToolContext,
  patience: Patience = defaultPatience,
  { runCommands, pushes, before }: FromEngine = {},
): Promise<Result> {
  const start = Date.now();
  const params = readParameters('run_tests', input);
  context.signal.throwIfAborted();
  const repository = await openRepository(params.repo_path);
  const { root } = repository;
  const task = taskNamed(await readBacklog(root), params.work_item_id, root);
  const config = await readRepositoryConfig(root);
  const barred = whyNoCommands(settings, runCommands !== undefined || context.runsCommands === true);
  const { facts, changes, warnings } = await taskFacts(repository, task, config, settings, barred);
  const plan = planChecks(facts);
  const access = clusterAccess(settings, config);
  const onProgress = (message: string) => reportProgress(context, task, message);
  const { signal } = context;
  const leftMs = () => Math.max(0, start + params.timeout * 1000 - Date.now());
  const images = {
    images: plannedCheck(plan, 'images')?.objects,
    overHttp: settings.registriesOverHttp,
    env: access.env,
    limits: { ...defaultRegistryLimits, requestMs: patience.urlMs, retryMs: patience.retryMs },
    timeoutMs: leftMs(),
    onProgress,
  };
  const addressRequired = task.labels.includes('networking');
  const flux = {
    named: plannedCheck(plan, 'flux')?.objects ?? [],
    isDue: labelsFor('flux', task.labels).length > 0,
    isOnlyDeployer: task.labels.some((label) => label.toLowerCase() === 'flux'),
    proofs:
      pushes ??
      (await pastProofs(
        changes.map((each) => each.repository),
        task,
      )),
    reconcile: params.reconcile,
    reset: params.reset,
  };
  const [seen, built] = await Promise.all([
    plan.scope === 'none'
      ? switchedOff()
      : verifyWithImages(images, signal, () =>
          verifyCluster({ access, plan, addressRequired, flux, timeoutMs: leftMs() }, { onProgress }, signal, patience),
        ),
    plannedCheck(plan, 'manifests') === undefined
      ? undefined
      : buildChanged({ settings, context, changes, timeoutMs: leftMs() }),
  ]);
  const looked = built === undefined || isUnsafe(seen) ? seen : withFindings(seen, built);
  const told: string[] = [...warnings];
  const runner = runCommands ?? lockingRunner(repository, task, settings, context, told);
  const request = { cluster: access, timeoutMs: leftMs(), signal, onProgress };
  const ran = await runPlannedCommands(plan, looked, runner, request);
  const complete = isUnsafe(ran)
    ? ran
    : withFindings(withFindings(ran, plannedRows(plan, ran)), unusableFindings(plan));
  const verification = before === undefined ? complete : await withBefore(complete, before, signal);
  const shown = redacted({ ...verification, warnings: [...told, ...verification.warnings] });
  context.log('verification', levelOf(shown), verificationReport(task.id, shown));
  const result = resultOf(shown);
  if (!params.create_bugs) return result;
  const { causes, context: kubeContext } = result;
  const bugs = await createBugs({ repository, task, causes, kubeContext, context });
  const { created, updated } = bugs;
  return {
    ...result,
    issues_created: [...created],
    issues_updated: [...updated],
    warnings: [...result.warnings, ...bugs.warnings],
  };
}

function resultOf(verification: Verification): Result {
  const { overall, context, checks, failures, warnings, summary, changes, message } = verification;
  return {
    success: overall === 'passed' || overall === 'nothing_to_verify',
    passed: overall === 'passed',
    overall_status: overall,
    summary: { ...summary },
    failures: [...failures],
    causes: causesOf(verification).map((cause) => ({ ...cause, explains: [...cause.explains] })),
    issues_created: [],
    issues_updated: [],
    checks: [...checks],
    warnings: [...warnings],
    ...(changes === undefined ? {} : { changes: [...changes] }),
    message,
    context: context ?? null,
  };
}

function switchedOff(): Verification {
  const message = 'The task switches its verification off (verify: none).';
  const none = { summary: emptySummary, checks: [], failures: [], context: undefined };
  return { overall: 'nothing_to_verify', ...none, warnings: [`Unverified: ${message}`], message };
}

function reportProgress(context: ToolContext, task: Task, message: string): void {
  const criteria = leaves(task.criteria);
  const done = criteria.filter(({ state }) => state !== 'open').length;
  context.progress({ itemId: task.id, stage: 'verifying', done, total: criteria.length, message: redact(message) });
}

/** Messages come from the cluster, from plugins and from addresses; none of them may show a secret. */
function redacted(verification: Verification): Verification {
  return JSON.parse(JSON.stringify(verification), (_key, value: unknown) =>
    typeof value === 'string' ? redact(value) : value,
  ) as Verification;
}

function levelOf({ overall }: Verification): 'info' | 'warning' | 'error' {
  if (overall === 'passed') return 'info';
  return overall === 'nothing_to_verify' ? 'warning' : 'error';
}
