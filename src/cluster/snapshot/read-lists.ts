/** The lists of a cluster for a snapshot: everything that the scope may come to, or as much of it as may be listed. */
import type { ClusterConnection } from '../connection.ts';
import { readEvents } from '../events/read-events.ts';
import type { Feed } from '../feed.ts';
import { placesOf, readFeeds } from '../feeds.ts';
import { inParallel } from '../in-parallel.ts';
import type { KubeEvent } from '../kube-object.ts';
import { areaOf, needsCluster, type Plan } from '../plan.ts';
import { isCore } from '../resource.ts';

const listsAtOnce = 4;

export interface Lists {
  readonly feeds: readonly Feed[];
  readonly warnings: readonly KubeEvent[];
  /** The namespaces that could be listed in place of the whole cluster. */
  readonly area: readonly string[] | undefined;
}

/**
 * Where the scope may be anything, and the whole cluster may not be listed: those of the possible namespaces that may be.
 * @param possible namespaces that the scope may come to
 * @throws ApiError, the signal's reason
 */
export async function readLists(
  connection: ClusterConnection,
  plan: Plan,
  possible: (() => Promise<readonly string[]>) | undefined,
  signal: AbortSignal,
): Promise<Lists> {
  const area = needsCluster(plan) ? areaOf(plan) : undefined;
  const [feeds, warnings] = await Promise.all([
    readFeeds(connection, placesOf(plan, area), signal),
    readWarnings(connection, area ?? [undefined], signal),
  ]);
  if (area !== undefined || possible === undefined || !feeds.some(isBarred)) {
    return { feeds, warnings, area: undefined };
  }
  const namespaces = await possible();
  const narrow = await readFeeds(connection, placesOf(plan, namespaces), signal);
  const barred = new Set(narrow.filter(isBarred).map(({ place }) => place.namespace));
  const open = namespaces.filter((namespace) => !barred.has(namespace));
  if (open.length === 0) return { feeds, warnings, area: undefined };
  return {
    feeds: narrow.filter(({ place }) => !barred.has(place.namespace)),
    warnings: await readWarnings(connection, open, signal),
    area: open,
  };
}

/** Nothing can be said without pods, deployments, services and their endpoints. */
function isBarred({ place, missingPermission }: Feed): boolean {
  return missingPermission !== undefined && isCore(place.resource.kind);
}

/** Events that may not be read are left out: they explain, and judge nothing. */
async function readWarnings(
  connection: ClusterConnection,
  places: readonly (string | undefined)[],
  signal: AbortSignal,
): Promise<KubeEvent[]> {
  const lists = await inParallel(places, listsAtOnce, (namespace) => readEvents(connection, namespace, signal));
  return lists.flatMap((events) => events ?? []);
}
