/** One try at one criterion: a fresh Codex process, what it changed, and the verdict. Failed work is kept and put back. */
import { basename } from 'node:path';
import { type ReadTask, stateFilesOf } from '../../backlog/read/read-task.ts';
import { runCheck } from '../../codex/check-command.ts';
import type { Claim } from '../../codex/claim.ts';
import type { CodexOutcome } from '../../codex/exec.ts';
import { judge, type Verdict } from '../../codex/judge.ts';
import type { Tried } from '../../codex/previous-try.ts';
import { type HeadState, operationInProgress, readHead } from '../../git/repository.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import { putCheckBack } from './check-effects.ts';
import type { ChangedRepository } from './commit-related.ts';
import { criterionBody } from './criterion-body.ts';
import { tellClusterChanges } from './drift.ts';
import { foreignAmong } from './foreign-edits.ts';
import { passGates } from './gate/gate.ts';
import { gateNotes, gateRefusal } from './gate/gate-verdict.ts';
import { putGuardedFilesBack } from './guarded-files.ts';
import { stopOnInnerWork, stopOnMovedLeft } from './inner-guard.ts';
import { afterCheck, claimByCheck } from './late-proof.ts';
import { creditedPaths, tellOwnMarks } from './own-log.ts';
import { doubtPutBack } from './put-back-proof.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { clusterEnvironment, runAgent, startAgent } from './run-agent.ts';
import { stopOnSecrets } from './secret-guard.ts';
import { stopOnChangedSetup } from './setup-guard.ts';
import { isKept, type Kept, type RepositoryWork, Works } from './works.ts';

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

/** What the agent left in one repository, and what of it counts. */
interface Inspected {
  readonly one: RepositoryWork;
  readonly look: Look;
  /** What may be committed. */
  readonly paths: readonly string[];
  /** What proves something; the edit of the task's own log does not. */
  readonly credited: readonly string[];
  /** What was changed by the agent at all. */
  readonly changed: readonly string[];
  readonly putBack: readonly string[];
  readonly notes: readonly string[];
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
    const judged = judge(outcome, credited);
    const late = { check: placed.criterion.check, isTrusted: run.settings.trusted, changed: credited };
    const claimed = doubtPutBack(claimByCheck(judged, late), { asked, putBack: shown('putBack'), paths: credited });
    const checked = await withCheck(run, placed, claimed, cluster.variables, works);
    // A check may have changed what lies in another repository.
    if (placed.criterion.check !== undefined) await works.each((one) => stopOnInnerWork(one.work));
    let verdict = tellOwnMarks(afterCheck(judged, checked), shown('changed'), credited, files);
    const notes = inspected.flatMap((seen) => seen.notes);
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
        return { change, notes: [...own, ...(await stopOnSecrets(one.run, one.work, change.paths, last))] };
      });
      const changes = scanned.map(({ change }) => change);
      const gate = await passGates(cluster, changes);
      const refusal = gateRefusal(gate);
      const told = [...notes, ...scanned.flatMap((each) => each.notes), ...gateNotes(gate)];
      if (refusal === undefined) {
        return { verdict, changes, notes: told, tried: describeTry(outcome, inspected, []), left, works };
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
    await run.standby.end();
    return { verdict, changes: [], left, notes, tried: describeTry(outcome, inspected, kept), works };
  } catch (error) {
    if (error instanceof RunStopped) throw error;
    const kept = await works.rescue(run.context.signal.aborted ? 'cancelled' : 'the run broke off');
    if (kept.length > 0) run.context.log('log', 'warning', `What the criterion had changed ${isKept(kept)}.`);
    throw error;
  }
}

/** Looks at one repository when the agent has ended. @throws RunStopped where going on could harm */
async function inspect(one: RepositoryWork, taskFiles: readonly string[], outcome: CodexOutcome): Promise<Inspected> {
  const { run, head, work } = one;
  const [now, look] = await Promise.all([readHead(run.repository), work.look()]);
  await stopIfHeadMoved(run, head, now, work);
  await tellForeignEdits(run, taskFiles, outcome, work, look);
  const { changes, putBack, notes } = await putGuardedFilesBack(run, work, look);
  const paths = changes.map(({ path }) => path);
  await stopOnInnerWork(work);
  await stopOnOverlap(
    paths.filter((path) => work.baseline.usersOwn.has(path)),
    work,
  );
  const credited = await creditedPaths(run, work, look, paths, taskFiles);
  const changed = look.changes.map(({ path }) => path).filter((path) => !work.isDisowned(path));
  return { one, look, paths, credited, changed, putBack, notes };
}

/** What the next process, and people, may want to know of this one. */
function describeTry({ commands }: CodexOutcome, all: readonly Inspected[], kept: readonly Kept[]): Tried {
  const pictures = (of: (seen: Inspected) => string) => all.map(of).join(' ');
  const leftoverIn = (place: string | undefined) => kept.find((one) => one.place === place)?.ref;
  const elsewhere = all.flatMap(({ one: { run }, paths }) => {
    const { place } = run;
    return place === undefined ? [] : [{ place, changed: paths, leftover: leftoverIn(place) }];
  });
  return {
    commands,
    before: pictures(({ one }) => one.work.baseline.tree),
    after: pictures(({ look }) => look.tree),
    changed: all[0]?.paths ?? [],
    leftover: leftoverIn(undefined),
    elsewhere,
  };
}

