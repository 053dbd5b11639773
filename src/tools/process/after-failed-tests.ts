/** What becomes of a run whose verification failed: its changes are taken back by itself where that was asked for, else it is offered. */
import { leaves } from '../../backlog/parse/criteria.ts';
import { readTask } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import { redact } from '../../codex/redact.ts';
import type { Repository } from '../../git/repository.ts';
import type { RollbackResult, ToolParams } from '../contract.ts';
import { InputError } from '../input-error.ts';
import { rollBack } from '../rollback/roll-back.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { openTexts, type Report } from './report.ts';
import { RunStopped } from './run.ts';

export interface FailedTests {
  readonly repository: Repository;
  readonly task: Task;
  readonly wish: ToolParams<'process_bug'>['rollback'];
  readonly push: Settings['push'];
  /** The run has their locks. */
  readonly related: readonly Repository[];
  readonly context: ToolContext;
}

/**
 * By itself only where the run can be the cause: a root cause is of the task, commits of this run are at the remote, and in
 * the branch that is deployed rather than in that of a pull request. Not where all that fails did so before the run, which a
 * rollback would not mend, or nobody knows how it was then.
 */
export function rollsBackByItself(report: Outcome, wish: FailedTests['wish'], push: Settings['push']): boolean {
  return mayBeCause(report, wish, push) && whyNotBroken(report.test_result) === undefined;
}

type Outcome = Pick<Report, 'pushed' | 'commits' | 'test_result'>;

function mayBeCause(
  { pushed, commits, test_result: tests }: Outcome,
  wish: FailedTests['wish'],
  push: Settings['push'],
): boolean {
  const isOwn = tests?.overall_status === 'failed' && tests.causes.some(({ scope }) => scope === 'task');
  const isMade = commits.some(({ criterion, repository }) => criterion !== null && repository === undefined);
  return wish === 'auto' && isOwn && pushed && push !== 'pullRequest' && isMade;
}

/** Why it is not certain that the run broke anything; without a cluster and URLs there is nothing to compare. */
function whyNotBroken(tests: Report['test_result']): string | undefined {
  if (tests === null) return undefined;
  const own = tests.causes.filter(({ scope }) => scope === 'task');
  const isCompared = tests.context === null || tests.changes !== undefined;
  if (isCompared && own.some(({ before }) => before === undefined)) return undefined;
  if (isCompared && own.every(({ before }) => before === 'broken'))
    return 'all that fails did so in the same way before this run, so a rollback would not mend it.';
  return 'how all of it was before this run is not known, so what fails may have failed then.';
}

/** The report of a run whose verification failed, with what came of its rollback. @throws the signal's reason when cancelled */
export async function afterFailedTests(report: Report, failed: FailedTests): Promise<Report> {
  const { task, context, push, wish } = failed;
  const last = report.commits.findLast(({ criterion, repository }) => criterion !== null && repository === undefined);
  if (last === undefined) return report;
  if (!rollsBackByItself(report, wish, push)) {
    const reason = mayBeCause(report, wish, push) ? whyNotBroken(report.test_result) : undefined;
    const why = reason === undefined ? '' : `It is not rolled back by itself: ${reason}`;
    const offer = `To take the changes of this run back: agent-toolkit rollback ${task.id}`;
    return { ...report, message: [report.message, why, offer].filter((text) => text !== '').join(' ') };
  }
  const rollback = await tryRollback(last.sha, failed);
  if (rollback.status === 'refused') context.log('log', 'error', rollback.message);
  return {
    ...report,
    rollback,
    commits: [...report.commits, ...commitsOf(rollback)],
    sections_remaining: await stillOpen(report, failed),
    warnings: [...report.warnings, ...rollback.warnings],
    message: `${report.message} ${rollback.message}`,
  };
}

/** What keeps it from being rolled back is said, and does not change what the verification found. */
async function tryRollback(sha: string, failed: FailedTests): Promise<RollbackResult> {
  const { repository, task, push, context } = failed;
  const related = failed.related.map((one) => ({ repository: one }));
  const why = 'Rolled back by itself: the verification failed after this run, and its commits were pushed.';
  const selection = { kind: 'commit', sha } as const;
  try {
    // All of the run or nothing: nobody is there to look at a half.
    return await rollBack({ repository, task, selection, dryRun: false, push, why, related, isWhole: true, context });
  } catch (error) {
    if (!(error instanceof InputError || error instanceof RunStopped)) throw error;
    return refusedResult(task, redact(error.message));
  }
}

function commitsOf({ commit, related }: RollbackResult): Report['commits'] {
  const own = commit === null ? [] : [{ ...commit, criterion: null }];
  const others = related.flatMap((one) =>
    one.commit === null ? [] : [{ ...one.commit, criterion: null, repository: one.repository }],
  );
  return [...own, ...others];
}

function refusedResult(task: Task, message: string): RollbackResult {
  return {
    ...{ item_id: task.id, status: 'refused', message, runs: [], reverted: [], paths: [], commit: null },
    ...{ pushed: false, push_pending: true, pull_request: null, related: [], check_by_hand: [], warnings: [] },
  };
}

/** Criteria that are open again. */
async function stillOpen(report: Report, { repository, task }: FailedTests): Promise<string[]> {
  const reading = await readTask(repository.root, task);
  return 'problem' in reading ? report.sections_remaining : openTexts(leaves(reading.task.criteria));
}
