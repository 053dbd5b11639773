/** The lists that a plan needs: which they are, and how those of the whole cluster are cut down to what is waited for. */
import type { ClusterConnection } from './connection.ts';
import { Feed, type Place } from './feed.ts';
import { inParallel } from './in-parallel.ts';
import type { Plan } from './plan.ts';
import { isCore, listed, type Resource } from './resource.ts';
import { maxWatches } from './watch-places.ts';

/** Calls at once; the API server queues what one client asks for in parallel anyway. */
const concurrency = 6;

/**
 * The kinds that are always listed, and the workloads of other kinds that the plan names.
 * @param area namespaces to list in; the whole cluster when undefined
 */
export function placesOf(plan: Plan, area: readonly string[] | undefined): Place[] {
  const resources: readonly Resource[] = Object.values(listed);
  const spaces = area ?? [undefined];
  const places = new Map<string, Place>();
  const add = (place: Place) => places.set(JSON.stringify(place), place);
  for (const resource of resources) for (const namespace of spaces) add({ resource, namespace });
  for (const { resource, namespace, name } of plan.named) {
    if (resources.some(({ kind }) => kind === resource.kind)) continue;
    for (const space of namespace === undefined ? spaces : [namespace]) add({ resource, namespace: space, name });
  }
  return [...places.values()];
}

/**
 * What is watched comes first: what is waited for; of it and of the others pods and what they serve, then what the plan
 * names, then the rest.
 * @param waiting kinds of objects that are waited for
 */
export function inOrderOfNeed(feeds: readonly Feed[], plan: Plan, waiting: ReadonlySet<string>): Feed[] {
  const rank = ({ place: { resource } }: Feed) => {
    const isNamedKind = plan.named.some((wanted) => wanted.resource.kind === resource.kind);
    return (waiting.has(resource.kind) ? 0 : 3) + (isCore(resource.kind) ? 0 : isNamedKind ? 1 : 2);
  };
  return feeds.toSorted((one, other) => rank(one) - rank(other));
}

/** One sentence for each kind of the feeds that the cluster does not serve. */
export function unservedIn(feeds: readonly Feed[]): string[] {
  const kinds = feeds.flatMap(({ isServed, place: { resource } }) => (isServed ? [] : [resource]));
  const texts = kinds.map(({ plural, apiVersion }) => `Skipped: the cluster does not serve ${plural} (${apiVersion}).`);
  return [...new Set(texts)];
}

/** Reads all lists of the places. @throws ApiError, the signal's reason */
export async function readFeeds(
  connection: ClusterConnection,
  places: readonly Place[],
  signal: AbortSignal,
): Promise<Feed[]> {
  return inParallel(places, concurrency, async (place) => {
    const feed = new Feed(connection, place);
    await feed.list(signal);
    return feed;
  });
}

/**
 * Feeds of the area alone, with what feeds of the whole cluster know of it: one for each namespace, or, where that were
 * more than can be watched, still of all namespaces, of which only the area is kept.
 */
export function narrowFeeds(feeds: readonly Feed[], plan: Plan, area: readonly string[]): Feed[] {
  const places = placesOf(plan, area);
  const isWide = places.length > maxWatches && area.length > 1;
  return feeds.flatMap((feed) => {
    const { resource, namespace, name } = feed.place;
    if (namespace !== undefined || isWide) return feed.narrowed(feed.place, area);
    const own = places.filter((place) => place.resource.kind === resource.kind && place.name === name);
    return own.map((place) => feed.narrowed(place, area));
  });
}
