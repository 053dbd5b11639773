/**
 * The rules that come before every kind's own, and the rule for kinds that have none. Sources: kstatus (generation,
 * Stalled, Reconciling, Ready), the API conventions of Kubernetes (conditions, observedGeneration).
 */
import { conditionOf, isTrue, type KubeObject } from '../kube-object.ts';
import { failed, type Health, healthy, progressing } from './health.ts';

/** An object that is being deleted is never a pass, whatever its status says. */
export function whenDeleted(object: KubeObject): Health | undefined {
  const { deletionTimestamp, finalizers = [] } = object.metadata ?? {};
  if (deletionTimestamp === undefined || deletionTimestamp === null) return undefined;
  const held = finalizers.length === 0 ? '' : `; its finalizers are ${finalizers.join(', ')}`;
  return { verdict: 'terminating', reason: 'Terminating', message: `is being deleted${held}` };
}

/**
 * What holds whatever the kind: an object being deleted is never a pass; a status older than the spec says nothing
 * about it; Stalled=True fails and beats Reconciling=True, in whatever order they stand (kstatus takes the first).
 * @param observes whether the controller of this kind always sets `status.observedGeneration`
 * @returns undefined when the kind's own rule decides
 */
export function beforeKind(object: KubeObject, observes: boolean): Health | undefined {
  const deleted = whenDeleted(object);
  if (deleted !== undefined) return deleted;
  const observed = observedOf(object.status);
  if (observed === undefined ? observes : isOlder(observed, object)) return notObserved(object, observed);
  const stalled = conditionOf(object, 'Stalled');
  if (stalled?.status === 'True') return failed(stalled.reason || 'Stalled', stalled.message || 'is stalled');
  const reconciling = conditionOf(object, 'Reconciling');
  if (reconciling?.status === 'True') {
    return progressing(reconciling.reason || 'Reconciling', reconciling.message || 'is being reconciled');
  }
  return undefined;
}

/** Some controllers write it as text (Argo Rollouts). */
function observedOf(status: object | undefined): number | undefined {
  const observed = status !== undefined && 'observedGeneration' in status ? status.observedGeneration : undefined;
  if (typeof observed === 'string' && /^\d+$/.test(observed)) return Number(observed);
  return typeof observed === 'number' ? observed : undefined;
}

function isOlder(observed: number, { metadata }: KubeObject): boolean {
  return observed < (metadata?.generation ?? 0);
}

function notObserved({ metadata }: KubeObject, observed: number | undefined): Health {
  const seen = observed === undefined ? 'nothing of it yet' : `generation ${observed}`;
  const wanted = metadata?.generation ?? '?';
  return progressing('NotObserved', `generation ${wanted} is wanted, the controller has seen ${seen}`);
}

/**
 * A kind without a rule of its own: Ready decides, else Available, else that it exists. The condition may tell by itself of
 * which generation it speaks (cert-manager's Certificate has it nowhere else).
 */
export function anyKindHealth(object: KubeObject): Health {
  const first = beforeKind(object, false);
  if (first !== undefined) return first;
  const type = ['Ready', 'Available'].find((wanted) => conditionOf(object, wanted) !== undefined);
  if (type === undefined) return healthy('exists');
  const { status, reason, message, observedGeneration } = conditionOf(object, type) ?? {};
  if (observedGeneration !== undefined && isOlder(observedGeneration, object)) {
    return notObserved(object, observedGeneration);
  }
  if (isTrue(object, type)) return healthy(message || type);
  return progressing(reason || `Not${type}`, message || `${type} is ${status}`);
}
