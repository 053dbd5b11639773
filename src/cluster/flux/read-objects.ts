/** Reads the Flux objects of a cluster, in the version that it serves, as lists that can be followed. */
import type { ClusterConnection } from '../connection.ts';
import type { Discovery, ServedKind } from '../discovery.ts';
import { Feed } from '../feed.ts';
import { inParallel } from '../in-parallel.ts';
import type { KubeObject } from '../kube-object.ts';
import { fluxKinds } from './flux-kinds.ts';

/** The kinds of Flux that a cluster serves, by kind; one that is missing has no CRD. */
export type ServedFlux = ReadonlyMap<string, ServedKind>;

/** What may not be read. */
export interface ForbiddenFlux {
  readonly resource: ServedKind;
  /** Everywhere when left out. */
  readonly namespace: string | undefined;
}

export interface FluxReading {
  readonly objects: readonly KubeObject[];
  readonly forbidden: readonly ForbiddenFlux[];
  /** Kinds that may not be listed in the whole cluster, and their permission: of these there may be more. */
  readonly refused: readonly ForbiddenFlux[];
}

/** The list of one kind, everywhere or in one namespace. */
interface FluxFeed {
  readonly resource: ServedKind;
  readonly feed: Feed;
}

export interface FluxFeeds {
  readonly feeds: readonly FluxFeed[];
  readonly refused: readonly ForbiddenFlux[];
}

export const emptyReading: FluxReading = { objects: [], forbidden: [], refused: [] };

const listsAtOnce = 6;

/** Which kinds are served, and in which version. @throws ApiError, the signal's reason */
export async function servedFlux(discovery: Discovery): Promise<ServedFlux> {
  const found = await inParallel(fluxKinds, listsAtOnce, ({ plural, group }) => discovery.find(`${plural}.${group}`));
  return new Map(found.flatMap((served) => (served === undefined ? [] : [[served.kind, served]])));
}

/**
 * The lists of these kinds, read once; where one may not be listed in the whole cluster, those of the namespaces.
 * @throws ApiError, the signal's reason
 */
export async function readFluxFeeds(
  connection: ClusterConnection,
  served: ServedFlux,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<FluxFeeds> {
  const read = async (resource: ServedKind, namespace?: string): Promise<FluxFeed> => {
    const feed = new Feed(connection, { resource, namespace }, { keep: withoutManagedFields });
    await feed.list(signal);
    return { resource, feed };
  };
  const lists = await inParallel([...served.values()], listsAtOnce, async (resource): Promise<FluxFeeds> => {
    const everywhere = await read(resource);
    if (!isForbidden(everywhere)) return { feeds: [everywhere], refused: [] };
    const refused = [{ resource, namespace: undefined }];
    if (namespaces.length === 0) return { feeds: [everywhere], refused };
    return { feeds: await inParallel(namespaces, listsAtOnce, (namespace) => read(resource, namespace)), refused };
  });
  return { feeds: lists.flatMap(({ feeds }) => feeds), refused: lists.flatMap(({ refused }) => refused) };
}

/** What the lists know at this moment. What is forbidden is left out and told. */
export function readingOf({ feeds, refused }: FluxFeeds): FluxReading {
  return {
    objects: feeds.flatMap(({ feed }) => [...feed.objects]),
    forbidden: feeds.filter(isForbidden).map(({ resource, feed }) => ({ resource, namespace: feed.place.namespace })),
    refused,
  };
}

function isForbidden({ feed }: FluxFeed): boolean {
  return feed.missingPermission !== undefined;
}

/** Much of an object, and of no use here. */
function withoutManagedFields(object: KubeObject): KubeObject {
  const { managedFields: _, ...metadata } = (object.metadata ?? {}) as { readonly managedFields?: unknown };
  return { ...object, metadata };
}

/** The missing permissions, one for each place: `list kustomizations, helmreleases in shop`. */
export function permissionsText(forbidden: readonly ForbiddenFlux[]): string[] {
  const places = new Map<string, string[]>();
  for (const { resource, namespace } of forbidden) {
    const place = namespace === undefined ? 'in all namespaces' : `in ${namespace}`;
    places.set(place, [...(places.get(place) ?? []), resource.plural]);
  }
  return [...places].map(([place, plurals]) => `list ${plurals.join(', ')} ${place}`);
}
