/**
 * Takes back what runs of a task committed: one commit that makes their files what they were, opens their boxes, and
 * leaves the work of everybody else as it is. Never a reset, never a forced push.
 *
 * One commit, not one for each criterion: Flux never sees a half of it, a hook that refuses leaves nothing half done, and
 * a kill leaves all of it or none.
 */
import type { Task } from '../../backlog/task.ts';
import { commitsWithLine } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import type { RollbackResult } from '../contract.ts';
import { InputError } from '../input-error.ts';
import { headOf } from '../process/head-guard.ts';
import { checkRepository } from '../process/preflight.ts';
import { reportStage } from '../process/progress.ts';
import { inWords } from '../process/related-runs.ts';
import { makeRunFolders, removeRunFolders } from '../process/run-folders.ts';
import { lockCreation } from '../repository-lock.ts';
import { trailerPattern } from '../run-trailers.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { applyRollback } from './apply-rollback.ts';
import { refuseOverlap } from './in-the-way.ts';
import { makeRelated, pushMade } from './make-related.ts';
import { planRelated, type RelatedRollback } from './plan-related.ts';
import { type PlanRequest, planRollback } from './plan-rollback.ts';
import { type PushedRollback, pushRollback } from './push-rollback.ts';
import { pushStateOf, unpushedState } from './push-state.ts';
import type { RelatedRepository } from './related-places.ts';
import { type RolledBack, rollbackMessage } from './rollback-message.ts';
import { type OwnPlace, ownPlace, relatedPlace } from './rollback-place.ts';
import { doneResult, finishedResult, type PushedRelated, plannedResult } from './rollback-result.ts';
import { AlreadyRolledBack, chooseRuns, commitsOf, runsOf, type Selection } from './runs.ts';

export interface RollbackRequest {
  readonly repository: Repository;
  readonly task: Task;
  readonly selection: Selection;
  /** Only tells what would be done. */
  readonly dryRun: boolean;
  readonly push: Settings['push'];
  /** A sentence for the commit: why it is rolled back, where nobody asked for it. */
  readonly why?: string;
  /** Related repositories; the caller holds their locks but where there is an obstacle. */
  readonly related: readonly RelatedRepository[];
  /** Nothing is begun unless all of it can be taken back, in the related repositories too. */
  readonly isWhole?: boolean;
  readonly context: ToolContext;
}

/**
 * The caller holds the repository's lock and has recovered from earlier runs. A push that is refused is a warning, and so
 * is a related repository in which nothing could be done; the same call again does what is left.
 * @throws InputError when somebody has to decide or do something first; RunStopped when git or a hook refuses. Nothing
 *   has changed then. The signal's reason when cancelled; a commit that was made by then stays.
 */
export async function rollBack(request: RollbackRequest): Promise<RollbackResult> {
  const { repository, task, selection } = request;
  const branch = await checkRepository(repository);
  const all = await commitsWithLine(repository, trailerPattern);
  const head = await headOf({ repository, branch });
  const folders = await makeRunFolders(repository, task.id);
  const place: OwnPlace = { ...folders, repository, itemId: task.id, head, branch };
  try {
    const runs = chooseRuns(runsOf(all, task.id), selection, task.id);
    const commits = commitsOf(all, runs, task.id);
    return await rollBackCommits(request, place, { itemId: task.id, runs: runs.map(({ run }) => run), commits });
  } catch (error) {
    const finished = error instanceof AlreadyRolledBack ? await finishEarlier(request, place, error) : undefined;
    if (finished === undefined) throw error;
    return finished;
  } finally {
    await removeRunFolders(folders);
  }
}

