/** HelmReleases as they are once their Kustomization says that it has applied what was pushed. */
import type { ClusterConnection } from '../connection.ts';
import { helmReleaseKind } from './flux-kinds.ts';
import { inventoryOf } from './flux-spec.ts';
import type { PushProof } from './push-proof.ts';
import { type FluxFeeds, type FluxReading, readFluxFeeds, readingOf, type ServedFlux } from './read-objects.ts';
import type { Selection } from './select.ts';

export interface ReleasesRequest {
  readonly connection: ClusterConnection;
  readonly served: ServedFlux;
  readonly proofs: readonly PushProof[];
  /** Where HelmReleases are read when they may not be listed in the whole cluster. */
  readonly namespaces: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Each list has a watch of its own, or is read from time to time: that a Kustomization has applied what was pushed may be known
 * before the new generation of a HelmRelease that it applied, and the release would pass as it was before. So where
 * a push is to be proven and a Kustomization of the selection applies HelmReleases, these are read after it.
 * @param lists what the selection was made from
 * @returns undefined where there is nothing to read anew
 * @throws ApiError, the signal's reason
 */
export async function withReleasesOfNow(
  { connection, served, proofs, namespaces, signal }: ReleasesRequest,
  lists: FluxFeeds,
  { selected }: Selection,
): Promise<FluxReading | undefined> {
  const { kind } = helmReleaseKind;
  const resource = served.get(kind);
  const applies = selected.some(
    ({ object }) => object.kind === 'Kustomization' && inventoryOf(object).some((ref) => ref.kind === kind),
  );
  if (resource === undefined || proofs.length === 0 || !applies) return undefined;
  const now = await readFluxFeeds(connection, new Map([[kind, resource]]), namespaces, signal);
  const others = lists.feeds.filter((one) => one.resource.kind !== kind);
  return readingOf({ feeds: [...others, ...now.feeds], refused: lists.refused });
}
