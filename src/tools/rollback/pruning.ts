/** Whether Flux takes objects away that leave their manifests, from the Kustomizations of the repository. Pure. */
import { at, type ManifestObject, nameOf } from './manifest-objects.ts';

/** A Kustomization of Flux: https://fluxcd.io/flux/components/kustomize/kustomizations/#prune */
export interface Applier {
  /** `Kustomization flux-system/apps`. */
  readonly name: string;
  /** Folder below the root without slashes at its ends; empty for the whole repository. */
  readonly path: string;
  readonly prunes: boolean;
}

/** The Kustomizations of Flux among the objects. */
export function appliersAmong(objects: readonly ManifestObject[]): Applier[] {
  return objects.filter(isApplier).map((object) => {
    const path = at(object.value, 'spec', 'path');
    return {
      name: nameOf(object),
      path: typeof path === 'string' ? path.replace(/^(?:\.?\/+|\.$)/, '').replace(/\/+$/, '') : '',
      prunes: at(object.value, 'spec', 'prune') === true,
    };
  });
}

export function isApplier({ apiVersion, kind }: ManifestObject): boolean {
  return kind === 'Kustomization' && apiVersion.startsWith('kustomize.toolkit.fluxcd.io/');
}

/**
 * Why an object stays in the cluster, or may stay, when its manifest goes; undefined where all that is known says that
 * Flux takes it away.
 */
export function whyItStays(object: ManifestObject, appliers: readonly Applier[]): string | undefined {
  for (const marks of ['annotations', 'labels']) {
    const mark = at(object.value, 'metadata', marks, 'kustomize.toolkit.fluxcd.io/prune');
    if (mark === 'disabled') return 'its manifest says kustomize.toolkit.fluxcd.io/prune: disabled, so Flux leaves it';
  }
  const over = appliers.filter(({ path }) => path === '' || object.file.startsWith(`${path}/`));
  const nearest = Math.max(...over.map(({ path }) => path.length));
  const near = over.filter(({ path }) => path.length === nearest);
  if (near.length === 0) return 'no Kustomization of Flux in this repository says whether it is pruned';
  const keeping = near.find(({ prunes }) => !prunes);
  return keeping === undefined ? undefined : `${keeping.name} does not prune, so Flux leaves it`;
}
