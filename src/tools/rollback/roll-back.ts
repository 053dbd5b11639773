/**
 * Takes back what runs of a task committed: one commit that makes their files what they were, opens their boxes, and
 * leaves the work of everybody else as it is. Never a reset, never a forced push.
 *
 * One commit, not one for each criterion: Flux never sees a half of it, a hook that refuses leaves nothing half done, and
 * a kill leaves all of it or none.
 */
import type { Task } from '../../backlog/task.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import type { RollbackResult } from '../contract.ts';
import { InputError } from '../input-error.ts';
import { checkRepository } from '../process/preflight.ts';
import { reportStage } from '../process/progress.ts';
import { makeRunFolders, removeRunFolders } from '../process/run-folders.ts';
import { lockCreation } from '../repository-lock.ts';
import { trailerPattern } from '../run-trailers.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { applyRollback, type RollbackPlace } from './apply-rollback.ts';
import { refuseOverlap } from './in-the-way.ts';
import { pathsOf, planRollback, type RollbackPlan } from './plan-rollback.ts';
import { type PushedRollback, pushRollback } from './push-rollback.ts';
import { pushStateOf } from './push-state.ts';
import { toldOfRelated } from './related-commits.ts';
import { type RolledBack, rollbackMessage, rollbackSubject, whatIsRolledBack } from './rollback-message.ts';
import {
  AlreadyRolledBack,
  chooseRuns,
  commitsOf,
  criteriaOf,
  runsOf,
  type Selection,
  short,
  subjectOf,
} from './runs.ts';

export interface RollbackRequest {
  readonly repository: Repository;
  readonly task: Task;
  readonly selection: Selection;
  /** Only tells what would be done. */
  readonly dryRun: boolean;
  readonly push: Settings['push'];
  /** A sentence for the commit: why it is rolled back, where nobody asked for it. */
  readonly why?: string;
  readonly context: ToolContext;
}

/**
 * The caller holds the repository's lock and has recovered from earlier runs. A push that is refused is a warning; the
 * same call again pushes.
 * @throws InputError when somebody has to decide or do something first; RunStopped when git or a hook refuses. Nothing
 *   has changed then. The signal's reason when cancelled; a commit that was made by then stays.
 */
export async function rollBack(request: RollbackRequest): Promise<RollbackResult> {
  const { repository, task, selection } = request;
  await checkRepository(repository);
  const all = await commitsWithLine(repository, trailerPattern);
  try {
    const runs = chooseRuns(runsOf(all, task.id), selection, task.id);
    const commits = commitsOf(all, runs, task.id);
    return await rollBackCommits(request, commits, { itemId: task.id, runs: runs.map(({ run }) => run), commits });
  } catch (error) {
    const pushed = error instanceof AlreadyRolledBack ? await pushEarlier(request, error) : undefined;
    if (pushed === undefined) throw error;
    return pushed;
  }
}

async function rollBackCommits(
  request: RollbackRequest,
  commits: ReturnType<typeof commitsOf>,
  rolledBack: RolledBack,
): Promise<RollbackResult> {
  const { repository, task, dryRun, context, why } = request;
  const head = (await readHead(repository))?.commit;
  if (head === undefined) throw new InputError(`${repository.root} has no commit.`);
  const folders = await makeRunFolders(repository, task.id);
  try {
    const place: RollbackPlace = { ...folders, repository, itemId: task.id, head };
    const own = await planRollback({ repository, task, head, commits, folder: folders.runFolder });
    const checkByHand = [...own.checkByHand, ...(await toldOfRelated(repository, rolledBack.runs))];
    const plan: RollbackPlan = { ...own, checkByHand };
    await refuseOverlap(place, plan);
    context.signal.throwIfAborted();
    if (dryRun) return plannedResult(rolledBack, plan);
    report(request, 'committing', 'Rolling back');
    const state = await pushStateOf(
      repository,
      commits.map(({ sha }) => sha),
    );
    const message = rollbackMessage(rolledBack, why, plan.checkByHand);
    // Creators write rows into the table too, where an item moves back.
    const lock = plan.move === undefined ? undefined : await lockCreation(repository.commonDir, context.signal);
    const made = await applyRollback(place, plan, message, context.signal).finally(() => lock?.release());
    report(request, 'pushing', 'Pushing the rollback');
    const pushed = await pushRollback(repository, plan.task, request.push, made.sha, state, context.signal);
    return doneResult(rolledBack, plan, { ...pushed, warnings: [...made.warnings, ...pushed.warnings] });
  } finally {
    await removeRunFolders(folders);
  }
}

