/** The kinds of Flux that are judged, as https://fluxcd.io/flux/components/ has them, whatever version is served. */

export interface FluxKind {
  readonly kind: string;
  readonly group: string;
  readonly plural: string;
  /** What kubectl takes besides kind and plural. */
  readonly word?: string;
  /** The Deployment that works on its objects. */
  readonly controller: string;
}

const source = (kind: string, plural: string, word?: string): FluxKind => ({
  kind,
  group: 'source.toolkit.fluxcd.io',
  plural,
  controller: 'source-controller',
  ...(word === undefined ? {} : { word }),
});

export const kustomizationKind: FluxKind = {
  kind: 'Kustomization',
  group: 'kustomize.toolkit.fluxcd.io',
  plural: 'kustomizations',
  word: 'ks',
  controller: 'kustomize-controller',
};

export const helmReleaseKind: FluxKind = {
  kind: 'HelmRelease',
  group: 'helm.toolkit.fluxcd.io',
  plural: 'helmreleases',
  word: 'hr',
  controller: 'helm-controller',
};

/** What a Kustomization or a HelmRelease takes its manifests or its chart from. */
export const sourceKinds: readonly FluxKind[] = [
  source('GitRepository', 'gitrepositories', 'gitrepo'),
  source('OCIRepository', 'ocirepositories', 'ocirepo'),
  source('HelmRepository', 'helmrepositories', 'helmrepo'),
  source('Bucket', 'buckets'),
  source('HelmChart', 'helmcharts', 'hc'),
];

export const fluxKinds: readonly FluxKind[] = [kustomizationKind, helmReleaseKind, ...sourceKinds];

/** The kind that a word means as kubectl takes it: kind, plural or short name, in any case. */
export function fluxKindOf(word: string): FluxKind | undefined {
  const wanted = word.toLowerCase();
  return fluxKinds.find(({ kind, plural, word: short }) => [kind.toLowerCase(), plural, short].includes(wanted));
}
