/** One try at one criterion: a fresh Codex process, what it changed, and the verdict. Failed work is kept and put back. */
import { type ReadTask, stateFilesOf } from '../../backlog/read/read-task.ts';
import { judge, type Verdict } from '../../codex/judge.ts';
import type { Tried } from '../../codex/previous-try.ts';
import type { ChangedRepository } from './commit-related.ts';
import { criterionBody } from './criterion-body.ts';
import { passesBefore, withCheck } from './criterion-check.ts';
import { describeTry, withLeftovers } from './describe-try.ts';
import { tellClusterChanges } from './drift.ts';
import { passGates } from './gate/gate.ts';
import { gateNotes, gateRefusal } from './gate/gate-verdict.ts';
import { stopOnMovedLeft } from './inner-guard.ts';
import { inspect } from './inspect.ts';
import { afterCheck, claimByCheck } from './late-proof.ts';
import { tellOwnMarks } from './own-log.ts';
import { doubtPutBack } from './put-back-proof.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { clusterEnvironment, runAgent, startAgent } from './run-agent.ts';
import { stopOnLateSaves } from './saved-overlap.ts';
import { stopOnSecrets } from './secret-guard.ts';
import { stopOnChangedSetup } from './setup-guard.ts';
import { stopOnUncommittedProof } from './uncommitted-proof.ts';
import { leaveToNext } from './unreadable-work.ts';
import { isKept, Works } from './works.ts';

export interface Attempt {
  readonly verdict: Verdict;
  /** What the criterion changed and may be committed, by repository; empty unless proven. */
  readonly changes: readonly ChangedRepository[];
  readonly notes: readonly string[];
  readonly tried: Tried;
  /** What the agent left in each repository, proven or not. */
  readonly left: readonly ChangedRepository[];
  readonly works: Works;
}

/** @throws RunStopped where going on could harm; the signal's reason when cancelled. Work is kept in both cases. */
export async function attemptCriterion(
  run: Run,
  snapshot: ReadTask,
  placed: PlacedCriterion,
  previousFailure: string | undefined,
): Promise<Attempt> {
  const cluster = await clusterEnvironment(run);
  startAgent(run, cluster);
  const works = await Works.begin(run, placed);
  const files = stateFilesOf(snapshot.task);
  const edited = files.find((file) => works.tasks.work.baseline.usersOwn.has(file));
  if (edited !== undefined) {
    throw new RunStopped(`${edited} has edits that are not committed. Commit or revert them, then run again.`);
  }
  await run.record.note(works.recorded());
  try {
    const passedBefore = await passesBefore(run, placed, cluster.variables, works);
    const outcome = await runAgent(run, snapshot, placed, previousFailure, cluster);
    run.report.tokens.input += outcome.tokens.input;
    run.report.tokens.output += outcome.tokens.output;
    await tellClusterChanges(run, outcome, cluster);
    // Before any git that may run what the setup names.
    await works.each((one) => stopOnChangedSetup(one.run, one.work));
    const inspected = await works.each((one) => inspect(one, one === works.tasks ? files : [], outcome));
    const shown = (of: 'paths' | 'credited' | 'changed' | 'putBack') =>
      inspected.flatMap((seen) => seen[of].map((path) => works.shown(seen.one, path)));
    const [paths, credited] = [shown('paths'), shown('credited')];
    const asked = criterionBody(snapshot, placed.criterion) ?? placed.criterion.text;
    const judged = judge(outcome, credited, run.redacted);
    const late = { check: placed.criterion.check, isTrusted: run.settings.trusted, passedBefore, changed: credited };
    const claimed = doubtPutBack(claimByCheck(judged, late), { asked, putBack: shown('putBack'), paths: credited });
    const checked = await withCheck(run, placed, claimed, cluster.variables, works);
    let verdict = tellOwnMarks(afterCheck(judged, checked), shown('changed'), credited, files);
    const notes = inspected.flatMap((seen) => seen.notes);
    const tried = describeTry(outcome, inspected);
    const left = inspected.map(({ one, paths: its, look }) => ({ one, paths: its, tree: look.tree }));
    if (verdict.verdict === 'proven') {
      const { claim } = verdict;
      const scanned = await works.each(async (one) => {
        const seen = inspected.find((each) => each.one === one);
        const own = await stopOnUncommittedProof(placed, claim, paths, one.work);
        // A check may have written what was not there before.
        const isLooked = placed.criterion.check === undefined && seen !== undefined;
        const last = isLooked ? seen.look : await one.work.look();
        const change = { one, paths: seen?.paths ?? [], tree: last.tree };
        await stopOnLateSaves(one.work, change.paths);
        return { change, notes: [...own, ...(await stopOnSecrets(one.run, one.work, change.paths, last))] };
      });
      const changes = scanned.map(({ change }) => change);
      const gate = await passGates(cluster, changes);
      const refusal = gateRefusal(gate);
      const told = [...notes, ...scanned.flatMap((each) => each.notes), ...gateNotes(gate)];
      if (refusal === undefined) {
        await works.each((one) => one.work.tellChangedIgnored());
        return { verdict, changes, notes: told, tried, left, works };
      }
      verdict = refusal;
    }
    const kept = await works.keepAndPutBack(verdict.reason);
    const { reason } = verdict;
    await works.each((one) =>
      stopOnMovedLeft(one.work, reason, kept.find(({ place }) => place === one.run.place)?.ref),
    );
    // What is in the work tree from now on, while something is waited for, is the user's.
    await run.record.note(undefined);
    // What the next one has read of its configuration may have been put back.
    await run.standby.discard();
    return { verdict, changes: [], left, notes, tried: withLeftovers(tried, kept), works };
  } catch (error) {
    if (error instanceof RunStopped) throw error;
    const why = run.context.signal.aborted ? 'cancelled' : 'the run broke off';
    const kept = await works.rescue(why).catch((failure) => leaveToNext(run, failure));
    if (kept.length > 0) run.context.log('log', 'warning', `What the criterion had changed ${isKept(kept)}.`);
    throw error;
  }
}
