/** Reads the Flux objects of a cluster, in the version that it serves. */
import { ApiError } from '../api-error.ts';
import type { ClusterConnection } from '../connection.ts';
import type { Discovery, ServedKind } from '../discovery.ts';
import { inParallel } from '../in-parallel.ts';
import type { KubeObject } from '../kube-object.ts';
import { listPath } from '../resource.ts';
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

export const emptyReading: FluxReading = { objects: [], forbidden: [], refused: [] };

const listsAtOnce = 6;

/** Which kinds are served, and in which version. @throws ApiError, the signal's reason */
export async function servedFlux(discovery: Discovery): Promise<ServedFlux> {
  const found = await inParallel(fluxKinds, listsAtOnce, ({ plural, group }) => discovery.find(`${plural}.${group}`));
  return new Map(found.flatMap((served) => (served === undefined ? [] : [[served.kind, served]])));
}

/**
 * All objects of these kinds; where they may not be listed in the whole cluster, those of the namespaces. What is forbidden
 * is left out and told.
 * @throws ApiError, the signal's reason
 */
export async function readFluxObjects(
  connection: ClusterConnection,
  served: ServedFlux,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<FluxReading> {
  const read = async (resource: ServedKind, namespace?: string): Promise<FluxReading> => {
    try {
      const objects = await connection.list(listPath(resource, namespace), signal);
      // Objects of a list leave their kind out.
      const whole = objects.map((object) => ({ ...object, kind: resource.kind, apiVersion: resource.apiVersion }));
      return { objects: whole, forbidden: [], refused: [] };
    } catch (error) {
      if (!(error instanceof ApiError && error.kind === 'forbidden')) throw error;
      const refused = { resource, namespace };
      return { objects: [], forbidden: [refused], refused: namespace === undefined ? [refused] : [] };
    }
  };
  const lists = await inParallel([...served.values()], listsAtOnce, async (resource) => {
    const everywhere = await read(resource);
    if (everywhere.forbidden.length === 0 || namespaces.length === 0) return [everywhere];
    const { refused } = everywhere;
    const lists = await inParallel(namespaces, listsAtOnce, (namespace) => read(resource, namespace));
    return [{ objects: [], forbidden: [], refused }, ...lists];
  });
  const all = lists.flat();
  return {
    objects: all.flatMap(({ objects }) => objects),
    forbidden: all.flatMap(({ forbidden }) => forbidden),
    refused: all.flatMap(({ refused }) => refused),
  };
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