/** A rollback that was cut off, or refused, before it was pushed. Undefined where nothing of it is left to do. */
async function pushEarlier(
  { repository, task, dryRun, push, context }: RollbackRequest,
  { run, rolledBackIn }: AlreadyRolledBack,
): Promise<RollbackResult | undefined> {
  if (dryRun || push === 'never') return undefined;
  const state = await pushStateOf(
    repository,
    run.commits.map(({ sha }) => sha),
  );
  const own = await pushStateOf(repository, [rolledBackIn]);
  if (own.upstream || own.branch !== undefined || (!state.upstream && state.branch === undefined)) return undefined;
  const pushed = await pushRollback(repository, task, push, rolledBackIn, state, context.signal);
  const rolledBack = { itemId: task.id, runs: [run.run], commits: run.commits };
  const nothing = { checkByHand: [], warnings: [] };
  const result = resultOf(rolledBack, nothing, []);
  const message = `The rollback of ${whatIsRolledBack(rolledBack)} in ${short(rolledBackIn)} was not pushed yet; ${pushed.pushed ? 'it is now' : 'it could not be'}.`;
  return { ...result, ...pushedPart(rolledBack, pushed), status: 'done', message };
}

function report({ context, task }: RollbackRequest, stage: 'committing' | 'pushing', message: string): void {
  reportStage({ context, itemId: task.id }, stage, { done: 0, total: 0 }, message);
}

function resultOf(
  { itemId, runs, commits }: RolledBack,
  { checkByHand, warnings }: Pick<RollbackPlan, 'checkByHand' | 'warnings'>,
  paths: readonly string[],
) {
  const reverted = commits.map((commit) => ({
    sha: commit.sha,
    subject: subjectOf(commit),
    criterion: criteriaOf(commit)[0] ?? null,
  }));
  const at = { commit: null, pushed: false, push_pending: false, pull_request: null };
  const told = { check_by_hand: [...checkByHand], warnings: [...warnings] };
  return { item_id: itemId, runs: [...runs], reverted, paths: [...paths], ...at, ...told };
}

function plannedResult(rolledBack: RolledBack, plan: RollbackPlan): RollbackResult {
  const message = `Would roll back ${whatIsRolledBack(rolledBack)}, in one commit.${movedText(plan)}`;
  return { ...resultOf(rolledBack, plan, pathsOf(plan)), status: 'planned', message };
}

function doneResult(rolledBack: RolledBack, plan: RollbackPlan, pushed: PushedRollback): RollbackResult {
  const where = `in ${short(pushed.sha)}${pushed.pushed ? ', pushed' : ''}`;
  const pending = pushed.push_pending ? ' The upstream branch still has what it takes back.' : '';
  const message = `Rolled back ${whatIsRolledBack(rolledBack)} ${where}.${pending}${movedText(plan)}`;
  const result = resultOf(rolledBack, plan, pathsOf(plan));
  const warnings = [...result.warnings, ...pushed.warnings];
  return { ...result, ...pushedPart(rolledBack, pushed), warnings, status: 'done', message };
}

function pushedPart(rolledBack: RolledBack, { sha, ...pushed }: PushedRollback) {
  return { ...pushed, commit: { sha, subject: rollbackSubject(rolledBack) } };
}

function movedText({ move, task }: RollbackPlan): string {
  return move === undefined ? '' : ` ${task.id} is work again: ${move.to}.`;
}
