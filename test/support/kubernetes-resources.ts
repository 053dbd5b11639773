/** Reads and writes of objects in the Kubernetes API of the tests: what each path and method answers. */
import type { KubeObject } from '../../src/cluster/kube-object.ts';
import { applyAnswer } from './kubernetes-apply.ts';
import { type Kind, rootPath } from './kubernetes-kinds.ts';
import { selection } from './kubernetes-selection.ts';
import { type Answer, failure } from './kubernetes-status.ts';
import type { KubernetesStore, StoredObject } from './kubernetes-store.ts';
import { table } from './kubernetes-table.ts';

/** What a path below a group version names. */
export interface Target {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
}

/** Finds the kind, namespace and name of a path; undefined when the API does not serve it. */
export function targetOf(path: string, kinds: readonly Kind[]): Target | undefined {
  for (const kind of kinds) {
    const root = `${rootPath(kind.apiVersion)}/`;
    if (!path.startsWith(root)) continue;
    const parts = path.slice(root.length).split('/').map(decodeURIComponent);
    const namespace = kind.namespaced && parts[0] === 'namespaces' ? parts.splice(0, 2)[1] : undefined;
    const [plural, name, subresource, ...more] = parts;
    // `/namespaces/shop/pods` names pods, not something below the namespace.
    if (kind.kind === 'Namespace' && subresource !== undefined && subresource !== 'status') continue;
    if (plural === kind.plural && more.length === 0) return { kind, namespace, name, subresource };
  }
  return undefined;
}

/** The rest of a list that was served in part; a token is its key. */
export type Pages = Map<string, { readonly rest: readonly StoredObject[]; readonly version: number }>;

/** A list, in pages when the query has a limit. Every page is of the moment of the first. */
export function listAnswer(
  store: KubernetesStore,
  pages: Pages,
  { kind, namespace }: Target,
  query: URLSearchParams,
  accept: string,
): Answer {
  const limit = Number(query.get('limit') ?? '0');
  const token = query.get('continue') ?? '';
  const page = token === '' ? undefined : pages.get(token);
  if (token !== '' && page === undefined) {
    return failure(410, 'The provided continue parameter is too old to display a consistent list result.');
  }
  const selected = page?.rest ?? store.list(kind.kind).filter(selection(query, namespace));
  const version = page?.version ?? store.version;
  const items = limit > 0 ? selected.slice(0, limit) : selected;
  const rest = selected.slice(items.length);
  const next = rest.length === 0 ? '' : `${version}-${kind.plural}-${pages.size + 1}`;
  if (next !== '') pages.set(next, { rest, version });
  const metadata = {
    resourceVersion: String(version),
    ...(next === '' ? {} : { continue: next, remainingItemCount: rest.length }),
  };
  if (accept.includes('as=Table')) return { status: 200, body: table(kind.kind, items, metadata) };
  const body = { kind: `${kind.kind}List`, apiVersion: kind.apiVersion, metadata, items };
  return { status: 200, body };
}

/** One object: get, create, replace, merge-patch, apply, delete. */
export function objectAnswer(
  store: KubernetesStore,
  target: Target,
  method: string,
  request: {
    readonly accept: string;
    readonly contentType: string;
    readonly body: string;
    readonly query: URLSearchParams;
  },
): Answer {
  const { kind, namespace = '', subresource } = target;
  if (request.contentType.includes('protobuf')) return failure(415, 'the Kubernetes API of the tests takes JSON only');
  const sent = request.body === '' ? undefined : (JSON.parse(request.body) as KubeObject);
  if (method === 'POST') return createAnswer(store, target, sent);
  if (method === 'PATCH' && request.contentType.includes('apply-patch')) {
    return applyAnswer(store, target, request.query, sent);
  }
  const ref = { kind: kind.kind, namespace, name: target.name ?? '' };
  const old = store.get(ref);
  if (old === undefined || (subresource !== undefined && subresource !== 'status')) {
    const [group] = kind.apiVersion.includes('/') ? kind.apiVersion.split('/') : [''];
    return failure(404, `${kind.plural}${group === '' ? '' : `.${group}`} "${ref.name}" not found`);
  }
  const version = sent?.metadata?.resourceVersion;
  if (method !== 'GET' && version !== undefined && version !== old.metadata.resourceVersion) {
    return failure(409, `Operation cannot be fulfilled on ${kind.plural} "${ref.name}": the object has been modified`);
  }
  switch (method) {
    case 'GET':
      return request.accept.includes('as=Table')
        ? { status: 200, body: table(kind.kind, [old], {}) }
        : { status: 200, body: old };
    case 'DELETE':
      return { status: 200, body: store.remove(ref) };
    case 'PUT':
      if (subresource === 'status') return { status: 200, body: store.put({ ...old, status: sent?.status ?? {} }) };
      return { status: 200, body: store.put({ ...sent, metadata: { ...sent?.metadata, name: ref.name, namespace } }) };
    case 'PATCH':
      if (!request.contentType.includes('merge-patch')) {
        return failure(415, 'the Kubernetes API of the tests takes merge and apply patches only');
      }
      return { status: 200, body: store.put(mergePatch(old, sent) as KubeObject) };
    default:
      return failure(405, `the server does not allow this method: ${method}`);
  }
}

function createAnswer(store: KubernetesStore, { kind, namespace }: Target, sent: KubeObject | undefined): Answer {
  const name = sent?.metadata?.name;
  if (name === undefined) return failure(422, 'metadata.name: Required value: name is required');
  if (store.get({ kind: kind.kind, namespace: namespace ?? '', name }) !== undefined) {
    return failure(409, `${kind.plural} "${name}" already exists`);
  }
  const metadata = { ...sent?.metadata, ...(namespace === undefined ? {} : { namespace }) };
  return { status: 201, body: store.put({ ...sent, kind: kind.kind, metadata }) };
}

/** RFC 7386. */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const merged: Record<string, unknown> = isObject ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
