/** What a person saved in an editor while the agent worked is that person's, and nobody else may have changed it. */
import { join } from 'node:path';
import type { CodexOutcome } from '../../codex/exec.ts';
import { lookAtFile } from '../../session/file-look.ts';
import type { AttemptWork, Look } from './attempt-work.ts';
import { isNamed } from './named-path.ts';
import { innerFiles } from './recovered-inner.ts';
import { type Run, RunStopped } from './run.ts';
import { handOf, isAbout, savesOf } from './saved-meanwhile.ts';

const reasons = {
  'changed after': 'they have another content now than was saved',
  'changed before': 'they had been changed before they were saved',
  named: 'a command or an edit of the agent names them',
} as const;

/**
 * The changed paths that a person saved, deleted or moved in an editor, and that the agent had no hand in.
 * @throws RunStopped where it may have had one. These files stay as they are; the rest is kept and put back
 */
export async function savedAlone(
  { repository }: Run,
  work: AttemptWork,
  { changes }: Look,
  outcome: Pick<CodexOutcome, 'commands' | 'changedFiles'>,
): Promise<string[]> {
  const saved = await work.saved();
  if (saved.length === 0) return [];
  const all = [...changes, ...innerFiles(await work.inner.changes())];
  const paths = all.map(({ path }) => path).filter((path) => saved.some((each) => isAbout(each, path)));
  const overlaps: Overlap[] = [];
  for (const path of paths) {
    const hand = handOf(savesOf(saved, path), {
      now: (await lookAtFile(join(repository.root, path)))?.content,
      since: work.baseline.takenAt,
      isNamed: isNamed(path, outcome),
    });
    if (hand !== undefined) overlaps.push({ path, hand });
  }
  if (overlaps.length > 0) await stopOnOverlaps(work, overlaps);
  return paths;
}

/**
 * Judged as the criterion's, and saved by a person since: while a check ran, for example.
 * @param paths what is about to be committed
 * @throws RunStopped where there are any, as above
 */
export async function stopOnLateSaves(work: AttemptWork, paths: readonly string[]): Promise<void> {
  const saved = await work.saved();
  const late = paths.filter((path) => saved.some((each) => isAbout(each, path)));
  if (late.length === 0) return;
  await stopOnOverlaps(
    work,
    late.map((path) => ({ path, hand: 'changed before' })),
  );
}

interface Overlap {
  readonly path: string;
  readonly hand: keyof typeof reasons;
}

async function stopOnOverlaps(work: AttemptWork, overlaps: readonly Overlap[]): Promise<never> {
  const leftover = await work.keepAndPutBack('touched files that were saved meanwhile');
  const why = [...new Set(overlaps.map(({ hand }) => reasons[hand]))].join(', and ');
  throw new RunStopped(
    `Files were saved in an editor while the criterion ran, and it may have changed them too: ` +
      `${overlaps.map(({ path }) => path).join(', ')} (${why}). They were left as they are now; all that changed is kept in ` +
      `${leftover}, and the rest was put back. Commit or revert your edits, then run again.`,
  );
}
