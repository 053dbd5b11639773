/** What Flux objects say of each other: sources, charts, dependencies, inventory. Pure. */
import { type KubeObject, type ObjectRef, refOf } from '../kube-object.ts';

interface Reference {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** The fields of all kinds together. */
export interface FluxSpec {
  readonly suspend?: boolean;
  readonly interval?: string;
  readonly targetNamespace?: string;
  readonly path?: string;
  readonly wait?: boolean;
  readonly healthChecks?: readonly object[];
  /** Of the cluster that it applies to, where that is another one. */
  readonly kubeConfig?: object;
  readonly sourceRef?: Reference;
  readonly chartRef?: Reference;
  /** Of a HelmChart the chart itself, by name or as a folder of its source. */
  readonly chart?: string | { readonly spec?: { readonly sourceRef?: Reference } };
  readonly reconcileStrategy?: string;
  readonly dependsOn?: readonly Reference[];
  readonly type?: string;
  readonly url?: string;
  readonly ref?: {
    readonly branch?: string;
    readonly tag?: string;
    readonly semver?: string;
    readonly name?: string;
    readonly commit?: string;
  };
}

interface FluxStatus {
  readonly lastHandledReconcileAt?: string;
  readonly lastAppliedRevision?: string;
  readonly lastAttemptedRevision?: string;
  readonly artifact?: { readonly revision?: string };
  /** The revision of its source that a HelmChart was last made from. */
  readonly observedSourceArtifactRevision?: string;
  /** `namespace/name` of the HelmChart that was made for a HelmRelease. */
  readonly helmChart?: string;
  readonly inventory?: { readonly entries?: readonly { readonly id?: string }[] };
}

export function specOf({ spec }: KubeObject): FluxSpec {
  return spec ?? {};
}

export function statusOf({ status }: KubeObject): FluxStatus {
  return status ?? {};
}

/** What the object takes its manifests or its chart from, in its own namespace where it names none. */
export function sourceRefOf(object: KubeObject): ObjectRef | undefined {
  const { sourceRef, chartRef, chart } = specOf(object);
  const ofChart = typeof chart === 'object' ? chart.spec?.sourceRef : undefined;
  const { kind, name, namespace } = sourceRef ?? chartRef ?? ofChart ?? {};
  if (kind === undefined || name === undefined) return undefined;
  return { kind, namespace: namespace ?? object.metadata?.namespace ?? '', name };
}

/** The HelmChart that the controller made for a HelmRelease. */
export function chartRefOf(object: KubeObject): ObjectRef | undefined {
  const [namespace = '', name = ''] = statusOf(object).helmChart?.split('/') ?? [];
  return name === '' ? undefined : { kind: 'HelmChart', namespace, name };
}

/** Objects of its own kind that have to be ready first. */
export function dependenciesOf(object: KubeObject): ObjectRef[] {
  const { kind, namespace: own } = refOf(object);
  return (specOf(object).dependsOn ?? []).flatMap(({ name, namespace = own }) =>
    name === undefined ? [] : [{ kind, namespace, name }],
  );
}

/** What a Kustomization applied: https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory */
export function inventoryOf(kustomization: KubeObject): ObjectRef[] {
  return (statusOf(kustomization).inventory?.entries ?? []).flatMap(({ id = '' }) => {
    // NAMESPACE_NAME_GROUP_KIND; a colon in a name is written as two underscores.
    const match = /^([^_]*)_(.+)_[^_]*_([^_]+)$/.exec(id);
    if (match === null) return [];
    const [, namespace = '', name = '', kind = ''] = match;
    return [{ kind, namespace, name }];
  });
}
