/** The related repositories of a run, locked: nobody else works on them meanwhile. */
import type { Repository } from '../../git/repository.ts';
import { findRelated, unagreedWarning } from '../related/find-related.ts';
import { lockRelated } from './related-locks.ts';

export interface TakenRelated {
  /** May be changed; by their paths. */
  readonly repositories: readonly Repository[];
  /** What is proposed and not usable, or not agreed to. */
  readonly warnings: readonly string[];
  release(): Promise<void>;
}

/** @throws RunStopped when somebody is at work in one of them; InputError when the user's file is not usable */
export async function takeRelated(repository: Repository, itemId: string, signal: AbortSignal): Promise<TakenRelated> {
  const found = await findRelated(repository, process.env);
  const unagreed = unagreedWarning(found, itemId, process.env);
  const warnings = [...found.faults, ...(unagreed === undefined ? [] : [unagreed])];
  return { repositories: found.agreed, warnings, release: await lockRelated(found.agreed, itemId, signal) };
}
