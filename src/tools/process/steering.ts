/** The files that say which cluster may be touched: read before an attempt, put back after it, also where git ignores them. */
import { lstat, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepFile } from '../../git/leftovers.ts';
import type { Repository } from '../../git/repository.ts';
import { readRegular } from '../../session/regular-file.ts';
import { stateFile } from '../../session/state.ts';

/** The repository's configuration and state, below its root. */
export const steeringFiles: readonly string[] = ['.agent-config.json', stateFile];

/** Contents by name; undefined for a file that is not there. */
export type Steering = ReadonlyMap<string, Buffer | undefined>;

export interface SteeringPutBack {
  readonly name: string;
  /** Ref that keeps what it was; undefined when the file was gone. */
  readonly kept: string | undefined;
}

/** Reads them as they are now. */
export async function readSteering(root: string): Promise<Steering> {
  const read = async (name: string) => [name, await readRegular(join(root, name)).catch(() => undefined)] as const;
  return new Map(await Promise.all(steeringFiles.map(read)));
}

/**
 * Makes them what they were, and keeps what they were changed to.
 * @param isTheirs whether a change of this file is left alone
 */
export async function putSteeringBack(
  repository: Repository,
  itemId: string,
  steering: Steering,
  isTheirs: (name: string) => boolean | Promise<boolean>,
): Promise<SteeringPutBack[]> {
  const now = await readSteering(repository.root);
  const done: SteeringPutBack[] = [];
  for (const [name, before] of steering) {
    const after = now.get(name);
    const isPipe = after === undefined && (await isPipeOrSocket(join(repository.root, name)));
    const isSame = before === after || (before !== undefined && after?.equals(before) === true);
    if ((isSame && !isPipe) || (await isTheirs(name))) continue;
    const kept = after === undefined ? undefined : await keepFile(repository, name, `${itemId}-${name.slice(1)}`);
    // What nobody can read may stand there.
    if (before === undefined || isPipe) await rm(join(repository.root, name));
    if (before !== undefined) await writeFile(join(repository.root, name), before);
    done.push({ name, kept });
  }
  return done;
}

async function isPipeOrSocket(file: string): Promise<boolean> {
  const entry = await lstat(file).catch(() => undefined);
  return entry !== undefined && (entry.isFIFO() || entry.isSocket());
}
