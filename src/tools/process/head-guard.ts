/** HEAD belongs to the user and the engine: whoever else moves it ends the run. */
import { type HeadState, operationInProgress } from '../../git/repository.ts';
import type { AttemptWork } from './attempt-work.ts';
import { keptIn } from './kept-in.ts';
import { type Run, RunStopped } from './run.ts';

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
