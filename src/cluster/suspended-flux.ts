/** Which suspended Flux objects keep what is pushed from being rolled out to the objects that a task is about. Pure. */
import { type KubeObject, type ObjectRef, refOf, refText } from './kube-object.ts';
import { isNamed, type Plan } from './plan.ts';

/** The Flux objects of a cluster, whatever they do. */
export interface FluxObjects {
  readonly kustomizations: readonly KubeObject[];
  readonly helmReleases: readonly KubeObject[];
  /** Git, OCI and Helm repositories, buckets. */
  readonly sources: readonly KubeObject[];
}

interface SourceRef {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

interface FluxSpec {
  readonly suspend?: boolean;
  readonly targetNamespace?: string;
  readonly sourceRef?: SourceRef;
  readonly chartRef?: SourceRef;
  readonly chart?: { readonly spec?: { readonly sourceRef?: SourceRef } };
}

/**
 * The suspended ones among those that the scope names, that apply an object of it, or from whose source such a one takes
 * its manifests. A HelmRelease does not list what it applies: it counts where its namespace is in the scope.
 * @param named as `flux` of the scope has them: `name`, `kind/name`, `namespace/name` or `kind/namespace/name`
 * @returns what they are called, `Kustomization flux-system/apps`
 */
export function suspendedInScope(plan: Plan, named: readonly string[], flux: FluxObjects): string[] {
  const isSaid = (object: KubeObject) => named.some((written) => isWrittenFor(written, refOf(object)));
  const inScope = [
    ...flux.kustomizations.filter((object) => isSaid(object) || appliesToScope(plan, object)),
    ...flux.helmReleases.filter((object) => isSaid(object) || isReleaseInScope(plan, object)),
    ...flux.sources.filter(isSaid),
  ];
  const sources = inScope.flatMap((object) => sourceOf(object) ?? []);
  const isUsed = (object: KubeObject) => sources.includes(refText(refOf(object)));
  const all = new Set([...inScope, ...flux.sources.filter(isUsed)]);
  return [...all].filter((object) => specOf(object).suspend === true).map((object) => refText(refOf(object)));
}

function specOf({ spec }: KubeObject): FluxSpec {
  return spec ?? {};
}

function isWrittenFor(written: string, { kind, namespace, name }: ObjectRef): boolean {
  const words = written.split('/').map((word) => word.trim());
  const isKind = (word: string | undefined) => word?.toLowerCase() === kind.toLowerCase();
  if (words.pop() !== name) return false;
  const [first, second] = words;
  if (second !== undefined) return isKind(first) && second === namespace;
  return first === undefined || isKind(first) || first === namespace;
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory */
function appliesToScope(plan: Plan, kustomization: KubeObject): boolean {
  const { targetNamespace } = specOf(kustomization);
  if (targetNamespace !== undefined && plan.namespaces.includes(targetNamespace)) return true;
  const { inventory } = (kustomization.status ?? {}) as {
    readonly inventory?: { readonly entries?: readonly { readonly id?: string }[] };
  };
  return (inventory?.entries ?? []).some(({ id = '' }) => {
    // NAMESPACE_NAME_GROUP_KIND; a colon in a name is written as two underscores.
    const [, namespace = '', name = '', kind = ''] = /^([^_]*)_(.+)_[^_]*_([^_]+)$/.exec(id) ?? [];
    const ref = { kind, namespace, name };
    if (plan.namespaces.includes(kind === 'Namespace' ? name : namespace)) return true;
    return plan.named.some((wanted) => isNamed(plan, wanted, ref));
  });
}

function isReleaseInScope({ namespaces }: Plan, release: KubeObject): boolean {
  return namespaces.includes(specOf(release).targetNamespace ?? release.metadata?.namespace ?? '');
}

function sourceOf(object: KubeObject): string | undefined {
  const { sourceRef, chartRef, chart } = specOf(object);
  const { kind, name, namespace } = sourceRef ?? chartRef ?? chart?.spec?.sourceRef ?? {};
  if (kind === undefined || name === undefined) return undefined;
  return refText({ kind, namespace: namespace ?? object.metadata?.namespace ?? '', name });
}
