/** Decides on the repository as it is now, while nobody else works on it, and makes the one commit. */
import { isDeepStrictEqual } from 'node:util';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import type { BacklogReaders } from '../../backlog/read/backlog-readers.ts';
import { type HeadState, type Repository, readHead } from '../../git/repository.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';
import type { ToolResult } from '../contract.ts';
import { findPlace } from '../create/place.ts';
import { applyDraft, NotApplied } from '../draft/apply-draft.ts';
import { InputError } from '../input-error.ts';
import { checkRepository } from '../process/preflight.ts';
import { recoverRuns } from '../process/recover.ts';
import { RunStopped } from '../process/run.ts';
import { busyMessage, lockForTask } from '../process/task-lock.ts';
import { pushByPolicy } from '../push-by-policy.ts';
import { lockCreation, retrospectiveItem } from '../repository-lock.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { retrospectiveMessage } from './commit-message.ts';
import { type Decision, decide, type Judged } from './decide.ts';
import { draftedTexts } from './drafted-texts.ts';
import { failuresOf } from './failures.ts';
import { otherThanTold, type Told } from './judgements.ts';
import { readFacts } from './read-facts.ts';
import type { Outcomes } from './read-outcomes.ts';
import { retrospectivePath } from './report.ts';
import { refusedResult, resultOf } from './result.ts';

export interface ChangeRequest {
  readonly repository: Repository;
  readonly readers: BacklogReaders;
  readonly outcomes: Outcomes;
  readonly session: SessionFacts | undefined;
  readonly judged: Judged;
  /** The preview that is applied: just that is done, or nothing. */
  readonly told: Told | undefined;
  readonly settings: Settings;
}

/**
 * @param context its signal ends what is prepared; what is committed is pushed in any case
 * @param pushing ends the push
 * @throws InputError when a task runs here past the limit, no commit can be made here, or it would be another than the preview; the signal's reason
 */
export async function makeChanges(
  request: ChangeRequest,
  context: ToolContext,
  pushing: AbortSignal,
): Promise<ToolResult<'run_retrospective'>> {
  const { repository, settings } = request;
  const lock = await lockForTask(repository, retrospectiveItem, settings, context);
  if (lock.status === 'busy') throw new InputError(await busyMessage(repository, lock.holder, settings));
  try {
    const user = { repository, itemId: retrospectiveItem, context, settings: { waitMinutes: 0 } };
    const recovered = await recoverRuns(user);
    await checkRepository(repository);
    const head = await headOf(repository);
    const made = await decideAndCommit({ ...request, head, warnings: recovered.warnings }, context);
    if ('success' in made) return made;
    context.log('log', 'info', `Committed ${made.sha.slice(0, 8)}: ${made.decision.facts.summary}`);
    const commit = { sha: made.sha, name: 'commit of the retrospective', branch: head.branch };
    const { summary } = made.decision.facts;
    const item = { id: 'retrospective', title: 'The backlog in order', about: summary };
    const { sha, ...pushed } = await pushByPolicy(repository, item, settings.push, commit, pushing);
    return resultOf(made.decision, request.judged, { ...pushed, committed: sha, report: made.report });
  } catch (error) {
    throw error instanceof RunStopped ? new InputError(error.message) : error;
  } finally {
    await lock.release();
  }
}

type OnBranch = HeadState & { readonly branch: string };

async function headOf(repository: Repository): Promise<OnBranch> {
  const head = await readHead(repository);
  if (head?.branch === undefined) throw new InputError('No branch is checked out. Check one out, then run again.');
  return { commit: head.commit, branch: head.branch };
}

interface Made {
  readonly sha: string;
  readonly decision: Decision;
  /** Path of the report. */
  readonly report: string;
}

async function decideAndCommit(
  request: ChangeRequest & { readonly head: OnBranch; readonly warnings: readonly string[] },
  { signal }: ToolContext,
): Promise<Made | ToolResult<'run_retrospective'>> {
  const { repository, readers, outcomes, session, judged, told, head } = request;
  // Ids are given within it, and rows are written.
  const creation = await lockCreation(repository.commonDir, signal);
  try {
    const backlog = await readers.read(repository.root, { signal });
    const read = await readFacts(repository, head.commit, backlog, failuresOf(outcomes.sessions));
    const now = new Date();
    const place = await findPlace(repository.root);
    const warnings = [...request.warnings, ...outcomes.warnings];
    const { sessions } = outcomes;
    const about = { session, sessions, warnings, dryRun: false, now, writtenAt: told?.at };
    const decision = await decide({ repository, place, read, judged, ...about });
    if (told !== undefined) await refuseOther(told, head, decision);
    const report = await addReport(decision, now).catch(refuseReport);
    const message = retrospectiveMessage(decision.applied, session?.session_id);
    try {
      const changes = await decision.draft.entries();
      return {
        sha: await applyDraft({ repository, name: 'retrospective', head, changes, message, signal }),
        decision,
        report,
      };
    } catch (error) {
      if (!(error instanceof NotApplied)) throw error;
      return refusedResult(decision, judged, error.message);
    }
  } finally {
    await creation.release();
  }
}

/** @throws InputError where another commit would be made, or on another one, than the preview showed */
async function refuseOther(told: Told, head: HeadState, { draft }: Decision): Promise<void> {
  if (head.commit !== told.head || !isDeepStrictEqual(await draftedTexts(draft), told.texts)) throw otherThanTold();
}

/** @throws InputError instead of EditConflict */
function refuseReport(error: Error): never {
  if (!(error instanceof EditConflict)) throw error;
  throw new InputError(`Nothing was changed: the report cannot be written. ${error.message} Then run again.`);
}

/** Two within one minute do not overwrite each other. */
async function addReport({ draft, report }: Decision, now: Date): Promise<string> {
  const path = retrospectivePath(now);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? path : path.replace(/\.md$/, `-${number}.md`);
    if (!(await draft.isFree(name))) continue;
    await draft.add(name, report);
    return name;
  }
}
