/**
 * Edits that nobody can be sure of: a mark or a field of another task changed while a command of the agent ran, and no
 * command names the file. A script or a pattern may have done it, or a person at that moment.
 */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { type BusyTime, isBusyAt } from '../../codex/busy-times.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import { tamperedAmong } from './guarded-files.ts';
import { keptIn } from './kept-in.ts';
import { type Run, RunStopped } from './run.ts';

/**
 * @param foreign backlog files that changed and that the agent did not name
 * @param busy when the agent could write
 * @throws RunStopped when one of them changed then, in what only people and the engine may change. Neither side's is taken back
 */
export async function stopOnDoubtfulEdits(
  run: Run,
  work: AttemptWork,
  { tree, changes }: Look,
  foreign: readonly string[],
  busy: readonly BusyTime[],
): Promise<void> {
  const { root } = run.repository;
  const times = await Promise.all(foreign.map((path) => changedAt(join(root, path))));
  const then = foreign.filter((_, index) => {
    const time = times[index];
    return time === undefined ? busy.length > 0 : isBusyAt(busy, time);
  });
  const guarded = changes.filter(({ path }) => then.includes(path));
  const doubtful = (await tamperedAmong(run, work, tree, guarded)).map(({ path }) => path);
  if (doubtful.length === 0) return;
  const leftover = await work.keep('criteria or front matter of another task changed');
  const paths = doubtful.join(', ');
  throw new RunStopped(
    `Criteria or front matter changed while a command of the agent ran, in ${paths}. No command names it, so it may have been ` +
      `the agent or you. Nothing was committed or put back${keptIn(leftover)}. Where it was not you, take it back ` +
      '(git checkout -- FILE); else commit it. Look at the rest of the work tree, then run again.',
  );
}

/**
 * When the content, the name or the mode of a file changed last, in milliseconds since 1970; no program can set that time.
 * Undefined when the file is gone.
 */
async function changedAt(file: string): Promise<number | undefined> {
  return lstat(file).then(
    ({ ctimeMs }) => ctimeMs,
    () => undefined,
  );
}
