/** The rule of DaemonSet. Sources: apps/v1 API reference, `kubectl rollout status`. */
import type { DaemonSet } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy, progressing } from './health.ts';

/** Healthy when desired, current, updated, available and ready are equal. Wanted nowhere is a pass with a note. */
export function daemonSetHealth(set: DaemonSet): Health {
  const first = beforeKind(set, true);
  if (first !== undefined) return first;
  const { status } = set;
  const desired = status?.desiredNumberScheduled ?? 0;
  const counts = {
    current: status?.currentNumberScheduled ?? 0,
    updated: status?.updatedNumberScheduled ?? 0,
    available: status?.numberAvailable ?? 0,
    ready: status?.numberReady ?? 0,
  };
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const text = `${desired} wanted: ${parts.join(', ')}`;
  if (Object.values(counts).some((count) => count !== desired)) return progressing('RolloutProgressing', text);
  return healthy(text, desired === 0 ? ['no node matches it, so it runs nowhere'] : []);
}
