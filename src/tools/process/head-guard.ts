/** HEAD belongs to the user and the engine: whoever else moves it ends the run. */
import { HeadMoved, headInWords, isSameHead, OtherBranch } from '../../git/head.ts';
import { type HeadState, operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import type { AttemptWork, WorkingRun } from './attempt-work.ts';
import { keptIn } from './kept-in.ts';
import { type Run, RunStopped } from './run.ts';

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
      'repository',
    );
  }
  if (isSameHead(before, now)) return;
  const leftover = await work.keep('HEAD moved');
  throw new RunStopped(
    `HEAD moved while ${during}, from ${headInWords(before)} to ${headInWords(now)}. Nothing was committed, pushed or put ` +
      `back${keptIn(leftover)}. Look at the commits and the work tree, then run again.`,
    'repository',
  );
}

/** To be asked before anything is put back: HEAD is where it was when the attempt began. @throws RunStopped otherwise */
export async function stopOnMovedHead(run: GuardedRun, work: AttemptWork, during?: string): Promise<void> {
  await stopIfHeadMoved(run, work.baseline.head, await readHead(run.repository), work, during);
}

/** The branch that is checked out. @throws RunStopped where there is none, or no commit yet */
export async function branchOf(repository: Repository): Promise<string> {
  const head = await readHead(repository);
  if (head === undefined) {
    throw new RunStopped(`${repository.root} has no commit yet. Make a first commit, then run again.`, 'git');
  }
  if (head.branch === undefined) {
    throw new RunStopped(
      'HEAD is detached, so commits would lie on no branch. Check out a branch, then run again.',
      'git',
    );
  }
  return head.branch;
}

/** A run stays on the branch that it began on. @throws RunStopped where another one is checked out */
export function checkBranch({ branch }: Pick<Run, 'branch'>, now: HeadState | undefined): asserts now is HeadState {
  if (now?.branch !== branch) throw new RunStopped(new OtherBranch(branch, now).message, 'repository');
}

/**
 * Where a commit of the run goes to.
 * @param before where HEAD has to be; on the run's branch when not given
 * @throws RunStopped where it is not
 */
export async function headOf(run: Pick<Run, 'branch' | 'repository'>, before?: HeadState): Promise<HeadState> {
  const now = await readHead(run.repository);
  if (before !== undefined && !isSameHead(before, now))
    throw new RunStopped(new HeadMoved(before, now).message, 'repository');
  checkBranch(run, now);
  return now;
}

/** @throws RunStopped instead of OtherBranch, the error itself where it is another one */
export function stopOnOtherBranch(error: unknown): never {
  throw error instanceof OtherBranch ? new RunStopped(error.message, 'repository') : error;
}
