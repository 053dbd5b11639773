/** Whether the repository's cluster may be looked at, answers, and has Flux. Reads only. */
import { ApiError } from '../../cluster/api-error.ts';
import { apiFailure } from '../../cluster/blocked.ts';
import { guardContext } from '../../cluster/context-guard.ts';
import { helmReleaseKind, kustomizationKind } from '../../cluster/flux/flux-kinds.ts';
import type { ClusterAccess } from '../../cluster/request.ts';
import { ClusterDoor, type OpenCluster } from '../../tools/until/cluster-door.ts';
import { doubtful, type Finding, failed, fine, refused, skipped } from './finding.ts';

const unasked = [skipped('cluster', 'Not asked.'), skipped('flux', 'Not asked.')];

/** Context, API server and Flux, as the guard of every run has them. @throws the signal's reason */
export async function checkCluster(access: ClusterAccess, signal: AbortSignal): Promise<Finding[]> {
  const guard = await guardContext(access);
  if (guard.status === 'blocked') return [refused('context', guard.message), ...unasked];
  if (guard.status === 'nothing') {
    const remedy = 'Set KUBECONFIG or pass --kubeconfig FILE; without a cluster tasks end as unverified.';
    return [doubtful('context', guard.message, remedy), ...unasked];
  }
  const context = fine('context', `${guard.context} (cluster ${guard.cluster}, ${guard.server}).`);
  const door = new ClusterDoor(access, { retryMs: 500 }, signal);
  try {
    const opened = await door.open();
    if (typeof opened === 'string') return [refused('context', opened), ...unasked];
    return [context, ...(await askServer(opened, signal))];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [context, unanswered('cluster', error), skipped('flux', 'Not asked.')];
  } finally {
    await door.close();
  }
}

async function askServer({ connection, discovery }: OpenCluster, signal: AbortSignal): Promise<Finding[]> {
  const { gitVersion } = (await connection.get('/version', signal)) as { readonly gitVersion?: unknown };
  const version = typeof gitVersion === 'string' ? ` Kubernetes ${gitVersion}.` : '';
  const answers = fine('cluster', `The API server answers.${version}`);
  try {
    const words = [kustomizationKind, helmReleaseKind].map(({ plural, group }) => `${plural}.${group}`);
    const found = await Promise.all(words.map((word) => discovery.find(word)));
    const served = found.flatMap((kind) => (kind === undefined ? [] : [`${kind.kind} (${kind.apiVersion})`]));
    if (served.length > 0) return [answers, fine('flux', `The cluster serves ${served.join(' and ')}.`)];
    const remedy = 'Install it (flux bootstrap), or go without: workloads are verified all the same.';
    return [answers, doubtful('flux', 'The cluster serves neither Kustomizations nor HelmReleases of Flux.', remedy)];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return [answers, unanswered('flux', error)];
  }
}

function unanswered(check: 'cluster' | 'flux', error: ApiError): Finding {
  const { cause, remedy, message } = apiFailure(error);
  return failed(check, `${cause} ${message}`, remedy);
}
