/** Plays Flux' controllers: answers a request to reconcile, and moves to the revision that the repository has. */
import { setTimeout as delay } from 'node:timers/promises';
import { type KubeObject, refOf, refText } from '../../src/cluster/kube-object.ts';
import type { KubernetesApi } from './kubernetes-api.ts';
import type { StoredObject } from './kubernetes-store.ts';

export interface PlayedFlux {
  /** What was asked to reconcile, in order: `Kustomization flux-system/apps`. */
  readonly asked: readonly string[];
  /** The values of requestedAt. */
  readonly requests: readonly string[];
}

export interface FluxPlay {
  /** The revision that a fetch finds. */
  revision(): string;
  /** The status of an attempt that is not the usual success; undefined for the usual one. */
  outcome?(object: StoredObject, revision: string): object | undefined;
}

/** Answers until the server is closed. */
export function playFlux(api: KubernetesApi, { revision, outcome }: FluxPlay): PlayedFlux {
  const asked: string[] = [];
  const requests: string[] = [];
  api.onChange(({ object }) => {
    const requestedAt = object.metadata.annotations?.['reconcile.fluxcd.io/requestedAt'];
    const { lastHandledReconcileAt } = (object.status ?? {}) as { lastHandledReconcileAt?: string };
    if (requestedAt === undefined || requestedAt === lastHandledReconcileAt || requests.includes(requestedAt)) return;
    asked.push(refText(refOf(object)));
    requests.push(requestedAt);
    // Not within the answer to the patch: a controller takes its time.
    void delay(20).then(() => {
      const now = revision();
      const status = outcome?.(object, now) ?? success(object, now);
      const old = api.get(refOf(object)) ?? object;
      const handled = { lastHandledReconcileAt: requestedAt, observedGeneration: old.metadata.generation };
      api.put({ ...old, status: { ...old.status, ...status, ...handled } } as KubeObject);
    });
  });
  return { asked, requests };
}

function success({ kind }: StoredObject, revision: string): object {
  const conditions = [{ type: 'Ready', status: 'True', reason: 'Succeeded', message: `revision ${revision}` }];
  if (kind === 'GitRepository') return { conditions, artifact: { revision } };
  if (kind === 'Kustomization') return { conditions, lastAppliedRevision: revision, lastAttemptedRevision: revision };
  return { conditions };
}
