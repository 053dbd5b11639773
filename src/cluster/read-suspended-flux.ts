/** Asks a cluster which Flux objects are suspended that a task needs. Reads only. */
import { ApiError } from './api-error.ts';
import { type ClusterConnection, openConnection } from './connection.ts';
import { guardContext } from './context-guard.ts';
import { Discovery } from './discovery.ts';
import { type FluxKind, helmReleaseKind, kustomizationKind, sourceKinds } from './flux/flux-kinds.ts';
import { readFluxFeeds, readingOf, servedFlux } from './flux/read-objects.ts';
import { KubeconfigError, pickContext, readKubeconfig } from './kubeconfig.ts';
import type { ClusterAccess } from './request.ts';
import { resolveTarget, type Targeted } from './resolve-target.ts';
import { suspendedInScope } from './suspended-flux.ts';

export interface FluxQuestion extends Targeted {
  readonly access: ClusterAccess;
  /** Flux objects that the scope names. */
  readonly flux: readonly string[];
}

/** For all answers; milliseconds. */
const limitMs = 20_000;

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
  const served = await servedFlux(new Discovery(connection, signal));
  const { objects } = readingOf(await readFluxFeeds(connection, served, [], signal));
  const of = (...kinds: readonly FluxKind[]) => objects.filter(({ kind }) => kinds.some((each) => each.kind === kind));
  return suspendedInScope(plan, question.flux, {
    kustomizations: of(kustomizationKind),
    helmReleases: of(helmReleaseKind),
    sources: of(...sourceKinds),
  });
}
