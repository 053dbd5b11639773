/** The loop over the open criteria of a task: try, judge, record, and know when to stop. */
import { leaves } from '../../backlog/parse/criteria.ts';
import { type ReadTask, readTask } from '../../backlog/read/read-task.ts';
import type { Criterion, Task } from '../../backlog/task.ts';
import { endSentence } from '../../codex/codex-error.ts';
import type { Verdict } from '../../codex/judge.ts';
import { previousTry, showTried } from '../../codex/previous-try.ts';
import { redact } from '../../codex/redact.ts';
import { unavailabilityOf } from '../../codex/unavailability.ts';
import { type Attempt, attemptCriterion } from './attempt.ts';
import { committedAlone } from './commit-related.ts';
import { untilIndexIsFree } from './free-index.ts';
import { headOf } from './head-guard.ts';
import { criterionSubject, oneLine, tooLarge } from './messages.ts';
import { endOfSelection, stoppedByPerson } from './partial-end.ts';
import { reportStage } from './progress.ts';
import { pushCommits, pushesAtOnce } from './push-commits.ts';
import { checkRecordable, type Recorded, recordDone, recordFailed } from './record.ts';
import { inPlace } from './related-runs.ts';
import { openTexts } from './report.ts';
import { type PlacedCriterion, type Run, RunStopped, StoppedAfterCommit } from './run.ts';
import { type JudgedTry, secondVerdict } from './same-try.ts';
import type { Selection } from './selection.ts';
import { type Decision, decideOn } from './step.ts';
import { overTokens, stopBeforeRetry, stopOverTask } from './stop-over-tokens.ts';
import { stopOnMark } from './stopped-by-mark.ts';
import { transcribed } from './transcripts.ts';
import { withPatience } from './waiting.ts';
import { isKept, Works } from './works.ts';

/** Tries of one criterion before the run ends with it. */
const triesPerCriterion = 2;
/** Characters of a reason that go into result and log; the transcript has it all. */
const reasonLimit = 2000;

/** What ends the run before all criteria are done. */
export type EarlyEnd = 'error' | 'needs_decomposition' | 'partial';

/**
 * Works on criteria in order, until none is open or the run has to end. The report says what happened.
 * @returns undefined when all criteria are done
 * @throws RunStopped where going on could harm; the signal's reason when cancelled
 */
export async function workThrough(
  run: Run,
  task: Task,
  selection: Selection,
  maxIterations: number,
): Promise<EarlyEnd | undefined> {
  const { report } = run;
  let iteration = 0;
  for (;;) {
    const snapshot = await readSnapshot(run, task);
    stopOnMark(snapshot.task);
    const criteria = leaves(snapshot.task.criteria);
    report.sections_remaining = openTexts(criteria);
    const index = selection.next(criteria);
    const criterion = criteria[index];
    if (criterion === undefined) return endOfSelection(run);
    if (iteration === maxIterations) {
      const open = report.sections_remaining.length;
      report.message = `${open} ${open === 1 ? 'criterion is' : 'criteria are'} still open after ${maxIterations} in this run.`;
      return 'needs_decomposition';
    }
    checkRecordable(snapshot, criterion);
    const done = criteria.length - report.sections_remaining.length;
    stopOverTask(run);
    const placed = { criterion, index, total: criteria.length, done, tokensBefore: { ...report.tokens } };
    const tried = await tryCriterion(run, task, snapshot, placed);
    if (tried === undefined) continue;
    iteration += 1;
    if (tried.decision?.choice === 'skip') {
      selection.skip(criteria, index);
      continue;
    }
    const { verdict } = tried.attempt.verdict;
    // What a person ends is no failure of the criterion; where it asks to be taken apart, that is proposed all the same.
    const isStopped = tried.decision?.choice === 'stop' && verdict !== 'needs_decomposition';
    if (isStopped) return stoppedByPerson(run, showTried(tried.decision.tried));
    if (verdict !== 'proven') return endWith(run, snapshot.task, placed, tried);
    await finish(run, snapshot.task, placed, shownTo(tried));
    if (tried.decision?.choice === 'commit_and_stop') return stoppedByPerson(run, undefined);
  }
}

