/** When files changed last, against the times in which the agent could write. */
import { lstat, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BusyTime, isBusyAt } from '../../codex/busy-times.ts';

/** How far the file system's clock may be off; milliseconds. */
const toleratedMs = 100;

/** When the agent could write; milliseconds since 1970. */
export interface WritingTimes {
  readonly busy: readonly BusyTime[];
  /** The picture that was taken before; what is older came here with its folder. */
  readonly since: number;
}

export interface ChangeTimes {
  /** Changed last when the agent could write, or nobody can tell. */
  readonly within: readonly string[];
  /** Changed last when nothing of the agent was under way: somebody else did it. */
  readonly outside: readonly string[];
}

/**
 * Sorts paths by the time at which content, name or mode changed last, which no program can set. Files that are gone have
 * none, and one that was moved with its folder has an old one; where the file system's clock is not this machine's (a network drive), nobody can tell of any.
 * @param folder where a file may be written to look at that clock, on the same file system
 */
export async function changeTimes(
  root: string,
  paths: readonly string[],
  { busy, since }: WritingTimes,
  folder: string,
): Promise<ChangeTimes> {
  if (paths.length === 0 || !(await isOwnClock(folder))) return { within: paths, outside: [] };
  const times = await Promise.all(paths.map((path) => changedAt(join(root, path))));
  const isOutside = (index: number) => {
    const time = times[index];
    return time !== undefined && time >= since && !isBusyAt(busy, time);
  };
  return {
    within: paths.filter((_, index) => !isOutside(index)),
    outside: paths.filter((_, index) => isOutside(index)),
  };
}

async function changedAt(file: string): Promise<number | undefined> {
  return lstat(file).then(
    ({ ctimeMs }) => ctimeMs,
    () => undefined, // it is gone
  );
}

async function isOwnClock(folder: string): Promise<boolean> {
  const file = join(folder, 'clock');
  const before = Date.now();
  await writeFile(file, '');
  const { ctimeMs } = await lstat(file);
  const after = Date.now();
  await rm(file);
  return ctimeMs >= before - toleratedMs && ctimeMs <= after + toleratedMs;
}
