/** The rule of PodDisruptionBudget. Sources: policy/v1 API reference, kstatus. */
import { conditionOf, type KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy } from './health.ts';

export interface DisruptionBudget extends KubeObject {
  readonly status?: {
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
  };
}

/**
 * A budget that allows no disruption does its work: InsufficientPods is a note, since the pods are judged themselves.
 * Any other reason of DisruptionAllowed=False (SyncFailed) is a failure: the budget protects nothing.
 */
export function disruptionBudgetHealth(budget: DisruptionBudget): Health {
  const first = beforeKind(budget, true);
  if (first !== undefined) return first;
  const { disruptionsAllowed = 0, currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
  const text = `${currentHealthy} healthy of ${desiredHealthy} wanted, ${disruptionsAllowed} disruptions allowed`;
  const allowed = conditionOf(budget, 'DisruptionAllowed');
  if (allowed?.status !== 'False') return healthy(text);
  if (allowed.reason === 'InsufficientPods') return healthy(text, ['no pod of it may be evicted now']);
  return failed(allowed.reason || 'DisruptionNotAllowed', allowed.message || 'its pods cannot be counted');
}
