/** What the agent left in one repository, and what of it counts. */
import type { CodexOutcome } from '../../codex/exec.ts';
import { readHead } from '../../git/repository.ts';
import { allEnded } from './all-ended.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import { changeTimes } from './change-times.ts';
import { stopOnDoubtfulEdits, stopOnOpenFiles } from './doubtful-edits.ts';
import { foreignAmong, unnamedAmong } from './foreign-edits.ts';
import { putGuardedFilesBack } from './guarded-files.ts';
import { stopIfHeadMoved } from './head-guard.ts';
import { stopOnInnerWork } from './inner-guard.ts';
import { keptIn } from './kept-in.ts';
import { creditedPaths } from './own-log.ts';
import { type Run, RunStopped } from './run.ts';
import { savedAlone } from './saved-overlap.ts';
import type { RepositoryWork } from './works.ts';

export interface Inspected {
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

/** Looks at one repository when the agent has ended. @throws RunStopped where going on could harm */
export async function inspect(
  one: RepositoryWork,
  taskFiles: readonly string[],
  outcome: CodexOutcome,
): Promise<Inspected> {
  const { run, head, work } = one;
  const [now, look] = await allEnded([readHead(run.repository), work.look()]);
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

async function stopOnOverlap(overlap: readonly string[], work: AttemptWork): Promise<void> {
  if (overlap.length === 0) return;
  const leftover = await work.keepAndPutBack('touched files with uncommitted edits');
  throw new RunStopped(
    `The criterion changed files that had uncommitted edits before: ${overlap.join(', ')}. They were left as they ` +
      `are now; both versions are kept in ${leftover}. Commit or revert your edits, then run again.`,
    'criterion',
  );
}

/**
 * What somebody else changed meanwhile stays as it is, and out of the commit: files that were saved in an editor, and those
 * that nothing the agent ran names and that changed last when it could not write. Backlog files that it does not name are a person's, too; where it may have
 * been the agent all the same, or the task in work was edited, the run stops.
 */
async function tellForeignEdits(
  run: Run,
  files: readonly string[],
  outcome: CodexOutcome,
  work: AttemptWork,
  look: Look,
): Promise<void> {
  const saved = await savedAlone(run, work, look, outcome);
  const paths = look.changes.map(({ path }) => path).filter((path) => !work.isDisowned(path));
  const backlog = foreignAmong(paths, outcome);
  const own = files.filter((file) => backlog.includes(file) || saved.includes(file));
  if (own.length > 0) await stopOnEditedTask(own, work);
  const unnamed = unnamedAmong(paths, outcome);
  const times = { busy: outcome.busy, since: work.baseline.takenAt };
  const { within, outside } = await changeTimes(run.repository.root, unnamed, times, run.camera.folder);
  await stopOnDoubtfulEdits(
    run,
    work,
    look,
    backlog.filter((path) => within.includes(path)),
  );
  await stopOnOpenFiles(
    run,
    work,
    look,
    within.filter((path) => !backlog.includes(path)),
  );
  const others = paths.filter((path) => backlog.includes(path) || outside.includes(path));
  const foreign = [...saved, ...others];
  if (foreign.length === 0) return;
  work.disown(foreign);
  const names = foreign.slice(0, 20).join(', ') + (foreign.length > 20 ? ` and ${foreign.length - 20} more` : '');
  run.report.warnings.push(`Edited by somebody else meanwhile, and left alone: ${names}.`);
}

async function stopOnEditedTask(own: readonly string[], work: AttemptWork): Promise<never> {
  const leftover = await work.keep('the task file was edited by somebody else');
  throw new RunStopped(
    `${own.join(', ')} ${own.length === 1 ? 'was' : 'were'} edited while the criterion ran, and no command of the agent names it. ` +
      `Nothing was committed or put back${keptIn(leftover)}. Commit or revert your edit, look at the rest of the work ` +
      'tree, then run again.',
    'repository',
  );
}
