/** Failures that only follow from some that are known. Pure. */
import type { Failure, Link } from '../verification.ts';
import { groupsOf } from './causes.ts';

/** The task's failures of which every cause has at its root nothing but known failures, or such and external ones. */
export function consequencesOf(
  known: ReadonlySet<Failure>,
  failures: readonly Failure[],
  links: readonly Link[] = [],
): Failure[] {
  if (known.size === 0) return [];
  const explained = new Set<Failure>();
  const own = new Set<Failure>();
  for (const { roots, followers } of groupsOf(failures, links)) {
    for (const root of roots) own.add(root);
    if (roots.some((root) => !known.has(root) && root.scope === 'task'))
      for (const failure of followers) own.add(failure);
    else if (roots.some((root) => known.has(root))) for (const failure of followers) explained.add(failure);
  }
  const isMeant = (failure: Failure) => failure.scope === 'task' && !known.has(failure);
  return failures.filter((failure) => isMeant(failure) && explained.has(failure) && !own.has(failure));
}
