/**
 * Edits that nobody can be sure of, while a command of the agent ran that does not name the file: of a mark or a field of
 * another task, or of a file that somebody has open. A script or a pattern may have done it, or a person at that moment.
 */
import type { AttemptWork, Look } from './attempt-work.ts';
import { tamperedAmong } from './guarded-files.ts';
import { keptIn } from './kept-in.ts';
import { isEditorsMark, openAmong } from './open-files.ts';
import { type Run, RunStopped } from './run.ts';

/**
 * @param foreign backlog files that changed when the agent could write, and that it did not name
 * @throws RunStopped when one of them changed then, in what only people and the engine may change. Neither side's is taken back
 */
export async function stopOnDoubtfulEdits(
  run: Run,
  work: AttemptWork,
  { tree, changes }: Look,
  foreign: readonly string[],
): Promise<void> {
  const guarded = changes.filter(({ path }) => foreign.includes(path));
  const doubtful = (await tamperedAmong(run, work, tree, guarded)).map(({ path }) => path);
  if (doubtful.length === 0) return;
  const leftover = await work.keep('criteria or front matter of another task changed');
  const paths = doubtful.join(', ');
  throw new RunStopped(
    `Criteria or front matter changed while a command of the agent ran, in ${paths}. No command names it, so it may have been ` +
      `the agent or you. Nothing was committed or put back${keptIn(leftover)}. Where it was not you, take it back ` +
      '(git checkout -- FILE); else commit it. Look at the rest of the work tree, then run again.',
    'repository',
  );
}

/**
 * @param unnamed files that changed when the agent could write, and that it did not name
 * @throws RunStopped when an editor's mark shows that somebody has been editing one of them. Neither side's is taken back
 */
export async function stopOnOpenFiles(
  { repository }: Run,
  work: AttemptWork,
  { changes }: Look,
  unnamed: readonly string[],
): Promise<void> {
  const { ignored, takenAt: since } = work.baseline;
  const gone = changes.filter(({ change }) => change === 'D').map(({ path }) => path);
  const marks = [...ignored, ...gone].filter(isEditorsMark);
  const open = await openAmong(repository.root, unnamed, { marks, since });
  if (open.length === 0) return;
  const leftover = await work.keep('files changed that somebody has open');
  throw new RunStopped(
    `Files changed while a command of the agent ran that names none of them, and an editor (vim or Emacs) has them open: ` +
      `${open.join(', ')}. Nothing was committed or put back${keptIn(leftover)}. Where you saved them, commit that or take it ` +
      'back; look at the rest of the work tree, then run again.',
    'repository',
  );
}
