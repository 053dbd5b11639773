/** process_bug: every open criterion of one task, a fresh Codex process and one commit for each, then verification. */
import { leaves } from '../backlog/parse/criteria.ts';
import { defaultPatience } from '../cluster/request.ts';
import { redact } from '../codex/redact.ts';
import { OtherBranch } from '../git/head.ts';
import { PictureFailed } from '../git/picture-failed.ts';
import { type HeadState, type Repository, readHead } from '../git/repository.ts';
import type { EndedBy, ToolInput, ToolParams, ToolResult } from './contract.ts';
import { InputError } from './input-error.ts';
import { readParameters } from './parameters.ts';
import { afterFailedTests } from './process/after-failed-tests.ts';
import { decompose } from './process/decompose.ts';
import { type OpenedTask, openTask } from './process/open-task.ts';
import { endedByFailures, outOfReach } from './process/out-of-reach.ts';
import { preflight } from './process/preflight.ts';
import { reportStage } from './process/progress.ts';
import { pushTheRest } from './process/push-commits.ts';
import { pushProofs } from './process/push-proofs.ts';
import { recoverRuns } from './process/recover.ts';
import type { Recovered } from './process/recover-place.ts';
import { tellRelated } from './process/related-runs.ts';
import { type Report, startReport } from './process/report.ts';
import { untilFluxIsResumed } from './process/resumed-flux.ts';
import { type Run, RunStopped } from './process/run.ts';
import { removeRunFolders } from './process/run-folders.ts';
import { Selection } from './process/selection.ts';
import { beforeRun, forgetAfter, forgetUnlessBegun, snapshotBefore } from './process/snapshot/before-run.ts';
import { whatEnded } from './process/stopped-by-mark.ts';
import { type TakenRelated, takeRelated } from './process/take-related.ts';
import { busyMessage, lockForTask } from './process/task-lock.ts';
import { commandRunner } from './process/verify-commands.ts';
import { withPatience } from './process/waiting.ts';
import { type EarlyEnd, workThrough } from './process/work-through.ts';
import { openRepository } from './repository-path.ts';
import { type FromEngine, runTests } from './run-tests.ts';
import type { Settings } from './settings.ts';
import type { ToolContext } from './toolbox.ts';

/**
 * Works through the task. Whatever ends the run, every finished criterion is committed, and unfinished work is kept
 * under refs/agent-toolkit/leftovers/ and put back.
 * @throws InputError for an unknown item or repository; the signal's reason when cancelled
 */
export async function processBug(
  input: ToolInput<'process_bug'>,
  settings: Settings,
  context: ToolContext,
): Promise<ToolResult<'process_bug'>> {
  const params = readParameters('process_bug', input);
  if (params.step && context.ask === undefined) {
    throw new InputError(
      'Step mode asks a person after each criterion, and nobody can be asked here. Leave it out, or use the editor, ' +
        'agent-toolkit process --step in a terminal, or an MCP client that has elicitation.',
    );
  }
  const repository = await openRepository(params.repo_path);
  const lock = await lockForTask(repository, params.item_id, settings, context);
  if (lock.status === 'busy') {
    const message = await busyMessage(repository, lock.holder, settings);
    return { ...startReport(params.item_id, []), message, ended_by: 'busy' };
  }
  let related: TakenRelated | undefined;
  let recovered: Recovered = { leftovers: [], related: [], warnings: [] };
  try {
    recovered = await recoverRuns({ repository, settings, context, itemId: params.item_id });
    related = await takeRelated(repository, params.item_id, context.signal);
    recovered.warnings.push(...related.warnings);
    for (const warning of recovered.warnings) context.log('log', 'warning', warning);
    const opened = await openTask(repository.root, params.item_id, params.again);
    const report = { ...startReport(opened.task.id, leaves(opened.task.criteria)), ...recovered };
    if (opened.refusal !== undefined) return { ...report, ...opened.refusal };
    if (lock.recovered !== undefined) {
      const { itemId } = lock.recovered;
      context.log('log', 'warning', `An earlier run on ${itemId} ended without releasing its lock; recovered.`);
    }
    const begun = await readHead(repository);
    const early = await processCriteria(repository, related.repositories, opened, params, settings, context, report);
    if (early !== undefined) {
      const by = early === 'error' ? await whatEnded(report.ended_by, repository.root, opened.task) : null;
      return { ...report, status: early, ended_by: by };
    }
    const { id: itemId, criteria } = opened.task;
    const all = leaves(criteria).length;
    const counts = { done: all, total: all };
    const suspended = await untilFluxIsResumed({ context, itemId }, repository, opened.task, settings, counts);
    if (suspended !== undefined) return { ...report, message: suspended, ended_by: 'cluster' };
    const before = await beforeRun(repository, related.repositories, opened.task, settings);
    const runCommands = commandRunner(repository, opened.task, settings, report);
    const pushes = await pushProofs([repository, ...related.repositories], opened.task, settings.push);
    const fromEngine = { runCommands, pushes, ...(before === undefined ? {} : { before }) };
    const verified = await onBranch(begun, repository, await verify(params, settings, context, report, fromEngine));
    await forgetAfter(verified, repository, opened.task);
    if (verified.status !== 'tests_failed') return verified;
    const { rollback: wish } = params;
    const { repositories } = related;
    const failed = { repository, related: repositories, task: opened.task, wish, push: settings.push, context };
    return await afterFailedTests(verified, failed);
  } catch (error) {
    if (!(error instanceof RunStopped || error instanceof PictureFailed)) throw error;
    const message = redact(error.message);
    context.log('log', 'error', message);
    return { ...startReport(params.item_id, []), ...recovered, message, ended_by: endedBy(error) };
  } finally {
    // One that cannot be released must not keep the other.
    const released = await Promise.allSettled([related?.release(), lock.release()]);
    for (const each of released) if (each.status === 'rejected') context.log('log', 'error', String(each.reason));
  }
}

