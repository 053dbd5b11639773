/** Whether Flux' controllers are up: without them a status is only what was true once. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { ClusterConnection, ListOptions } from '../connection.ts';
import type { Deployment } from '../kube-object.ts';
import { permissionText } from '../permission.ts';
import { listed, listPath } from '../resource.ts';

export interface Controllers {
  /** Those that are not up, with what is known of them: `Deployment flux-system/source-controller has 0 of 1 replicas ready`. */
  readonly down: readonly string[];
  /** The missing permission, where nobody can say. */
  readonly forbidden: string | undefined;
}

const usualNamespace = 'flux-system';

/**
 * Looks for the Deployments by the label that Flux gives them, and in the namespace where it is as a rule. One that is
 * down is looked at once more: it may be starting.
 * @param names as Flux calls them: `kustomize-controller`
 * @throws ApiError, the signal's reason
 */
export async function readControllers(
  connection: ClusterConnection,
  names: readonly string[],
  pauseMs: number,
  signal: AbortSignal,
): Promise<Controllers> {
  const first = await look(connection, names, signal);
  if (first.down.length === 0) return first;
  await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  return look(connection, names, signal);
}

async function look(
  connection: ClusterConnection,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Controllers> {
  const read = async (namespace: string | undefined, options: ListOptions) => {
    try {
      return (await connection.list(listPath(listed.deployments, namespace), signal, options)) as Deployment[];
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'forbidden')) throw error;
      return undefined;
    }
  };
  const labelled = await read(undefined, { labelSelector: 'app.kubernetes.io/part-of=flux' });
  const isMissing = (name: string) => !(labelled ?? []).some(({ metadata }) => metadata?.name === name);
  const usual = names.some(isMissing) ? await read(usualNamespace, {}) : [];
  const all = [...(labelled ?? []), ...(usual ?? [])];
  const down = names.flatMap((name) => {
    const found = all.filter(({ metadata }) => metadata?.name === name);
    return found.some(isUp) ? [] : [downText(name, found[0])];
  });
  const isUnknown = down.length > 0 && usual === undefined && names.some(isMissing);
  const permission = permissionText({ resource: listed.deployments, namespace: usualNamespace });
  return isUnknown ? { down: [], forbidden: permission } : { down, forbidden: undefined };
}

function isUp({ status }: Deployment): boolean {
  return (status?.readyReplicas ?? 0) > 0;
}

function downText(name: string, found: Deployment | undefined): string {
  if (found === undefined) return `${name} does not exist`;
  const { metadata, spec, status } = found;
  const replicas = `${status?.readyReplicas ?? 0} of ${spec?.replicas ?? 1} replicas ready`;
  return `Deployment ${metadata?.namespace}/${name} has ${replicas}`;
}