/** The agent must not commit or switch branches. Whoever did it, nothing is put back on top of another commit. */
export async function stopIfHeadMoved(
  run: Run,
  before: HeadState,
  now: HeadState | undefined,
  work: AttemptWork,
): Promise<void> {
  const operation = operationInProgress(run.repository);
  if (operation !== undefined) {
    const leftover = await work.keep(`a ${operation} was begun`);
    throw new RunStopped(
      `A ${operation} was begun while the criterion ran. Nothing was committed or put back${keptIn(leftover)}. ` +
        'Finish or abort it, look at the work tree, then run again.',
    );
  }
  if (now?.commit === before.commit && now.branch === before.branch) return;
  const leftover = await work.keep('HEAD moved');
  const place = (head: HeadState | undefined) =>
    `${head?.branch ?? 'no branch'} at ${head?.commit.slice(0, 10) ?? 'nothing'}`;
  throw new RunStopped(
    `HEAD moved while the criterion ran, from ${place(before)} to ${place(now)}. Nothing was committed, pushed or put ` +
      `back${keptIn(leftover)}. Look at the commits and the work tree, then run again.`,
  );
}

async function stopOnOverlap(overlap: readonly string[], work: AttemptWork): Promise<void> {
  if (overlap.length === 0) return;
  const leftover = await work.keepAndPutBack('touched files with uncommitted edits');
  throw new RunStopped(
    `The criterion changed files that had uncommitted edits before: ${overlap.join(', ')}. They were left as they ` +
      `are now; both versions are kept in ${leftover}. Commit or revert your edits, then run again.`,
  );
}

/**
 * Backlog files that changed and that the agent never named were edited by a person meanwhile: those of the task in work
 * stop the run, others stay as they are and out of the commit.
 */
async function tellForeignEdits(
  run: Run,
  files: readonly string[],
  outcome: CodexOutcome,
  work: AttemptWork,
  { changes }: Look,
): Promise<void> {
  const paths = changes.map(({ path }) => path).filter((path) => !work.isDisowned(path));
  const foreign = foreignAmong(paths, outcome);
  if (foreign.length === 0) return;
  const own = files.filter((file) => foreign.includes(file));
  if (own.length === 0) {
    work.disown(foreign);
    run.report.warnings.push(`Edited by somebody else meanwhile, and left alone: ${foreign.join(', ')}.`);
    return;
  }
  const leftover = await work.keep('the task file was edited by somebody else');
  throw new RunStopped(
    `${own.join(', ')} ${own.length === 1 ? 'was' : 'were'} edited while the criterion ran, and not by the agent. ` +
      `Nothing was committed or put back${keptIn(leftover)}. Commit or revert your edit, look at the rest of the work ` +
      'tree, then run again.',
  );
}

/**
 * What is committed has to be true without the user's uncommitted edits. A criterion that changed nothing and whose
 * text or proof names such a file stops the run; other uncommitted files are noted in the commit.
 */
async function stopOnUncommittedProof(
  { criterion }: PlacedCriterion,
  claim: Claim,
  paths: readonly string[],
  work: AttemptWork,
): Promise<string[]> {
  const own = [...work.baseline.usersOwn];
  if (paths.length > 0 || own.length === 0) return [];
  const proof = [criterion.text, ...claim.evidence.map(({ command }) => command)].join('\n');
  const named = own.filter((path) => proof.includes(path) || proof.includes(basename(path)));
  if (named.length === 0) {
    const shown = own.slice(0, 5).join(', ') + (own.length > 5 ? ` and ${own.length - 5} more` : '');
    return [`Uncommitted edits were in the work tree when this was proven: ${shown}.`];
  }
  await work.keepAndPutBack('proven with uncommitted edits');
  throw new RunStopped(
    `"${criterion.text}" is true with your uncommitted edits (${named.join(', ')}), which no commit holds. ` +
      'Commit or revert them, then run again.',
  );
}

function keptIn(leftover: string | undefined): string {
  return leftover === undefined ? '' : `; changes are kept in ${leftover}`;
}

/** Runs the criterion's own check after the agent's claim was found true; what the check changes is put back. */
async function withCheck(
  run: Run,
  placed: PlacedCriterion,
  verdict: Verdict,
  commandEnv: Readonly<Record<string, string>>,
  works: Works,
): Promise<Verdict> {
  const { check } = placed.criterion;
  if (verdict.verdict !== 'proven' || check === undefined) return verdict;
  if (!run.settings.trusted) {
    const reason = `The criterion has a check (\`${check}\`), and this repository is not trusted to run it.`;
    return { verdict: 'blocked', reason };
  }
  const before = await works.each(async (one) => (await one.work.look()).tree);
  const result = await runCheck({
    binary: run.codexBinary,
    command: check,
    cwd: run.repository.root,
    writableFolders: run.related.map(({ repository }) => repository.root),
    env: process.env,
    commandEnv,
    network: run.settings.network,
    marker: run.marker,
    timeoutMs: run.timeoutPerSection * 1000,
    signal: run.context.signal,
  });
  await works.each((one) => stopOnChangedSetup(one.run, one.work));
  for (const [index, one] of works.all.entries()) {
    await putCheckBack(one.run, before[index] ?? one.work.baseline.tree, one.work);
  }
  run.context.log('codex', result.passed ? 'info' : 'warning', result.reason);
  return result.passed ? verdict : { verdict: 'failed', reason: result.reason };
}
