/** Whether Flux manages an object, so that it takes back what somebody changed past git. */
import { ApiError } from './api-error.ts';
import type { ClusterConnection } from './connection.ts';
import type { Discovery, ServedKind } from './discovery.ts';
import { type KubeObject, refOf, refText } from './kube-object.ts';
import { listPath, objectPath } from './resource.ts';

/** An object as a command or a manifest names it. */
export interface NamedObject {
  /** A word that kubectl takes (`deploy`), `release` for one of helm, or the kind of a manifest. */
  readonly kind: string;
  /** Of a manifest. */
  readonly apiVersion?: string;
  readonly namespace: string;
  readonly name: string;
}

/** `by`: the Flux object, for example `Kustomization flux-system/apps`. `unknown`: it could not be read. */
export interface Management {
  /** What the object is called: `Deployment shop/web`. */
  readonly object: string;
  readonly managed: 'yes' | 'no' | 'unknown';
  readonly by?: string;
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#working-with-kustomizations, and the same for Helm. */
const owners = [
  ['Kustomization', 'kustomize.toolkit.fluxcd.io'],
  ['HelmRelease', 'helm.toolkit.fluxcd.io'],
] as const;

/** Which Flux object manages one of this metadata, by its labels; undefined where none does. Pure. */
export function ownerOf({ metadata }: KubeObject): string | undefined {
  for (const [kind, group] of owners) {
    const name = metadata?.labels?.[`${group}/name`];
    if (name !== undefined) return refText({ kind, namespace: metadata?.labels?.[`${group}/namespace`] ?? '', name });
  }
  return undefined;
}

/** Reads the object, or the HelmReleases for a release. Errors of the API are `unknown`. @throws the signal's reason */
export async function managementOf(
  connection: ClusterConnection,
  discovery: Discovery,
  named: NamedObject,
  signal: AbortSignal,
): Promise<Management> {
  const plain = refText({ kind: named.kind, namespace: named.namespace, name: named.name });
  try {
    if (named.kind === 'release' && named.apiVersion === undefined)
      return await releaseOf(connection, discovery, named, signal);
    const kind = await kindOf(discovery, named);
    if (kind === undefined) return { object: plain, managed: 'unknown' };
    const path = objectPath(kind, kind.namespaced ? named.namespace : undefined, named.name);
    const object = (await connection.get(path, signal)) as KubeObject;
    const by = ownerOf(object);
    const called = refText(refOf(object, kind.kind));
    return by === undefined ? { object: called, managed: 'no' } : { object: called, managed: 'yes', by };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // Not there any more, forbidden, or no answer.
    return { object: plain, managed: 'unknown' };
  }
}

async function kindOf(discovery: Discovery, { kind, apiVersion }: NamedObject): Promise<ServedKind | undefined> {
  if (apiVersion === undefined) return discovery.find(kind);
  return (await discovery.kindsOf(apiVersion))?.find((served) => served.kind === kind);
}

interface HelmRelease extends KubeObject {
  readonly spec?: {
    readonly releaseName?: string;
    readonly targetNamespace?: string;
    readonly storageNamespace?: string;
  };
}

/** A release belongs to the HelmRelease that makes one of this name in this namespace. */
async function releaseOf(
  connection: ClusterConnection,
  discovery: Discovery,
  { namespace, name }: NamedObject,
  signal: AbortSignal,
): Promise<Management> {
  const object = `release ${namespace}/${name}`;
  const kind = await discovery.find('helmreleases.helm.toolkit.fluxcd.io');
  if (kind === undefined) return { object, managed: 'no' };
  const releases = (await connection.list(listPath(kind), signal)) as HelmRelease[];
  const owner = releases.find((release) => makes(release, namespace, name));
  if (owner === undefined) return { object, managed: 'no' };
  return { object, managed: 'yes', by: refText(refOf(owner, kind.kind)) };
}

/** https://fluxcd.io/flux/components/helm/helmreleases/#release-name */
function makes({ metadata, spec }: HelmRelease, namespace: string, name: string): boolean {
  const { releaseName, targetNamespace, storageNamespace } = spec ?? {};
  const made = releaseName ?? (targetNamespace === undefined ? metadata?.name : `${targetNamespace}-${metadata?.name}`);
  return made === name && [storageNamespace ?? metadata?.namespace, targetNamespace].includes(namespace);
}
