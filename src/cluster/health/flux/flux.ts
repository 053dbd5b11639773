/**
 * What all objects of Flux have in common. Sources: the status sections of the Flux API documentation, of v1 and v2 and
 * of the versions served before, and fluxcd/pkg/runtime (conditions, ProgressingWithRetry).
 */
import { type Condition, conditionOf, type KubeObject } from '../../kube-object.ts';
import { anyKindHealth, beforeKind, whenDeleted } from '../any-kind.ts';
import { failed, type Health, healthy, progressing, suspended, troubled } from '../health.ts';

export interface FluxObject extends KubeObject {
  readonly spec?: { readonly suspend?: boolean };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastHandledReconcileAt?: string;
    readonly conditions?: readonly Condition[];
  };
}

/** Ready=False for a reason that goes away by itself: what it needs is not there yet, or the work goes on. */
const waitingReasons = new Set([
  'DependencyNotReady',
  'ArtifactFailed',
  'SourceNotReady',
  'NoSourceArtifact',
  'Progressing',
  'ProgressingWithRetry',
]);

/** An object of Flux without a rule of its own: Ready=True of this generation. */
export function fluxHealth(object: FluxObject): Health {
  return beforeFlux(object) ?? beforeReady(object) ?? healthy(conditionOf(object, 'Ready')?.message || 'Ready');
}

/** An object that its controller only reads when it needs it, and gives no status in its newest version. */
export function staticFluxHealth(object: FluxObject): Health {
  const deleted = whenDeleted(object);
  if (deleted !== undefined) return deleted;
  return object.spec?.suspend === true ? suspended('is suspended') : anyKindHealth(object);
}

/**
 * Suspended comes first, although Ready stays True: its controller looks at nothing any more, not even at a new
 * generation. Then a status that is missing (kstatus calls that current) or of an older generation, Stalled and
 * Reconciling; a controller that tries again and again (ProgressingWithRetry) says what went wrong.
 */
export function beforeFlux(object: FluxObject): Health | undefined {
  const deleted = whenDeleted(object);
  if (deleted !== undefined) return deleted;
  if (object.spec?.suspend === true) return suspended('is suspended: changes are not applied');
  const first = beforeKind(object, true) ?? unseen(object);
  if (first?.verdict !== 'progressing') return first;
  const ready = readyOf(object);
  if (ready?.status !== 'False' || waitingReasons.has(ready.reason ?? '')) return first;
  return troubled(ready.reason || first.reason, `${ready.message || 'is not ready'} (${first.message})`);
}

/** Everything but Ready=True of this generation. Undefined when the kind's own rule decides. */
export function beforeReady(object: FluxObject): Health | undefined {
  const ready = readyOf(object);
  if (ready === undefined) return progressing('NotReady', 'its controller has not told yet whether it is ready');
  if (ready.status === 'True') return undefined;
  const reason = ready.reason || 'NotReady';
  const message = ready.message || `Ready is ${ready.status}`;
  if (ready.status !== 'False') return progressing(reason, message);
  return waitingReasons.has(reason) ? progressing(reason, message) : failed(reason, message);
}

/** The condition Ready, where it speaks of this generation; controllers before 2022 do not say of which it speaks. */
export function readyOf(object: FluxObject): Condition | undefined {
  const ready = conditionOf(object, 'Ready');
  const { generation = 0 } = object.metadata ?? {};
  return (ready?.observedGeneration ?? generation) < generation ? undefined : ready;
}

/** Flux begins with observedGeneration -1. */
function unseen({ status }: FluxObject): Health | undefined {
  if ((status?.observedGeneration ?? 0) >= 1) return undefined;
  return progressing('NotObserved', 'its controller has seen nothing of it yet');
}