async function readSnapshot(run: Run, task: Task): Promise<ReadTask> {
  const reading = await readTask(run.repository.root, task);
  if ('problem' in reading) throw new RunStopped(`${reading.problem.message} Mend it, commit it, then run again.`);
  return reading;
}

interface Tried {
  readonly attempt: Attempt;
  readonly attempts: number;
  /** Whether every try ran out of time. */
  readonly onlyTimeouts: boolean;
  /** In step mode. */
  readonly decision?: Exclude<Decision, { readonly choice: 'retry' }>;
}

/** The try with the work trees that a person has looked at, in step mode. */
function shownTo({ attempt, decision }: Tried): Attempt {
  return decision !== undefined && 'changes' in decision ? { ...attempt, changes: decision.changes } : attempt;
}

/**
 * A failure or a time-out is tried once more by a fresh process that is told what happened. Undefined where somebody changed
 * the criterion before a try.
 */
async function tryCriterion(
  run: Run,
  task: Task,
  snapshot: ReadTask,
  placed: PlacedCriterion,
): Promise<Tried | undefined> {
  let previousFailure: string | undefined;
  let first: JudgedTry | undefined;
  let onlyTimeouts = true;
  for (let attempts = 1; ; attempts += 1) {
    const made = await attemptUntilAvailable(run, task, placed, previousFailure);
    if (made === undefined) return undefined;
    const attempt = { ...made, verdict: secondVerdict(first, made) };
    const { verdict } = attempt;
    onlyTimeouts &&= verdict.verdict === 'timed_out';
    const decision = await decideOn(run, snapshot.task, placed, attempt, attempts);
    if (decision?.choice === 'retry') {
      const { why: reason, tried } = decision;
      stopBeforeRetry(run, placed, reason, tried);
      first = undefined;
      previousFailure = previousTry({ verdict: 'failed', reason }, tried);
      continue;
    }
    if (decision !== undefined) return { attempt, attempts, onlyTimeouts, decision };
    const mayRetry = verdict.verdict === 'failed' || verdict.verdict === 'timed_out' || verdict.verdict === 'stuck';
    if (!mayRetry || attempts === triesPerCriterion) return { attempt, attempts, onlyTimeouts };
    stopBeforeRetry(run, placed, verdict.reason, attempt.tried);
    first = attempt;
    previousFailure = previousTry(verdict, attempt.tried);
    run.context.log(
      'log',
      'warning',
      redact(`Try ${attempts} of "${placed.criterion.text}" failed: ${verdict.reason}`),
    );
  }
}

/** As long as Codex itself is not to be had, that is waited for and counts as no try. */
async function attemptUntilAvailable(
  run: Run,
  task: Task,
  placed: PlacedCriterion,
  previousFailure: string | undefined,
): Promise<Attempt | undefined> {
  const attempt = async () => {
    // Told now: at the commit, the criterion's work would be put back for it.
    for (const one of [run, ...run.related]) {
      await inPlace(one.place, () => untilIndexIsFree(one, placed));
      await inPlace(one.place, () => headOf(one));
    }
    // Each try is at the task as it is then, its check with it.
    const now = await readSnapshot(run, task);
    const criterion = sameCriterion(now, placed);
    if (criterion === undefined) return tellChanged(run, placed);
    const current = { ...placed, criterion };
    return transcribed(run, current, () => attemptCriterion(run, now, current, previousFailure));
  };
  return withPatience(run, placed, run.settings.waitMinutes, attempt, (made) =>
    made?.verdict.verdict === 'unavailable' ? unavailabilityOf(made.verdict.error, new Date()) : undefined,
  );
}

/** The criterion as it is now; undefined where it says something else, or has another check, than when it was chosen. */
function sameCriterion({ task }: ReadTask, { criterion, index }: PlacedCriterion): Criterion | undefined {
  const now = leaves(task.criteria)[index];
  const essence = (one: Criterion | undefined) => JSON.stringify([one?.address, one?.state, one?.check]);
  return essence(now) === essence(criterion) ? now : undefined;
}

function tellChanged({ report, context }: Run, { criterion }: PlacedCriterion): undefined {
  const warning = `"${criterion.text}" was changed in the task before it was tried; the run goes on with the task as it is now.`;
  report.warnings.push(warning);
  context.log('log', 'warning', warning);
}

