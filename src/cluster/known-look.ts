/** What rules may know of objects that were read from a cluster just now. Pure. */
import type { Known } from './health/around.ts';
import type { Patience } from './request.ts';

/** Of a look at no pushed commit; nodes and metrics are given as long as scheduling. */
export function knownLook(
  seen: Omit<Known, 'grace' | 'holdsPush'>,
  { pullGraceMs, schedulingGraceMs }: Pick<Patience, 'pullGraceMs' | 'schedulingGraceMs'>,
): Known {
  const grace = {
    pullMs: pullGraceMs,
    schedulingMs: schedulingGraceMs,
    metricsMs: schedulingGraceMs,
    nodeMs: schedulingGraceMs,
  };
  return { ...seen, grace, holdsPush: undefined };
}
