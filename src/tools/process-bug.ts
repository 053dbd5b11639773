/** process_bug: every open criterion of one task, a fresh Codex process and one commit for each, then verification. */
import { setTimeout as sleep } from 'node:timers/promises';
import { leaves } from '../backlog/criteria.ts';
import type { Task } from '../backlog/task.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import { type LockOutcome, takeLock } from '../session/lock.ts';
import { contract, type ToolInput, type ToolParams, type ToolResult } from './contract.ts';
import { InputError } from './input-error.ts';
import { readParameters } from './parameters.ts';
import { openTask } from './process/open-task.ts';
import { cleanUp, preflight } from './process/preflight.ts';
import { reportStage } from './process/progress.ts';
import { type Report, startReport } from './process/report.ts';
import { type Run, RunStopped } from './process/run.ts';
import { type EarlyEnd, workThrough } from './process/work-through.ts';
import { openRepository } from './repository-path.ts';
import { runTests } from './run-tests.ts';
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
  const root = await openRepository(params.repo_path);
  const repository = await findRepository(root);
  if (repository === undefined) throw new InputError(`${root} is not a git repository. Run git init there first.`);
  const { task, refusal } = await openTask(root, params.item_id);
  const report = startReport(task.id, leaves(task.criteria));
  if (refusal !== undefined) return { ...report, ...refusal };
  const lock = await takeLockAfterScan(repository.commonDir, task.id);
  if (lock.status === 'busy') {
    const { itemId, pid, since } = lock.holder;
    const message = `${itemId} is being processed on this repository by process ${pid} since ${since}. Wait for it, or stop it.`;
    return { ...report, message };
  }
  if (lock.recovered !== undefined) {
    const { itemId } = lock.recovered;
    context.log('log', 'warning', `An earlier run on ${itemId} ended without releasing its lock; recovered.`);
  }
  try {
    const early = await processCriteria(repository, task, params, settings, context, report);
    if (early !== undefined) return { ...report, status: early };
    return await verify(params, settings, context, report);
  } finally {
    await lock.release();
  }
}

/** A scan holds the lock only while it fast-forwards; that is waited for, another task is not. */
async function takeLockAfterScan(commonDir: string, itemId: string): Promise<LockOutcome> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const lock = await takeLock(commonDir, itemId);
    const isScan = lock.status === 'busy' && lock.holder.itemId === contract.scan_prioritize.name;
    if (!isScan || Date.now() > deadline) return lock;
    await sleep(100);
  }
}

async function processCriteria(
  repository: Repository,
  task: Task,
  params: ToolParams<'process_bug'>,
  settings: Settings,
  context: ToolContext,
  report: Report,
): Promise<EarlyEnd | undefined> {
  const total = leaves(task.criteria).length;
  const counts = { done: total - report.sections_remaining.length, total };
  reportStage({ context, itemId: task.id }, 'preparing', counts, 'Checking repository, Codex and cluster');
  let run: Run | undefined;
  try {
    const timeoutPerSection = params.timeout_per_section;
    run = await preflight({ repository, task, settings, context, timeoutPerSection });
    return await workThrough(run, task, params.max_iterations, report);
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    context.log('log', 'error', error.message);
    report.message = error.message;
    return 'error';
  } finally {
    if (run !== undefined) await cleanUp(run);
  }
}

/** Verification decides between complete and tests_failed; where it could not be had, the boxes stay and the status is error. */
async function verify(
  params: ToolParams<'process_bug'>,
  settings: Settings,
  context: ToolContext,
  report: Report,
): Promise<Report> {
  const count = report.sections_completed.length;
  const input = { work_item_id: report.item_id, repo_path: params.repo_path, timeout: params.verification_timeout };
  const tests = await runTests(input, settings, context);
  const verified = { ...report, test_result: tests, warnings: [...report.warnings, ...tests.warnings] };
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
      return { ...verified, status: 'error', message: `${done} Verification was not possible: ${tests.message}` };
  }
}
