/** Locks of related repositories. The caller holds that of the repository with the task, and waits for none of these. */
import type { Repository } from '../../git/repository.ts';
import { describeHolder } from '../../session/lock.ts';
import { lockRepository } from '../repository-lock.ts';
import { inPlace } from './related-runs.ts';
import { RunStopped } from './run.ts';

/**
 * Takes the locks in the order of the paths.
 * @returns what releases them
 * @throws RunStopped when somebody is at work in one of them; none is held then
 */
export async function lockRelated(
  repositories: readonly Repository[],
  itemId: string,
  signal: AbortSignal,
): Promise<() => Promise<void>> {
  const releases: (() => Promise<void>)[] = [];
  const release = async () => {
    for (const each of releases.splice(0).reverse()) await each();
  };
  try {
    for (const one of repositories.toSorted((a, b) => (a.root < b.root ? -1 : 1))) {
      releases.push(await inPlace(one.root, () => lock(one, itemId, signal)));
    }
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

async function lock({ commonDir }: Repository, itemId: string, signal: AbortSignal): Promise<() => Promise<void>> {
  const taken = await lockRepository(commonDir, itemId, signal);
  if (taken.status === 'busy') throw new RunStopped(describeHolder(commonDir, taken.holder), 'busy');
  return () => taken.release();
}
