/** One try at one criterion: a fresh Codex process, what it changed, and the verdict. Failed work is kept and put back. */
import { basename } from 'node:path';
import { type ReadTask, stateFilesOf } from '../../backlog/read/read-task.ts';
import { runCheck } from '../../codex/check-command.ts';
import type { Claim } from '../../codex/claim.ts';
import type { CodexOutcome } from '../../codex/exec.ts';
import { judge, type Verdict } from '../../codex/judge.ts';
import type { Tried } from '../../codex/previous-try.ts';
import { type HeadState, operationInProgress, readHead } from '../../git/repository.ts';
import { AttemptWork, type Look } from './attempt-work.ts';
import { putCheckBack } from './check-effects.ts';
import { criterionBody } from './criterion-body.ts';
import { tellClusterChanges } from './drift.ts';
import { foreignAmong } from './foreign-edits.ts';
import { putGuardedFilesBack } from './guarded-files.ts';
import { afterCheck, claimByCheck } from './late-proof.ts';
import { creditedPaths, tellOwnMarks } from './own-log.ts';
import { doubtPutBack } from './put-back-proof.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { clusterEnvironment, runAgent, startAgent } from './run-agent.ts';
import { stopOnSecrets } from './secret-guard.ts';
import { setupDanger, stopOnChangedSetup } from './setup-guard.ts';

export interface Attempt {
  readonly verdict: Verdict;
  /** What the criterion changed and may be committed; empty unless proven. */
  readonly paths: readonly string[];
  /** The work tree as it was judged, and scanned for secrets: what is committed has to be in it. */
  readonly tree: string;
  readonly notes: readonly string[];
  readonly tried: Tried;
  /** The work tree of the try, for those who wait before they record it. */
  readonly held: { readonly work: AttemptWork; readonly head: HeadState };
  /** Keeps proven work that could not be committed and puts it back. */
  discard(why: string): Promise<string | undefined>;
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
  const work = await AttemptWork.begin(run, placed);
  const { head } = work.baseline;
  const files = stateFilesOf(snapshot.task);
  const edited = files.find((file) => work.baseline.usersOwn.has(file));
  if (edited !== undefined) {
    throw new RunStopped(`${edited} has edits that are not committed. Commit or revert them, then run again.`);
  }
  await run.record.note(work.recorded());
  const discard = (why: string) => work.keepAndPutBack(why);
  const held = { work, head };
  try {
    const outcome = await runAgent(run, snapshot, placed, previousFailure, cluster);
    run.report.tokens.input += outcome.tokens.input;
    run.report.tokens.output += outcome.tokens.output;
    await tellClusterChanges(run, outcome, cluster);
    // Before any git that may run what the setup names.
    await stopOnChangedSetup(run, work);
    const [now, look] = await Promise.all([readHead(run.repository), work.look()]);
    await stopIfHeadMoved(run, head, now, work);
    await tellForeignEdits(run, files, outcome, work, look);
    const { changes, putBack, notes } = await putGuardedFilesBack(run, work, look);
    const paths = changes.map(({ path }) => path);
    await stopOnNestedRepository(
      changes.filter(({ change, isRepository }) => isRepository && change === 'A').map(({ path }) => path),
      work,
    );
    await stopOnOverlap(
      paths.filter((path) => work.baseline.usersOwn.has(path)),
      work,
    );
    const asked = criterionBody(snapshot, placed.criterion) ?? placed.criterion.text;
    const credited = await creditedPaths(run, work, look, paths, files);
    const judged = judge(outcome, credited);
    const late = { check: placed.criterion.check, isTrusted: run.settings.trusted, changed: credited };
    const claimed = doubtPutBack(claimByCheck(judged, late), { asked, putBack, paths: credited });
    const checked = await withCheck(run, placed, claimed, cluster.variables, work);
    const changed = look.changes.map(({ path }) => path).filter((path) => !work.isDisowned(path));
    const verdict = tellOwnMarks(afterCheck(judged, checked), changed, credited, files);
    const tried = { commands: outcome.commands, before: work.baseline.tree, after: look.tree, changed: paths };
    if (verdict.verdict === 'proven') {
      const own = await stopOnUncommittedProof(placed, verdict.claim, paths, work);
      // A check may have written what was not there before.
      const last = placed.criterion.check === undefined ? look : await work.look();
      const unscanned = await stopOnSecrets(run, work, paths, last);
      return {
        verdict,
        paths,
        tree: last.tree,
        notes: [...notes, ...own, ...unscanned],
        tried: { ...tried, leftover: undefined },
        held,
        discard,
      };
    }
    const leftover = await work.keepAndPutBack(verdict.reason);
    // What the next one has read of its configuration may have been put back.
    await run.standby.end();
    return { verdict, paths: [], tree: look.tree, notes, tried: { ...tried, leftover }, held, discard };
  } catch (error) {
    if (error instanceof RunStopped) throw error;
    const danger = await setupDanger(run, work);
    if (danger !== undefined) throw new RunStopped(danger);
    const leftover = await work.keepAndPutBack(run.context.signal.aborted ? 'cancelled' : 'the run broke off');
    if (leftover !== undefined)
      run.context.log('log', 'warning', `What the criterion had changed is kept in ${leftover}.`);
    throw error;
  }
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

async function stopOnNestedRepository(nested: readonly string[], work: AttemptWork): Promise<void> {
  if (nested.length === 0) return;
  const leftover = await work.keepAndPutBack('made a repository inside this one');
  throw new RunStopped(
    `The criterion made a git repository inside this one (${nested.join(', ')}), whose content no commit here can ` +
      `hold. It was left where it is${keptIn(leftover)}. Move or remove it, then run again.`,
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
  work: AttemptWork,
): Promise<Verdict> {
  const { check } = placed.criterion;
  if (verdict.verdict !== 'proven' || check === undefined) return verdict;
  if (!run.settings.trusted) {
    const reason = `The criterion has a check (\`${check}\`), and this repository is not trusted to run it.`;
    return { verdict: 'blocked', reason };
  }
  const before = await work.look();
  const result = await runCheck({
    binary: run.codexBinary,
    command: check,
    cwd: run.repository.root,
    env: process.env,
    commandEnv,
    network: run.settings.network,
    marker: run.marker,
    timeoutMs: run.timeoutPerSection * 1000,
    signal: run.context.signal,
  });
  await stopOnChangedSetup(run, work);
  await putCheckBack(run, before.tree, work);
  run.context.log('codex', result.passed ? 'info' : 'warning', result.reason);
  return result.passed ? verdict : { verdict: 'failed', reason: result.reason };
}
