/** The rules of Deployment and ReplicaSet. Sources: apps/v1 API reference, `kubectl rollout status`. */
import { conditionOf, type Deployment, type ReplicaSet } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy, progressing, suspended } from './health.ts';

/**
 * A Deployment is healthy when its updated, total, available and ready replicas all equal what is wanted and
 * Available=True. maxUnavailable gives no slack: this is a gate, `Available` alone is a display. A rollout past its
 * progress deadline fails although the old pods still serve.
 */
export function deploymentHealth(deployment: Deployment): Health {
  const first = beforeKind(deployment, true);
  if (first !== undefined) return first;
  const { spec, status } = deployment;
  if (spec?.paused === true) return suspended('is paused: changes of its template are not rolled out');
  const progress = conditionOf(deployment, 'Progressing');
  if (progress?.status === 'False' && progress.reason === 'ProgressDeadlineExceeded') {
    return failed('ProgressDeadlineExceeded', progress.message || 'the rollout went past its progress deadline');
  }
  const refused = replicaFailure(deployment);
  if (refused !== undefined) return refused;
  const wanted = spec?.replicas ?? 1;
  const counts = {
    updated: status?.updatedReplicas ?? 0,
    total: status?.replicas ?? 0,
    available: status?.availableReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
  };
  const text = countsText(wanted, counts);
  if (Object.values(counts).some((count) => count !== wanted)) return progressing('RolloutProgressing', text);
  const available = conditionOf(deployment, 'Available');
  if (available?.status !== 'True') {
    return progressing(available?.reason || 'NotAvailable', available?.message || `${text}; not Available yet`);
  }
  return healthy(text);
}

/** A ReplicaSet is healthy when its total, ready and available replicas all equal what is wanted. */
export function replicaSetHealth(replicaSet: ReplicaSet): Health {
  const first = beforeKind(replicaSet, true) ?? replicaFailure(replicaSet);
  if (first !== undefined) return first;
  const { spec, status } = replicaSet;
  const wanted = spec?.replicas ?? 1;
  const counts = {
    total: status?.replicas ?? 0,
    available: status?.availableReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
  };
  const text = countsText(wanted, counts);
  if (Object.values(counts).some((count) => count !== wanted)) return progressing('ReplicasProgressing', text);
  return healthy(text);
}

/** ReplicaFailure=True: pods cannot be created at all (quota, admission), which no waiting cures. */
function replicaFailure(object: ReplicaSet): Health | undefined {
  const failure = conditionOf(object, 'ReplicaFailure');
  if (failure?.status !== 'True') return undefined;
  return failed(failure.reason || 'ReplicaFailure', failure.message || 'pods cannot be created');
}

function countsText(wanted: number, counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return `${wanted} wanted: ${parts.join(', ')}`;
}
