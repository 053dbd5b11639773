/** One look at the cluster: everything that is judged, read at about the same moment. */
import { ApiError } from './api-error.ts';
import type { ClusterConnection } from './connection.ts';
import { inParallel } from './in-parallel.ts';
import {
  type Deployment,
  type EndpointSlice,
  type KubeObject,
  type ObjectRef,
  type Pod,
  refOf,
  refText,
  type Service,
} from './kube-object.ts';
import { permissionText } from './permission.ts';
import { isNamed, type Plan } from './plan.ts';
import { listed, listPath, namespaces, objectPath, type Resource, workloadResource } from './resource.ts';

export interface Look {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly pods: readonly Pod[];
  readonly deployments: readonly Deployment[];
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  /** Named workloads of other kinds. */
  readonly others: readonly KubeObject[];
  /** Namespaces of the plan that do not exist. */
  readonly missingNamespaces: readonly string[];
  readonly forbidden: readonly Forbidden[];
}

/** What may not be read. */
export interface Forbidden {
  readonly kind: string;
  /** Everywhere when left out. */
  readonly namespace?: string;
  /** The missing permission: `list pods in shop`. */
  readonly permission: string;
}

/** Whether objects of the kind may stand where nothing could be read: in the namespace or, without one, anywhere. */
export function isUnread({ forbidden }: Look, kind: string, namespace: string | undefined): boolean {
  return forbidden.some(
    (barred) =>
      barred.kind === kind &&
      (barred.namespace === undefined || namespace === undefined || barred.namespace === namespace),
  );
}

/** Calls at once; the API server queues what one client asks for in parallel anyway. */
const concurrency = 6;

/**
 * Lists pods, deployments, services and endpoint slices of the namespaces (of the whole cluster without any), and the
 * workloads of other kinds that the plan names. What is forbidden is left out and told.
 * @throws ApiError, AbortError
 */
export async function lookAt(
  connection: ClusterConnection,
  plan: Plan,
  area: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Look> {
  const forbidden: Forbidden[] = [];
  const resources: Resource[] = Object.values(listed);
  const others = new Map<string, Resource>();
  for (const { resource } of plan.named) {
    if (!resources.some(({ kind }) => kind === resource.kind)) others.set(resource.kind, resource);
  }
  const read = async (resource: Resource, namespace: string | undefined, name?: string) => {
    try {
      const options = name === undefined ? {} : { fieldSelector: `metadata.name=${name}` };
      const objects = await connection.list(listPath(resource, namespace), signal, options);
      // Objects of a list leave their kind out.
      return objects.map((object) => ({ ...object, kind: resource.kind, apiVersion: resource.apiVersion }));
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'forbidden')) throw error;
      const permission = permissionText({ resource, namespace });
      forbidden.push({ kind: resource.kind, permission, ...(namespace === undefined ? {} : { namespace }) });
      return [];
    }
  };
  const places = area ?? [undefined];
  const lists = resources.flatMap((resource) => places.map((namespace) => ({ resource, namespace })));
  const found = await inParallel(lists, concurrency, async ({ resource, namespace }) => ({
    kind: resource.kind,
    objects: await read(resource, namespace),
  }));
  const singles = plan.named.filter(({ resource }) => others.has(resource.kind));
  const named = await inParallel(singles, concurrency, async (wanted) => {
    const within = wanted.namespace === undefined ? places : [wanted.namespace];
    const objects = await Promise.all(within.map((namespace) => read(wanted.resource, namespace, wanted.name)));
    return objects.flat().filter((object) => isNamed(plan, wanted, refOf(object)));
  });
  const of = (kind: string) => found.filter((list) => list.kind === kind).flatMap(({ objects }) => objects);
  const unique = new Map(named.flat().map((object) => [refText(refOf(object)), object]));
  const inhabited = new Set(found.flatMap(({ objects }) => objects.map(({ metadata }) => metadata?.namespace)));
  const empty = plan.namespaces.filter((namespace) => !inhabited.has(namespace));
  const missing = await inParallel(empty, concurrency, (namespace) => isMissing(connection, namespace, signal));
  return {
    at: Date.now(),
    pods: of('Pod'),
    deployments: of('Deployment'),
    services: of('Service'),
    slices: of('EndpointSlice') as EndpointSlice[],
    others: [...unique.values()],
    missingNamespaces: empty.filter((_, index) => missing[index]),
    forbidden,
  };
}

/** A namespace that may not be read is taken to exist. */
async function isMissing(connection: ClusterConnection, namespace: string, signal: AbortSignal): Promise<boolean> {
  try {
    await connection.get(objectPath(namespaces, undefined, namespace), signal);
    return false;
  } catch (error) {
    if (!(error instanceof ApiError) || !['notFound', 'forbidden'].includes(error.kind)) throw error;
    return error.kind === 'notFound';
  }
}

/**
 * Reads objects one by one, by what refText calls them. One that does not exist is undefined; one that may not be
 * read, or of a kind that is not known, is left out.
 * @throws ApiError, AbortError
 */
export async function readObjects(
  connection: ClusterConnection,
  refs: readonly ObjectRef[],
  signal: AbortSignal,
): Promise<Map<string, KubeObject | undefined>> {
  const objects = new Map<string, KubeObject | undefined>();
  const unique = new Map(refs.map((ref) => [refText(ref), ref]));
  await inParallel([...unique], concurrency, async ([key, ref]) => {
    const resource = workloadResource(ref.kind);
    if (resource === undefined) return;
    try {
      const object = await connection.get(objectPath(resource, ref.namespace, ref.name), signal);
      objects.set(key, object as KubeObject);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === 'notFound') objects.set(key, undefined);
      else if (error.kind !== 'forbidden') throw error;
    }
  });
  return objects;
}