async function rollBackCommits(
  request: RollbackRequest,
  own: OwnPlace,
  rolledBack: RolledBack & Pick<PlanRequest, 'commits'>,
): Promise<RollbackResult> {
  const { repository, task, dryRun, context, why } = request;
  const { commits } = rolledBack;
  const place = ownPlace(own);
  const plan = await planRollback({ repository, task, head: own.head.commit, commits, folder: own.runFolder });
  await refuseOverlap(place, plan);
  const related = await planAllRelated(request, own, rolledBack);
  context.signal.throwIfAborted();
  if (dryRun) return plannedResult(rolledBack, plan, unpushed(related));
  report(request, 'committing', 'Rolling back');
  const state = await pushStateOf(
    repository,
    commits.map(({ sha }) => sha),
  );
  const message = rollbackMessage(rolledBack, why, plan.checkByHand);
  // Creators write rows into the table too, where an item moves back.
  const lock = plan.move === undefined ? undefined : await lockCreation(repository.commonDir, context.signal);
  const made = await applyRollback(place, plan, message, context.signal).finally(() => lock?.release());
  // Boxes first: one that is ticked without its work would be a lie, and one that is open is found by the next run.
  const there = await makeAllRelated(request, related);
  report(request, 'pushing', 'Pushing the rollback');
  const commit = { sha: made.sha, branch: own.branch };
  const pushed = await pushRollback(repository, plan.task, request.push, commit, state, context.signal);
  const told: PushedRollback = { ...pushed, warnings: [...made.warnings, ...pushed.warnings] };
  return doneResult(rolledBack, plan, told, await pushAllRelated(request, there));
}

/** A rollback that was cut off, or refused, before all of it was made and pushed. Undefined where nothing of it is left to do. */
async function finishEarlier(
  request: RollbackRequest,
  own: OwnPlace,
  { runs, rolledBackIn }: AlreadyRolledBack,
): Promise<RollbackResult | undefined> {
  const { repository, task, dryRun, push, context } = request;
  const commits = runs.flatMap((run) => run.commits);
  const rolledBack = { itemId: task.id, runs: runs.map(({ run }) => run), commits };
  const related = (await planAllRelated(request, own, rolledBack)).filter(
    ({ kind }) => kind !== 'made' || push !== 'never',
  );
  const shas = commits.map(({ sha }) => sha);
  const state = push === 'never' ? undefined : await unpushedState(repository, shas, rolledBackIn);
  if (related.length === 0 && (state === undefined || dryRun)) return undefined;
  if (dryRun) return plannedResult(rolledBack, undefined, unpushed(related));
  const there = await makeAllRelated(request, related);
  const commit = { sha: rolledBackIn, branch: own.branch };
  const pushed =
    state === undefined ? undefined : await pushRollback(repository, task, push, commit, state, context.signal);
  return finishedResult(rolledBack, rolledBackIn, pushed, await pushAllRelated(request, there));
}

/** @throws InputError where all or nothing is to be done, and one of them cannot be */
async function planAllRelated(
  { task, selection, related, isWhole = false }: RollbackRequest,
  own: OwnPlace,
  { runs, commits }: RolledBack,
): Promise<RelatedRollback[]> {
  const told = new Set(commits.map(({ message }) => message));
  const planned: RelatedRollback[] = [];
  for (const [index, one] of related.entries()) {
    const placeOf: Parameters<typeof planRelated>[1]['placeOf'] = (at) => relatedPlace(own, at, index);
    const plan = await planRelated(one, { task, runs, isAll: selection.kind === 'all', told, placeOf });
    if (plan?.kind === 'refused' && isWhole) {
      throw new InputError(`Nothing was rolled back. ${inWords(plan.repository.root, plan.why)}`);
    }
    if (plan !== undefined) planned.push(plan);
  }
  return planned;
}

async function makeAllRelated(
  { why, context }: RollbackRequest,
  related: readonly RelatedRollback[],
): Promise<RelatedRollback[]> {
  const made: RelatedRollback[] = [];
  for (const one of related) made.push(await makeRelated(one, why, context.signal));
  return made;
}

async function pushAllRelated(
  { task, push, context }: RollbackRequest,
  related: readonly RelatedRollback[],
): Promise<PushedRelated[]> {
  const pushed: PushedRelated[] = [];
  for (const one of related) pushed.push(await pushMade(one, task, push, context.signal));
  return pushed;
}

function unpushed(related: readonly RelatedRollback[]): PushedRelated[] {
  return related.map((one) => ({ one }));
}

function report({ context, task }: RollbackRequest, stage: 'committing' | 'pushing', message: string): void {
  reportStage({ context, itemId: task.id }, stage, { done: 0, total: 0 }, message);
}
