/** The Kubernetes objects of manifests, as far as a rollback has to know them. Pure. */
import type { Document } from 'yaml';
import { isManifestName, readDocuments } from '../process/secrets/documents.ts';

export interface ManifestObject {
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty where the manifest names none. */
  readonly namespace: string;
  /** The document itself. */
  readonly value: Readonly<Record<string, unknown>>;
}

/** The objects of one file; none of a file that is no manifest, and none of what Kustomize reads and the cluster never gets. */
export function objectsOf(file: string, text: string | undefined): ManifestObject[] {
  if (text === undefined || !isManifestName(file) || !text.includes('kind')) return [];
  return readDocuments(text)
    .map(contentOf)
    .flatMap((value) => {
      const items = at(value, 'items');
      return at(value, 'kind') === 'List' && Array.isArray(items) ? items : [value];
    })
    .flatMap((value) => objectOf(file, value));
}

/** Undefined where an alias leads nowhere, or to more and more: no manifest. */
function contentOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function objectOf(file: string, value: unknown): ManifestObject[] {
  const [apiVersion, kind, metadata] = [at(value, 'apiVersion'), at(value, 'kind'), at(value, 'metadata')];
  const [name, namespace] = [at(metadata, 'name'), at(metadata, 'namespace')];
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') return [];
  if (apiVersion.startsWith('kustomize.config.k8s.io/')) return [];
  const place = typeof namespace === 'string' ? namespace : '';
  return [{ file, apiVersion, kind, name, namespace: place, value: value as Readonly<Record<string, unknown>> }];
}

/** The value below keys; undefined where one of them is missing. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((now, key) => {
    return typeof now === 'object' && now !== null ? (now as Readonly<Record<string, unknown>>)[key] : undefined;
  }, value);
}

/** The same object in two versions of the files, wherever it stands. */
export function keyOf({ apiVersion, kind, name, namespace }: ManifestObject): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return [group, kind, namespace, name].join(' ');
}

/** `Deployment shop/web`. */
export function nameOf({ kind, name, namespace }: ManifestObject): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}
