/** Step mode: after each try a person looks at the diff, the verdict and the proof, and decides. No time runs meanwhile. */

import { stateFilesOf } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import type { Verdict } from '../../codex/judge.ts';
import type { Tried } from '../../codex/previous-try.ts';
import { readHead } from '../../git/repository.ts';
import { treeDiff } from '../../git/tree-diff.ts';
import type { StepAnswer, StepChoice, StepQuestion } from '../step-question.ts';
import type { ToolContext } from '../toolbox.ts';
import type { Attempt } from './attempt.ts';
import type { ChangedRepository } from './commit-related.ts';
import { withLeftovers } from './describe-try.ts';
import { stopIfHeadMoved } from './head-guard.ts';
import { keptIn } from './kept-in.ts';
import { reportStage } from './progress.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { stopOnSecrets } from './secret-guard.ts';
import { stopOnChangedSetup } from './setup-guard.ts';
import type { RepositoryWork, Works } from './works.ts';

/** Characters of a diff that are shown; all of it is in the work tree, or in the leftover. */
const diffLimit = 200_000;

/** How the criterion goes on; what is not committed is kept and put back already. */
export type Decision =
  /** `changes`: the work trees as they were shown. */
  | { readonly choice: 'commit' | 'commit_and_stop'; readonly changes: readonly ChangedRepository[] }
  | { readonly choice: 'skip' }
  /** `tried`: with the refs that keep what was changed. */
  | { readonly choice: 'stop'; readonly tried: Tried }
  | { readonly choice: 'retry'; readonly why: string; readonly tried: Tried };

/**
 * Asks what becomes of a try. Undefined where nobody is to be asked: outside of step mode, and where Codex itself was not
 * to be had.
 * @param attempts tries so far
 * @throws RunStopped where HEAD or the task's files changed while it waited; the signal's reason when cancelled, with the
 *   work kept and put back
 */
export async function decideOn(
  run: Run,
  task: Task,
  placed: PlacedCriterion,
  attempt: Attempt,
  attempts: number,
): Promise<Decision | undefined> {
  const { ask } = run;
  const { verdict } = attempt.verdict;
  if (ask === undefined || verdict === 'unavailable' || verdict === 'over_tokens') return undefined;
  const base = { ...questionOf(run, placed, attempt.verdict), attempt: attempts };
  // Its configuration may be another one when the person has decided.
  await run.standby.discard();
  reportStage(run, 'paused', placed, `Waiting for your decision: ${placed.criterion.text}`);
  if (verdict !== 'proven') {
    // Its work is put back; what is in the work tree from now on is the user's.
    await run.record.note(undefined);
    const shown = await showChanges(run, attempt.works, attempt.left);
    const answer = await ask({ ...base, ...shown, choices: ['retry', 'skip', 'stop'], remark: null });
    run.transcripts.decided(answer);
    return decisionOf(answer, attempt.tried, attempt.verdict.reason);
  }
  try {
    const { answer, changes } = await askOfProven(run, task, attempt, base, ask);
    run.transcripts.decided(answer);
    if (answer.choice === 'commit' || answer.choice === 'commit_and_stop') return { choice: answer.choice, changes };
    const kept = await attempt.works.keepAndPutBack(`${answer.choice} in step mode`);
    await run.record.note(undefined);
    const why = 'It was proven, and a person who looked at it wants it otherwise.';
    return decisionOf(answer, withLeftovers(attempt.tried, kept), why);
  } catch (error) {
    if (error instanceof RunStopped) throw error;
    await attempt.works.rescue(run.context.signal.aborted ? 'cancelled' : 'the question was not answered');
    throw error;
  }
}

type Base = Omit<StepQuestion, 'paths' | 'diff' | 'choices' | 'remark'>;

