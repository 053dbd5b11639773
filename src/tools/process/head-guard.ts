/** HEAD belongs to the user and the engine: whoever else moves it ends the run. */
import { headInWords, isSameHead } from '../../git/head.ts';
import { type HeadState, operationInProgress, readHead } from '../../git/repository.ts';
import type { AttemptWork, WorkingRun } from './attempt-work.ts';
import { keptIn } from './kept-in.ts';
import { RunStopped } from './run.ts';

type GuardedRun = Pick<WorkingRun, 'repository'>;

/**
 * The agent must not commit or switch branches. Whoever did it, nothing is put back on top of another commit.
 * @param during what was going on, as it reads behind "while"
 */
export async function stopIfHeadMoved(
  run: GuardedRun,
  before: HeadState,
  now: HeadState | undefined,
  work: AttemptWork,
  during = 'the criterion ran',
): Promise<void> {
  const operation = operationInProgress(run.repository);
  if (operation !== undefined) {
    const leftover = await work.keep(`a ${operation} was begun`);
    throw new RunStopped(
      `A ${operation} was begun while ${during}. Nothing was committed or put back${keptIn(leftover)}. ` +
        'Finish or abort it, look at the work tree, then run again.',
    );
  }
  if (isSameHead(before, now)) return;
  const leftover = await work.keep('HEAD moved');
  throw new RunStopped(
    `HEAD moved while ${during}, from ${headInWords(before)} to ${headInWords(now)}. Nothing was committed, pushed or put ` +
      `back${keptIn(leftover)}. Look at the commits and the work tree, then run again.`,
  );
}

/** To be asked before anything is put back: HEAD is where it was when the attempt began. @throws RunStopped otherwise */
export async function stopOnMovedHead(run: GuardedRun, work: AttemptWork, during?: string): Promise<void> {
  await stopIfHeadMoved(run, work.baseline.head, await readHead(run.repository), work, during);
}