async function finish(run: Run, task: Task, placed: PlacedCriterion, attempt: Attempt): Promise<void> {
  const { report } = run;
  const { verdict, works } = attempt;
  if (verdict.verdict !== 'proven')
    throw new Error(`A criterion with the verdict ${verdict.verdict} is never recorded.`);
  const { text } = placed.criterion;
  reportStage(run, 'committing', placed, `Committing: ${text}`);
  const commits = report.commits.length;
  const tell = async (recorded: Recorded) => {
    works.markCommitted(works.tasks);
    report.commits.push({ ...recorded, criterion: text });
    run.transcripts.committed(recorded);
    await run.record.note(undefined);
    report.sections_completed.push(text);
    report.sections_remaining = without(text, report.sections_remaining);
  };
  try {
    await tell(await recordDone(run, task, placed, verdict.claim, attempt));
  } catch (error) {
    if (error instanceof StoppedAfterCommit && error.commit !== undefined) {
      await tell({ sha: error.commit, subject: criterionSubject(run.itemId, text) });
      throw error;
    }
    const kept = await works.keepAndPutBack('the commit failed');
    if (!(error instanceof RunStopped)) throw error;
    const where = kept.length === 0 ? '' : ` What the criterion had changed ${isKept(kept)}.`;
    throw new RunStopped(`${error.message}${where}${committedAlone(run, commits)}`, error.by);
  }
  run.context.log('log', 'info', `Done: ${text}`);
  if (!pushesAtOnce(run, task)) return;
  reportStage(run, 'pushing', { ...placed, done: placed.done + 1 }, `Pushing: ${text}`);
  await pushCommits(run);
}

/** The list without one entry of this text. */
function without(text: string, texts: readonly string[]): string[] {
  const index = texts.indexOf(text);
  return texts.filter((_, place) => place !== index);
}

/** Logs and commits the failure, box open, and says what to do. */
async function endWith(run: Run, task: Task, placed: PlacedCriterion, tried: Tried): Promise<EarlyEnd> {
  const { report } = run;
  const { attempt, attempts, onlyTimeouts } = tried;
  const verdict = attempt.verdict as Exclude<Verdict, { verdict: 'proven' }>;
  const { text } = placed.criterion;
  const reason = oneLine(verdict.reason, reasonLimit);
  // Codex itself was not to be had, or may not go on; that says nothing of the criterion, so its task is not marked.
  if (verdict.verdict === 'unavailable') throw new RunStopped(reason, 'codex');
  if (verdict.verdict === 'over_tokens') throw overTokens(placed, reason, attempt.tried);
  report.ended_by = verdict.verdict === 'blocked' ? 'person' : 'criterion';
  report.failed_section = { criterion: text, reason, attempts };
  // Its work is put back; whoever comes after a kill puts a log back that is not committed.
  await run.record.note((await Works.begin(run, placed)).recorded());
  const decompose = verdict.verdict === 'needs_decomposition' || onlyTimeouts;
  const recorded = await recordFailed(run, task, placed, attempts, reason, decompose ? tooLarge : undefined);
  await run.record.note(undefined);
  report.commits.push({ ...recorded, criterion: null });
  const shown = showTried(lastKept(run));
  const notReached = `"${text}" was not reached: ${endSentence(reason)}`;
  if (decompose) {
    // What to do is said once it is known what can be proposed.
    report.message = notReached + (shown === undefined ? '' : ` What it had changed is kept (${shown}).`);
    return 'needs_decomposition';
  }
  const kept = shown === undefined ? '' : ` What it had changed is kept: ${shown}`;
  const next = `Mend the cause${verdict.verdict === 'blocked' ? ' (the agent needs a person for it)' : ''}, then run again.`;
  report.message = `${notReached} ${next}${kept}`;
  return 'error';
}

/** What this run kept last, in each repository. */
function lastKept({ report, related }: Run): Parameters<typeof showTried>[0] {
  const elsewhere = related.map((one) => ({
    ...{ place: one.repository.root, changed: [], leftover: one.report.leftovers.at(-1) },
  }));
  return { leftover: report.leftovers.at(-1), elsewhere };
}
