/** The related repositories of a rollback: those that the user agreed to, locked one by one. One that is busy keeps no other. */
import type { Repository } from '../../git/repository.ts';
import { describeHolder } from '../../session/lock.ts';
import { findRelated } from '../related/find-related.ts';
import { lockRepository } from '../repository-lock.ts';

export interface RelatedRepository {
  readonly repository: Repository;
  /** Why nothing may be done there now. */
  readonly obstacle?: string;
}

export interface LockedRelated {
  readonly places: readonly RelatedRepository[];
  /** What was not looked at, and why. */
  readonly warnings: readonly string[];
  release(): Promise<void>;
}

/** The caller holds the lock of the repository with the task. @throws the signal's reason */
export async function lockEachRelated(
  repository: Repository,
  itemId: string,
  signal: AbortSignal,
): Promise<LockedRelated> {
  const found = await findRelated(repository, process.env).catch((error: Error) => error);
  // A configuration of the user's that cannot be read is no reason not to roll back; nothing is known of others then.
  if (found instanceof Error) {
    const warning = `Related repositories were not looked at, so what runs committed there stays: ${found.message}`;
    return { places: [], warnings: [warning], release: async () => {} };
  }
  const unagreed = found.unagreed.map(
    ({ root }) => `You have not agreed to ${root}, so it was not looked at; what runs committed there stays.`,
  );
  const places: RelatedRepository[] = [];
  const releases: (() => Promise<void>)[] = [];
  const release = async () => {
    for (const each of releases.splice(0).reverse()) await each();
  };
  try {
    for (const one of found.agreed) {
      const lock = await lockRepository(one.commonDir, itemId, signal);
      if (lock.status === 'held') releases.push(() => lock.release());
      const busy = lock.status === 'busy' ? describeHolder(one.commonDir, lock.holder) : undefined;
      places.push(busy === undefined ? { repository: one } : { repository: one, obstacle: busy });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { places, warnings: [...found.faults, ...unagreed], release };
}
