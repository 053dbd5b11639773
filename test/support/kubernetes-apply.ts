/** Server-side apply in the Kubernetes API of the tests: https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
import type { KubeObject } from '../../src/cluster/kube-object.ts';
import { undeclaredField } from './kubernetes-openapi.ts';
import type { Target } from './kubernetes-resources.ts';
import { type Answer, failure } from './kubernetes-status.ts';
import type { KubernetesStore } from './kubernetes-store.ts';

/** Creates or changes the object; lists are replaced as a whole, which real ones are only where they have no keys. */
export function applyAnswer(
  store: KubernetesStore,
  { kind, namespace, name = '' }: Target,
  query: URLSearchParams,
  sent: KubeObject | undefined,
): Answer {
  if ((query.get('fieldManager') ?? '') === '') {
    return failure(
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    );
  }
  if (sent?.apiVersion !== kind.apiVersion || sent.kind !== kind.kind) {
    return failure(
      400,
      `Incorrect version specified in apply patch. Specified patch version: ${sent?.apiVersion}, expected: ${kind.apiVersion}`,
    );
  }
  if (sent.metadata?.name !== name || (namespace !== undefined && sent.metadata.namespace !== namespace)) {
    return failure(400, `the name or namespace of the object does not match the URL (${namespace}/${name})`);
  }
  const wrong = undeclaredField(kind.apiVersion, kind.kind, sent);
  if (wrong !== undefined) {
    const called = `${namespace ?? ''}/${name}; ${kind.apiVersion}, Kind=${kind.kind}`;
    // Not 400: kubernetes/kubernetes#139253.
    return failure(500, `failed to create typed patch object (${called}): ${wrong}: field not declared in schema`);
  }
  const old = store.get({ kind: kind.kind, namespace: namespace ?? '', name });
  if (
    old === undefined &&
    namespace !== undefined &&
    store.get({ kind: 'Namespace', namespace: '', name: namespace }) === undefined
  ) {
    return failure(404, `namespaces "${namespace}" not found`);
  }
  const applied = merged(old, sent) as KubeObject;
  const status = old === undefined ? 201 : 200;
  return { status, body: query.get('dryRun') === 'All' ? applied : store.put(applied) };
}

function merged(old: unknown, sent: unknown): unknown {
  const isMap = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(old) || !isMap(sent)) return sent;
  const result: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(sent)) result[key] = merged(old[key], value);
  return result;
}
