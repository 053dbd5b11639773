/** Asks a cluster which Flux objects are suspended that a task needs. Reads only. */
import { ApiError } from './api-error.ts';
import { type ClusterConnection, openConnection } from './connection.ts';
import { guardContext } from './context-guard.ts';
import { Discovery } from './discovery.ts';
import { inParallel } from './in-parallel.ts';
import type { KubeObject } from './kube-object.ts';
import { KubeconfigError, pickContext, readKubeconfig } from './kubeconfig.ts';
import type { ClusterAccess } from './request.ts';
import { resolveTarget, type Targeted } from './resolve-target.ts';
import { listPath } from './resource.ts';
import { suspendedInScope } from './suspended-flux.ts';

export interface FluxQuestion extends Targeted {
  readonly access: ClusterAccess;
  /** Flux objects that the scope names. */
  readonly flux: readonly string[];
}

/** For all answers; milliseconds. */
const limitMs = 20_000;
const listsAtOnce = 6;
const sourceKinds = ['gitrepositories', 'ocirepositories', 'helmrepositories', 'buckets'];

/**
 * What is suspended, as `Kustomization flux-system/apps`. Nothing where there is no Flux, no cluster that may be looked at, or
 * no answer: the verification tells that.
 * @throws the signal's reason
 */
export async function readSuspendedFlux(question: FluxQuestion, signal: AbortSignal): Promise<string[]> {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
  let connection: ClusterConnection | undefined;
  try {
    const guard = await guardContext(question.access);
    const kubeconfig = await readKubeconfig(question.access);
    if (guard.status !== 'ok' || kubeconfig === undefined) return [];
    connection = await openConnection(pickContext(kubeconfig, guard.context));
    return await ask(connection, question, deadline);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof ApiError || error instanceof KubeconfigError || deadline.aborted) return [];
    throw error;
  } finally {
    await connection?.close();
  }
}

async function ask(connection: ClusterConnection, question: FluxQuestion, signal: AbortSignal): Promise<string[]> {
  const plan = await resolveTarget(connection, question, signal, []);
  const discovery = new Discovery(connection, signal);
  const list = async (kind: string): Promise<KubeObject[]> => {
    const served = await discovery.find(kind);
    if (served === undefined) return [];
    try {
      // A list leaves the kind of its objects out.
      return (await connection.list(listPath(served), signal)).map((object) => ({ ...object, kind: served.kind }));
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'forbidden') return [];
      throw error;
    }
  };
  const [kustomizations, helmReleases, ...sources] = await inParallel(
    [
      'kustomizations.kustomize.toolkit.fluxcd.io',
      'helmreleases.helm.toolkit.fluxcd.io',
      ...sourceKinds.map((kind) => `${kind}.source.toolkit.fluxcd.io`),
    ],
    listsAtOnce,
    list,
  );
  return suspendedInScope(plan, question.flux, {
    kustomizations: kustomizations ?? [],
    helmReleases: helmReleases ?? [],
    sources: sources.flat(),
  });
}
