/** Changes that were written into the work tree for one commit of our own. */
import { HeadMoved, isSameHead } from '../../git/head.ts';
import { type HeadState, type Repository, readHead } from '../../git/repository.ts';
import { readEntries, type TreeEntry } from '../../git/tree-entries.ts';
import type { WorkTreeCamera } from '../../git/work-tree.ts';

/** @throws HeadMoved where HEAD is not where the changes were planned for */
export async function refuseMovedHead(repository: Repository, head: HeadState): Promise<void> {
  const now = await readHead(repository);
  if (!isSameHead(head, now)) throw new HeadMoved(head, now);
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
