/** A rollout in the light of its pods. Source: `kubectl rollout status` waits for the deadline here; a gate need not. */
import { type KubeObject, refOf, refText } from '../kube-object.ts';
import type { Around } from './around.ts';
import { failed, type Health } from './health.ts';
import { controllerOfPod } from './pod-circumstances.ts';

/**
 * A rollout whose own new pods have failed does not come to its end: no need to wait for its progress deadline. Before
 * its controller has seen the last change, the pods are those of the change before.
 */
export function withOwnPods(rule: (object: KubeObject) => Health): (object: KubeObject, around: Around) => Health {
  return (object, around) => {
    const own = rule(object);
    if (own.verdict !== 'progressing' || own.reason === 'NotObserved') return own;
    for (const pod of around.objects.podsOf(object)) {
      const health = around.healthOf(pod);
      if (health.verdict !== 'failed' || controllerOfPod(pod, around.objects)?.outdated === true) continue;
      return failed(health.reason, `${own.message}; ${refText(refOf(pod, 'Pod'))}: ${health.message}`);
    }
    return own;
  };
}
