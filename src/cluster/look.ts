/** One look at the cluster: everything that is judged, read at about the same moment. */
import { ApiError } from './api-error.ts';
import type { ClusterConnection } from './connection.ts';
import type { Feed } from './feed.ts';
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
import { isNamed, type Plan } from './plan.ts';
import { isCore, isFurther, namespaces, objectPath, workloadResource } from './resource.ts';

export interface Look {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly pods: readonly Pod[];
  readonly deployments: readonly Deployment[];
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  /** Of all other kinds that are listed, and named workloads of those that are not. */
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
 * What the feeds know at this moment, and which namespaces of the plan do not exist. What is forbidden is left out and
 * told.
 * @throws ApiError, the signal's reason
 */
export async function lookAt(
  connection: ClusterConnection,
  plan: Plan,
  feeds: readonly Feed[],
  signal: AbortSignal,
): Promise<Look> {
  const of = (kind: string) =>
    feeds.filter(({ place }) => place.resource.kind === kind).flatMap(({ objects }) => [...objects]);
  const others = feeds
    .filter(({ place }) => !isCore(place.resource.kind))
    .flatMap(({ objects }) => [...objects])
    .filter((object) => isFurther(refOf(object).kind) || isWanted(plan, object));
  const look = {
    pods: of('Pod'),
    deployments: of('Deployment'),
    services: of('Service'),
    slices: of('EndpointSlice') as EndpointSlice[],
    others: [...new Map(others.map((object) => [refText(refOf(object)), object])).values()],
  };
  const inhabited = new Set(Object.values(look).flatMap((list) => list.map(({ metadata }) => metadata?.namespace)));
  const empty = plan.namespaces.filter((namespace) => !inhabited.has(namespace));
  const missing = await inParallel(empty, concurrency, (namespace) => isMissing(connection, namespace, signal));
  const missingNamespaces = empty.filter((_, index) => missing[index]);
  return { at: Date.now(), ...look, missingNamespaces, forbidden: feeds.flatMap(forbiddenIn) };
}

function isWanted(plan: Plan, object: KubeObject): boolean {
  return plan.named.some((wanted) => isNamed(plan, wanted, refOf(object)));
}

function forbiddenIn({ place, missingPermission }: Feed): Forbidden[] {
  if (missingPermission === undefined) return [];
  const { resource, namespace } = place;
  const where = namespace === undefined ? {} : { namespace };
  return [{ kind: resource.kind, permission: missingPermission, ...where }];
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