/** Asks until the work that is to be committed is what was shown. */
async function askOfProven(
  run: Run,
  task: Task,
  { works, changes }: Attempt,
  base: Base,
  ask: NonNullable<Run['ask']>,
): Promise<{ readonly answer: StepAnswer; readonly changes: readonly ChangedRepository[] }> {
  const choices: StepChoice[] = ['commit', 'commit_and_stop', 'retry', 'skip', 'stop'];
  const pathsOf = (one: RepositoryWork) => changes.find((change) => change.one === one)?.paths ?? [];
  for (const { one, paths } of changes) one.work.leaveToDecision(paths);
  let scanned = changes;
  for (let remark: string | null = null; ; ) {
    const shown = await works.each(async (one) => {
      const look = await one.work.look();
      const isScanned = scanned.some((change) => change.one === one && change.tree === look.tree);
      if (!isScanned) await stopOnSecrets(one.run, one.work, pathsOf(one), look);
      return { one, paths: pathsOf(one), tree: look.tree };
    });
    scanned = shown;
    const answer = await ask({ ...base, ...(await showChanges(run, works, shown)), choices, remark });
    await works.each((one) => stopOnChangedSetup(one.run, one.work));
    const edited = await works.each((one) => editedSince(one, shown));
    if (answer.choice !== 'commit' && answer.choice !== 'commit_and_stop') return { answer, changes: shown };
    // Where it stops, the work in the related repositories is kept and put back.
    await works.each(async (one) => {
      if (one === works.tasks) await stopOnEditedTask(task, one, edited[0]?.paths ?? []);
    });
    const touched = edited.flatMap(({ one, paths }) =>
      paths.filter((path) => pathsOf(one).includes(path)).map((path) => works.shown(one, path)),
    );
    if (touched.length === 0) return { answer, changes: shown };
    remark = `Edited since it was shown: ${touched.join(', ')}. Look again.`;
  }
}

/** What a person edits while the run waits is that person's: never committed, never put back. */
async function editedSince(one: RepositoryWork, shown: readonly ChangedRepository[]) {
  const { run, head, work } = one;
  const before = shown.find((change) => change.one === one);
  await stopIfHeadMoved(run, head, await readHead(run.repository), work);
  const now = await work.look();
  const paths = (await run.camera.compare(before?.tree ?? now.tree, now.tree)).map(({ path }) => path);
  work.disown(paths.filter((path) => !before?.paths.includes(path)));
  return { one, paths };
}

async function stopOnEditedTask(task: Task, { work }: RepositoryWork, edited: readonly string[]): Promise<void> {
  const own = stateFilesOf(task).filter((file) => edited.includes(file));
  if (own.length === 0) return;
  const leftover = await work.keep('the task file was edited while the run waited');
  throw new RunStopped(
    `${own.join(', ')} was edited while the run waited for a decision. Nothing was committed or put back` +
      `${keptIn(leftover)}. Commit or revert your edit, look at ` +
      'the rest of the work tree, then run again.',
    'repository',
  );
}

/** Paths as they are seen from the repository with the task, and one diff for all repositories. */
async function showChanges(
  run: Run,
  works: Works,
  changes: readonly ChangedRepository[],
): Promise<Pick<StepQuestion, 'paths' | 'diff'>> {
  const diffs: string[] = [];
  for (const { one, paths, tree } of changes) {
    if (paths.length === 0) continue;
    const diff = await treeDiff(one.run.repository, one.work.baseline.tree, tree, paths);
    diffs.push(one.run.place === undefined ? diff : `# In ${one.run.place}\n${diff}`);
  }
  const paths = changes.flatMap((change) => change.paths.map((path) => works.shown(change.one, path)));
  return { paths, diff: shortened(run, diffs.join('\n')) };
}

function questionOf(run: Run, { criterion, index, total }: PlacedCriterion, verdict: Verdict): Omit<Base, 'attempt'> {
  const proven = verdict.verdict === 'proven';
  return {
    ...{ item_id: run.itemId, criterion: criterion.text, place: index + 1, total, verdict: verdict.verdict },
    reason: proven ? verdict.claim.summary : verdict.reason,
    evidence: proven ? verdict.claim.evidence : [],
  };
}

function decisionOf({ choice, note }: StepAnswer, tried: Tried, verdict: string): Decision {
  if (choice === 'skip') return { choice };
  // Nothing that is not proven can be committed, whatever a client answers.
  if (choice !== 'retry') return { choice: 'stop', tried };
  const said = note === undefined || note.trim() === '' ? '' : `\nThe person says: ${note.trim()}`;
  return { choice, why: verdict + said, tried };
}

function shortened({ redacted }: Run, diff: string): string {
  const text = redacted(diff);
  return text.length > diffLimit
    ? `${text.slice(0, diffLimit)}\n… cut here; look at the work tree for the rest.\n`
    : text;
}

/** Whoever is asked; undefined outside of step mode. */
export function askerOf(isStepwise: boolean, { ask, signal }: ToolContext): Run['ask'] {
  return isStepwise && ask !== undefined ? (question) => ask(question, signal) : undefined;
}
