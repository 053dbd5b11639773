/** The rule of Node. Source: core/v1 API reference, node conditions. */
import { conditionOf, isTrue, type KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy, progressing, troubled } from './health.ts';
import { hasLasted } from './lasting.ts';

export interface Node extends KubeObject {
  readonly spec?: { readonly unschedulable?: boolean };
}

const pressures = ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'];

/**
 * Ready decides; one that has not been ready for the grace time has failed, since a node needs a moment to come up.
 * Pressure and a node that takes no new pods are notes.
 */
export function nodeHealth(node: Node, now: number, graceMs: number): Health {
  const first = beforeKind(node, false);
  if (first !== undefined) return first;
  const ready = conditionOf(node, 'Ready');
  if (ready === undefined) return progressing('NotReady', 'has not reported its state yet');
  if (ready.status !== 'True') {
    const tell = hasLasted(ready.lastTransitionTime, graceMs, now) ? failed : troubled;
    return tell(ready.reason || 'NotReady', ready.message || `Ready is ${ready.status}`);
  }
  const notes = pressures.filter((type) => isTrue(node, type)).map((type) => `it has ${type}`);
  const cordoned = node.spec?.unschedulable === true ? ['it takes no new pods (cordoned)'] : [];
  return healthy('Ready', [...notes, ...cordoned]);
}