/** What was verified is of the branch that the run began on; with another one there is nothing to archive or roll back. */
async function onBranch(begun: HeadState | undefined, repository: Repository, verified: Report): Promise<Report> {
  const now = await readHead(repository);
  if (begun?.branch === undefined || now?.branch === begun.branch) return verified;
  const { message } = new OtherBranch(begun.branch, now);
  return { ...verified, status: 'error', message: `${verified.message} ${message}`, ended_by: 'repository' };
}

async function processCriteria(
  repository: Repository,
  related: readonly Repository[],
  { task, knownIds }: OpenedTask,
  params: ToolParams<'process_bug'>,
  settings: Settings,
  context: ToolContext,
  report: Report,
): Promise<EarlyEnd | undefined> {
  const total = leaves(task.criteria).length;
  const selection = new Selection(params.criteria, leaves(task.criteria));
  const counts = { done: total - report.sections_remaining.length, total };
  reportStage({ context, itemId: task.id }, 'preparing', counts, 'Checking repository, Codex and cluster');
  let run: Run | undefined;
  let isNew = false;
  try {
    const { timeout_per_section: timeoutPerSection, step } = params;
    run = await preflight({ repository, related, task, settings, context, timeoutPerSection, knownIds, report, step });
    if (report.sections_remaining.length > 0) isNew = await snapshotBefore(run, task);
    const early = await workThrough(run, task, selection, params.max_iterations);
    if (early === 'needs_decomposition') await decompose(run, task, params.decompose);
    if (early !== undefined) return early;
    await pushTheRest(run, task);
    reportStage(run, 'verifying', { done: total, total }, 'Verifying');
    return undefined;
  } catch (error) {
    if (!(error instanceof RunStopped || error instanceof PictureFailed)) throw error;
    // Where something is in work, the next run keeps it and puts it back.
    if (error instanceof PictureFailed) run?.record.leave();
    report.message = redact(error.message);
    report.ended_by = endedBy(error);
    context.log('log', 'error', report.message);
    return 'error';
  } finally {
    await run?.standby.end();
    if (run !== undefined) {
      tellRelated(run);
      if (isNew) await forgetUnlessBegun(run);
      await removeRunFolders(run);
    }
    await run?.transcripts.prune();
  }
}

/** An API server or a registry that is down for a while is waited for; it says nothing of the task. */
function verifyWhenReachable(
  input: ToolInput<'run_tests'>,
  settings: Settings,
  context: ToolContext,
  report: Report,
  fromEngine: FromEngine,
): Promise<ToolResult<'run_tests'>> {
  const total = report.sections_completed.length + report.sections_remaining.length;
  const run = { context, itemId: report.item_id };
  const verification = () => runTests(input, settings, context, defaultPatience, fromEngine);
  return withPatience(run, { done: total, total }, settings.waitMinutes, verification, (tests) => {
    const what = tests.overall_status === 'blocked' ? outOfReach(tests.failures) : undefined;
    return what === undefined ? undefined : { what };
  });
}

/** Verification decides between complete and tests_failed; where it could not be had, the boxes stay and the status is error. */
async function verify(
  params: ToolParams<'process_bug'>,
  settings: Settings,
  context: ToolContext,
  report: Report,
  fromEngine: FromEngine & Required<Pick<FromEngine, 'pushes'>>,
): Promise<Report> {
  const count = report.sections_completed.length;
  const input = {
    work_item_id: report.item_id,
    repo_path: params.repo_path,
    timeout: params.verification_timeout,
    reconcile: fromEngine.pushes.length > 0,
  };
  const tests = await verifyWhenReachable(input, settings, context, report, fromEngine);
  const verified: Report = {
    ...report,
    ended_by: null,
    test_result: tests,
    warnings: [...report.warnings, ...tests.warnings],
  };
  const done =
    count === 0 ? 'All criteria were done before.' : `${count} ${count === 1 ? 'criterion' : 'criteria'} done.`;
  switch (tests.overall_status) {
    case 'passed':
      return { ...verified, status: 'complete', message: `${done} ${tests.message}` };
    case 'nothing_to_verify':
      return { ...verified, status: 'complete', message: `${done} Unverified: ${tests.message}` };
    case 'failed':
      return { ...verified, status: 'tests_failed', message: `${done} Verification failed: ${tests.message}` };
    case 'blocked':
      return {
        ...verified,
        status: 'error',
        message: `${done} Verification was not possible: ${tests.message}`,
        ended_by: endedByFailures(tests.failures),
      };
  }
}

function endedBy(error: RunStopped | PictureFailed): EndedBy {
  return error instanceof RunStopped ? error.by : 'repository';
}
