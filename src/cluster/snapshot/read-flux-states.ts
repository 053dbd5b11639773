/** Reads the Flux objects of a cluster for a snapshot. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import { Discovery } from '../discovery.ts';
import { fluxNameOf } from '../flux/flux-scope.ts';
import { judgeFlux } from '../flux/judge-flux.ts';
import { Revisions } from '../flux/push-proof.ts';
import { permissionsText, readFluxFeeds, readingOf, servedFlux } from '../flux/read-objects.ts';
import { fluxNamespaces } from '../flux/watch-flux.ts';
import { refOf } from '../kube-object.ts';
import type { Plan } from '../plan.ts';
import { fluxStates } from './flux-states.ts';
import type { Snapshot } from './snapshot.ts';

export interface FluxRead extends Pick<Snapshot, 'flux' | 'hasAllFlux'> {
  /** Why these may not be all. */
  readonly gap?: string;
}

/** For all answers together, so that the workloads are seen where these take too long. Milliseconds. */
const limitMs = 12_000;

/**
 * All that may be read, whatever of it a task is about: that is known when its commits are there. Each is judged by itself.
 * @param names as the scope has them
 * @throws the signal's reason
 */
export async function readFluxStates(
  connection: ClusterConnection,
  plan: Plan,
  names: readonly string[],
  signal: AbortSignal,
): Promise<FluxRead> {
  const deadline = AbortSignal.timeout(limitMs);
  const either = AbortSignal.any([signal, deadline]);
  try {
    const served = await servedFlux(new Discovery(connection, either));
    const named = names.flatMap((name) => fluxNameOf(name) ?? []);
    const feeds = await readFluxFeeds(connection, served, fluxNamespaces(plan, named), either);
    const { objects, refused } = readingOf(feeds);
    const flux = fluxStates(judged(objects));
    if (refused.length === 0) return { flux, hasAllFlux: true };
    return {
      flux,
      hasAllFlux: false,
      gap: `The user of the kubeconfig may not ${permissionsText(refused).join(', ')}.`,
    };
  } catch (error) {
    signal.throwIfAborted();
    const isLate = deadline.aborted;
    if (!isLate && !(error instanceof ApiError)) throw error;
    const gap = isLate ? `Flux' objects were not read within ${limitMs / 1000} s.` : (error as ApiError).message;
    return { flux: [], hasAllFlux: false, gap };
  }
}

function judged(objects: Parameters<typeof judgeFlux>[1]['objects']) {
  const selected = objects.map((object) => {
    return { object, ref: refOf(object), role: 'scope' as const, proof: undefined, isBystander: false };
  });
  return judgeFlux(selected, {
    ...{ now: Date.now(), objects, events: [], revisions: new Revisions() },
    isPending: () => false,
  });
}
