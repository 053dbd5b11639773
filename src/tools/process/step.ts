/** Step mode: after each try a person looks at the diff, the verdict and the proof, and decides. No time runs meanwhile. */

import { stateFilesOf } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import type { Verdict } from '../../codex/judge.ts';
import { readHead } from '../../git/repository.ts';
import { treeDiff } from '../../git/tree-diff.ts';
import type { StepAnswer, StepChoice, StepQuestion } from '../step-question.ts';
import type { ToolContext } from '../toolbox.ts';
import { type Attempt, stopIfHeadMoved } from './attempt.ts';
import { reportStage } from './progress.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';
import { stopOnSecrets } from './secret-guard.ts';
import { stopOnChangedSetup } from './setup-guard.ts';

/** Characters of a diff that are shown; all of it is in the work tree, or in the leftover. */
const diffLimit = 200_000;

/** How the criterion goes on; what is not committed is kept and put back already. */
export type Decision =
  /** `tree`: the work tree as it was shown. */
  | { readonly choice: 'commit' | 'commit_and_stop'; readonly tree: string }
  | { readonly choice: 'skip' }
  | { readonly choice: 'stop'; readonly leftover: string | undefined }
  | { readonly choice: 'retry'; readonly why: string; readonly leftover: string | undefined };

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
  await run.standby.end();
  reportStage(run, 'paused', placed, `Waiting for your decision: ${placed.criterion.text}`);
  if (verdict !== 'proven') {
    // Its work is put back; what is in the work tree from now on is the user's.
    await run.record.note(undefined);
    const { before, after, changed, leftover } = attempt.tried;
    const diff = shortened(run, await treeDiff(run.repository, before, after, changed));
    const answer = await ask({ ...base, paths: [...changed], diff, choices: ['retry', 'skip', 'stop'], remark: null });
    run.transcripts.decided(answer);
    return decisionOf(answer, leftover, attempt.verdict.reason);
  }
  try {
    const { answer, tree } = await askOfProven(run, task, attempt, base, ask);
    run.transcripts.decided(answer);
    if (answer.choice === 'commit' || answer.choice === 'commit_and_stop') return { choice: answer.choice, tree };
    const leftover = await attempt.discard(`${answer.choice} in step mode`);
    await run.record.note(undefined);
    return decisionOf(answer, leftover, 'It was proven, and a person who looked at it wants it otherwise.');
  } catch (error) {
    if (error instanceof RunStopped) throw error;
    await stopOnChangedSetup(run, attempt.held.work);
    await attempt.discard(run.context.signal.aborted ? 'cancelled' : 'the question was not answered');
    throw error;
  }
}

type Base = Omit<StepQuestion, 'paths' | 'diff' | 'choices' | 'remark'>;

/** Asks until the work that is to be committed is what was shown. */
async function askOfProven(
  run: Run,
  task: Task,
  { held: { work, head }, paths, tree }: Attempt,
  base: Base,
  ask: NonNullable<Run['ask']>,
): Promise<{ readonly answer: StepAnswer; readonly tree: string }> {
  const choices: StepChoice[] = ['commit', 'commit_and_stop', 'retry', 'skip', 'stop'];
  let scanned = tree;
  for (let remark: string | null = null; ; ) {
    const shown = await work.look();
    if (shown.tree !== scanned) await stopOnSecrets(run, work, paths, shown);
    scanned = shown.tree;
    const diff = shortened(run, await treeDiff(run.repository, work.baseline.tree, shown.tree, paths));
    const answer = await ask({ ...base, paths: [...paths], diff, choices, remark });
    await stopOnChangedSetup(run, work);
    await stopIfHeadMoved(run, head, await readHead(run.repository), work);
    const now = await work.look();
    const edited = (await run.camera.compare(shown.tree, now.tree)).map(({ path }) => path);
    // What a person edits while the run waits is that person's: never committed, never put back.
    work.disown(edited.filter((path) => !paths.includes(path)));
    if (answer.choice !== 'commit' && answer.choice !== 'commit_and_stop') return { answer, tree: now.tree };
    const own = stateFilesOf(task).filter((file) => edited.includes(file));
    if (own.length > 0) {
      const leftover = await work.keep('the task file was edited while the run waited');
      throw new RunStopped(
        `${own.join(', ')} was edited while the run waited for a decision. Nothing was committed or put back` +
          `${leftover === undefined ? '' : `; changes are kept in ${leftover}`}. Commit or revert your edit, look at ` +
          'the rest of the work tree, then run again.',
      );
    }
    const touched = edited.filter((path) => paths.includes(path));
    if (touched.length === 0) return { answer, tree: shown.tree };
    remark = `Edited since it was shown: ${touched.join(', ')}. Look again.`;
  }
}

function questionOf(run: Run, { criterion, index, total }: PlacedCriterion, verdict: Verdict): Omit<Base, 'attempt'> {
  const proven = verdict.verdict === 'proven';
  return {
    ...{ item_id: run.itemId, criterion: criterion.text, place: index + 1, total, verdict: verdict.verdict },
    reason: proven ? verdict.claim.summary : verdict.reason,
    evidence: proven ? verdict.claim.evidence : [],
  };
}

function decisionOf({ choice, note }: StepAnswer, leftover: string | undefined, verdict: string): Decision {
  if (choice === 'skip') return { choice };
  // Nothing that is not proven can be committed, whatever a client answers.
  if (choice !== 'retry') return { choice: 'stop', leftover };
  const said = note === undefined || note.trim() === '' ? '' : `\nThe person says: ${note.trim()}`;
  return { choice, why: verdict + said, leftover };
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
