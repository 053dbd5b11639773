/** Changes that were written into the work tree for one commit of our own. */
import { endSentence } from '../../codex/codex-error.ts';
import { redact } from '../../codex/redact.ts';
import { HeadMoved, isSameHead } from '../../git/head.ts';
import { type HeadState, type Repository, readHead } from '../../git/repository.ts';
import { readEntries, type TreeEntry } from '../../git/tree-entries.ts';
import type { WorkTreeCamera } from '../../git/work-tree.ts';

/** @throws HeadMoved where HEAD is not where the changes were planned for */
export async function refuseMovedHead(repository: Repository, head: HeadState): Promise<void> {
  const now = await readHead(repository);
  if (!isSameHead(head, now)) throw new HeadMoved(head, now);
}

/**
 * What to say where a commit was refused and what was written for it can be neither kept nor put back. The caller leaves
 * the record of it to the next run.
 * @param refusal why there is no commit; undefined where somebody stopped it
 * @param failure what keeps it from being kept and put back
 */
export function leftInWords(refusal: Error | undefined, failure: Error): string {
  const sentence = ({ message }: Error) => endSentence(redact(message.trim()));
  const why = refusal === undefined ? 'It was stopped.' : `git refused the commit. ${sentence(refusal)}`;
  return (
    `${why} What was written is in the work tree as it was left: it could not be kept and put back. ${sentence(failure)} ` +
    'The next run does both. Mend the cause, then run again.'
  );
}

export interface WrittenChanges {
  readonly repository: Repository;
  readonly camera: WorkTreeCamera;
  /** Pictures of before they were written, and of now. */
  readonly before: string;
  readonly after: string;
  /** By path: what it was to be. */
  readonly changes: ReadonlyMap<string, TreeEntry | undefined>;
}

/** Makes exactly these paths what they were before. The caller has kept what is there now. @param isOurs whether a path is one of them */
export async function putChangesBack(
  { repository, camera, before, after, changes }: WrittenChanges,
  isOurs: (path: string) => boolean,
): Promise<void> {
  const differing = (await camera.compare(before, after)).filter(({ path }) => isOurs(path));
  const known = await readEntries(repository, before);
  // Nothing was in the place of a file that came. One that git ignores is in no picture.
  const came = [...changes].filter(([path, entry]) => entry !== undefined && !known.has(path));
  const added = came.map(([path]) => ({ path, change: 'A', isRepository: false }) as const);
  await camera.putBack(before, [...differing.filter(({ change }) => change !== 'A'), ...added]);
}
