/** The rule of Flux's Kustomization. Source: the Flux documentation of kustomize.toolkit.fluxcd.io, v1 and v1beta1, v1beta2. */
import type { Condition } from '../../kube-object.ts';
import { failed, type Health, healthy, progressing } from '../health.ts';
import { beforeFlux, beforeReady, type FluxObject, readyOf } from './flux.ts';
import { isSameRevision, shortRevision } from './revision.ts';
import type { FluxSource } from './source.ts';

export interface FluxKustomization extends FluxObject {
  readonly spec?: {
    readonly suspend?: boolean;
    readonly sourceRef?: { readonly kind?: string; readonly name?: string; readonly namespace?: string };
  };
  readonly status?: FluxObject['status'] & {
    readonly lastAppliedRevision?: string;
    readonly lastAttemptedRevision?: string;
  };
}

/** What is known of a Kustomization beside it. */
export interface KustomizationCircumstances {
  readonly source: FluxSource | undefined;
  /** Whether a revision holds the commit that was pushed; undefined when nothing was. */
  readonly holdsPush: ((revision: string) => boolean) | undefined;
}

/** Failures of an attempt that another attempt at the same revision does not cure. */
const finalReasons = new Set(['BuildFailed', 'ReconciliationFailed', 'HealthCheckFailed', 'PruneFailed']);

/**
 * Ready=True of this generation, and the revision that it applied is the one that its source has and holds the pushed
 * commit. Its controller tries again for ever after a failure and says Reconciling meanwhile; once a request to
 * reconcile was handled and the attempt failed, it has failed.
 */
export function kustomizationHealth(object: FluxKustomization, circumstances: KustomizationCircumstances): Health {
  const first = beforeFlux(object);
  const answer = answered(object);
  const isRetrying = first?.verdict === 'progressing' && first.troubled === true;
  if (isRetrying && answer !== undefined) return failed(answer.reason || 'NotReady', answer.message || first.message);
  if (first !== undefined) return first;
  const unready = beforeReady(object);
  if (unready?.verdict === 'failed' && isRequestPending(object)) {
    return { ...unready, verdict: 'progressing', troubled: true };
  }
  return unready ?? appliedHealth(object, circumstances);
}

function appliedHealth({ status }: FluxKustomization, { source, holdsPush }: KustomizationCircumstances): Health {
  const applied = status?.lastAppliedRevision;
  if (!applied) return progressing('NotApplied', 'is ready, and has applied no revision');
  const text = `applied ${shortRevision(applied)}`;
  const attempted = status?.lastAttemptedRevision;
  if (attempted && !isSameRevision(attempted, applied)) {
    return progressing('OldRevision', `${text}; ${shortRevision(attempted)} is tried`);
  }
  const stored = source?.status?.artifact?.revision;
  if (stored && !isSameRevision(stored, applied)) {
    return progressing('OldRevision', `${text}; its source has ${shortRevision(stored)}`);
  }
  if (holdsPush?.(applied) === false) {
    return progressing('OldRevision', `${text}, which does not hold the pushed commit`);
  }
  return healthy(text);
}

/** The failure of an attempt at this generation that somebody asked for and that is over. */
function answered(object: FluxKustomization): Condition | undefined {
  const ready = readyOf(object);
  const requested = requestOf(object);
  if (ready?.status !== 'False' || !finalReasons.has(ready.reason ?? '') || requested === undefined) return undefined;
  return object.status?.lastHandledReconcileAt === requested ? ready : undefined;
}

/** What is told is older than the request to reconcile. */
function isRequestPending(object: FluxKustomization): boolean {
  const requested = requestOf(object);
  return requested !== undefined && object.status?.lastHandledReconcileAt !== requested;
}

function requestOf({ metadata }: FluxKustomization): string | undefined {
  return metadata?.annotations?.['reconcile.fluxcd.io/requestedAt'];
}
