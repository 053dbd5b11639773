/** Files that a person saved in an editor while the criterion ran: whose content they have now. Pure. */
import type { SavedFile } from '../../session/saved-file.ts';

/** Whether a path, or the folder that is gone and held it, is what was saved. */
export function isAbout({ path, content }: SavedFile, changed: string): boolean {
  return path === changed || (content === null && changed.startsWith(`${path}/`));
}

/** What was done to a path, in its order, and to the file that was moved there last when it was elsewhere. */
export function savesOf(saved: readonly SavedFile[], changed: string): SavedFile[] {
  const moved = saved.findLastIndex(({ path, was }) => path === changed && was !== undefined);
  const was = saved[moved]?.was;
  if (was === undefined) return saved.filter((each) => isAbout(each, changed));
  const elsewhere = savesOf(saved.slice(0, moved), was).filter(({ content }) => content !== null);
  return [...elsewhere, ...saved.slice(moved).filter((each) => isAbout(each, changed))];
}

/** What is known of a path that somebody saved. */
export interface Surroundings {
  /** Content on disk now, as `FileLook` has it; undefined where it cannot be read. */
  readonly now: string | null | undefined;
  /** The picture that was taken before; milliseconds since 1970. */
  readonly since: number;
  /** Whether something that the agent ran or edited names the file. */
  readonly isNamed: boolean;
}

/**
 * Why the agent may have had a hand in the file as well; undefined where it is the person's alone.
 * @param saves of this path since the picture, as `savesOf` tells them; at least one
 */
export function handOf(
  saves: readonly SavedFile[],
  { now, since, isNamed }: Surroundings,
): 'changed after' | 'changed before' | 'named' | undefined {
  if (saves.at(-1)?.content !== now) return 'changed after';
  // What the file was changed to between two saves, or before the first, is part of what the person saved then.
  let last: number | null = since;
  for (const { from, to } of saves) {
    if (from !== null && last !== null && from > last) return 'changed before';
    last = to;
  }
  return isNamed ? 'named' : undefined;
}
