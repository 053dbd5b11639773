/** The rule of HorizontalPodAutoscaler. Sources: autoscaling/v2 API reference, gitops-engine. */
import { type Condition, conditionOf, type KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy, progressing, troubled } from './health.ts';
import { hasLasted } from './lasting.ts';

/** Where autoscaling/v1 keeps the conditions, as JSON. */
const conditionsAnnotation = 'autoscaling.alpha.kubernetes.io/conditions';

/** How it says that it waits on purpose. */
const calm = new Set(['ScalingDisabled', 'BackoffBoth', 'BackoffUpscale', 'BackoffDownscale']);

/**
 * Errors of its metrics (ScalingActive) and of the object that it scales (AbleToScale) fail when they last: metrics of
 * new pods are missing for a moment. ScalingLimited is its work, and ScalingDisabled (zero replicas) somebody's wish.
 */
export function autoscalerHealth(autoscaler: KubeObject, now: number, graceMs: number): Health {
  const first = beforeKind(autoscaler, false);
  if (first !== undefined) return first;
  const conditions = ['AbleToScale', 'ScalingActive'].map((type) => conditionIn(autoscaler, type));
  for (const condition of conditions) {
    if (condition?.status !== 'False' || calm.has(condition.reason ?? '')) continue;
    const tell = hasLasted(condition.lastTransitionTime, graceMs, now) ? failed : troubled;
    return tell(condition.reason || `Not${condition.type}`, condition.message || `${condition.type} is False`);
  }
  if (conditions.some((condition) => condition?.reason === 'ScalingDisabled')) {
    return healthy('scales nothing', ['it is switched off, since its target has zero replicas']);
  }
  const [able, active] = conditions;
  if (able?.status === 'True' && active?.status === 'True') return healthy(active.message || 'scales');
  return progressing('NotScaling', 'has not computed a number of replicas yet');
}

function conditionIn(autoscaler: KubeObject, type: string): Condition | undefined {
  const own = conditionOf(autoscaler, type);
  const written = autoscaler.metadata?.annotations?.[conditionsAnnotation];
  if (own !== undefined || typeof written !== 'string') return own;
  try {
    return conditionOf({ status: { conditions: JSON.parse(written) as unknown } }, type);
  } catch {
    return undefined;
  }
}
