/** The rule of StatefulSet. Sources: apps/v1 API reference, `kubectl rollout status`. */
import type { StatefulSet } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy, progressing } from './health.ts';

/**
 * Healthy when ready and available equal what is wanted (with OnDelete too, which others pass unseen), updated
 * reaches what the partition lets be updated, and without a partition the current revision is the updated one.
 */
export function statefulSetHealth(set: StatefulSet): Health {
  const first = beforeKind(set, true);
  if (first !== undefined) return first;
  const { spec, status } = set;
  const wanted = spec?.replicas ?? 1;
  const ready = status?.readyReplicas ?? 0;
  const available = status?.availableReplicas ?? 0;
  const updated = status?.updatedReplicas ?? 0;
  const text = `${wanted} wanted: ${ready} ready, ${available} available, ${updated} updated`;
  if (ready !== wanted || available !== wanted) return progressing('RolloutProgressing', text);
  const sameRevision = status?.currentRevision === status?.updateRevision;
  if (spec?.updateStrategy?.type === 'OnDelete') {
    const notes = sameRevision ? [] : ['updates are rolled out only when its pods are deleted (OnDelete)'];
    return healthy(text, notes);
  }
  const partition = spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (updated < wanted - partition) return progressing('RolloutProgressing', text);
  if (partition === 0 && !sameRevision) {
    return progressing('RolloutProgressing', `${text}; revision ${status?.updateRevision} is not the current one yet`);
  }
  return healthy(text, partition > 0 ? [`partition ${partition}: pods below it keep the old revision`] : []);
}
