/** Judges the objects of a dump together, by the same rules as those of a cluster. Pure. */
import type { Earlier } from '../health/around.ts';
import type { Verdict } from '../health/health.ts';
import { RelatedObjects } from '../health/related-objects.ts';
import { aroundOf } from '../health/rules.ts';
import { conditionOf, type KubeObject, type Pod } from '../kube-object.ts';

/** What is said of one object. */
export interface DumpVerdict {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty for what belongs to no namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** What is known of it, with what is to be noted but does not fail it. */
  readonly message: string;
}

/**
 * A dump has no second look. Trouble with images counts from when the pod had its node; where that is not told, it has
 * lasted. Restarts count only while somebody watches.
 */
const onlyLook: Earlier = {
  pullTroubleSince: (pod: Pod) => {
    const scheduled = conditionOf(pod, 'PodScheduled')?.lastTransitionTime;
    return Date.parse(scheduled ?? pod.status?.startTime ?? pod.metadata?.creationTimestamp ?? '') || 0;
  },
  restartsBefore: () => ({}),
};

/** Less than in a cluster that is watched need not be waited for. */
const grace = { pullMs: 30_000, schedulingMs: 60_000, metricsMs: 60_000, nodeMs: 60_000 };

/**
 * A verdict for each object, in their order.
 * @param now milliseconds since the epoch
 */
export function judgeDump(objects: readonly KubeObject[], now: number): DumpVerdict[] {
  const around = aroundOf({
    now,
    grace,
    earlier: onlyLook,
    objects: new RelatedObjects(objects, { partial: true }),
    needsAddress: () => false,
    answeringHosts: new Set(),
    holdsPush: undefined,
  });
  return objects.map((object) => {
    const { apiVersion = '', kind = '', metadata } = object;
    const { verdict, reason, message, notes = [] } = around.healthOf(object);
    const { namespace = '', name = '' } = metadata ?? {};
    return {
      apiVersion,
      kind,
      namespace: typeof namespace === 'string' ? namespace : '',
      name,
      verdict,
      reason,
      message: [message, ...notes].join('; '),
    };
  });
}
