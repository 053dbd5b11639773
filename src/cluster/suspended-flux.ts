/** Which suspended Flux objects keep what is pushed from being rolled out to the objects that a task is about. Pure. */
import { appliesToScope, fluxNameOf, isFluxNamed, isReleaseInScope } from './flux/flux-scope.ts';
import { sourceRefOf, specOf } from './flux/flux-spec.ts';
import { type KubeObject, refOf, refText } from './kube-object.ts';
import type { Plan } from './plan.ts';

/** The Flux objects of a cluster, whatever they do. */
export interface FluxObjects {
  readonly kustomizations: readonly KubeObject[];
  readonly helmReleases: readonly KubeObject[];
  /** Git, OCI and Helm repositories, buckets. */
  readonly sources: readonly KubeObject[];
}

/**
 * The suspended ones among those that the scope names, that apply an object of it, or from whose source such a one takes
 * its manifests. A HelmRelease does not list what it applies: it counts where its namespace is in the scope.
 * @param named as `flux` of the scope has them
 * @returns what they are called, `Kustomization flux-system/apps`
 */
export function suspendedInScope(plan: Plan, named: readonly string[], flux: FluxObjects): string[] {
  const names = named.flatMap((written) => fluxNameOf(written) ?? []);
  const isSaid = (object: KubeObject) => names.some((name) => isFluxNamed(name, refOf(object)));
  const inScope = [
    ...flux.kustomizations.filter((object) => isSaid(object) || appliesToScope(plan, object)),
    ...flux.helmReleases.filter((object) => isSaid(object) || isReleaseInScope(plan, object)),
    ...flux.sources.filter(isSaid),
  ];
  const sources = inScope.flatMap((object) => sourceRefOf(object) ?? []).map(refText);
  const isUsed = (object: KubeObject) => sources.includes(refText(refOf(object)));
  const all = new Set([...inScope, ...flux.sources.filter(isUsed)]);
  return [...all].filter((object) => specOf(object).suspend === true).map((object) => refText(refOf(object)));
}
