/** The Kubernetes API of the tests keeps the promises of the real one that the product relies on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KubernetesApi, startKubernetesApi } from '../../support/kubernetes-api.ts';
import { deployment, pod } from '../../support/kubernetes-objects.ts';
import { roleGuard } from '../../support/kubernetes-role.ts';

let api: KubernetesApi;
beforeEach(async () => {
  api = await startKubernetesApi();
});
afterEach(() => api.close());

async function ask(path: string, init?: RequestInit): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${api.url}${path}`, init);
  const text = await response.text();
  return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : { text } };
}

/** Reads events of a watch until `count` have come or it ends: `ADDED web-1`. */
async function watch(path: string, count: number, change: () => void = () => {}): Promise<string[]> {
  const response = await fetch(`${api.url}${path}`);
  change();
  const events: string[] = [];
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const lines = (rest + Buffer.from(chunk).toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { type, object } = JSON.parse(line);
      events.push(`${type} ${object.metadata.name ?? object.code}`);
    }
    if (events.length >= count) break;
  }
  return events;
}

const web = '/apis/apps/v1/namespaces/shop/deployments/web';

test('uid and creation time stay, resourceVersion grows, generation grows with the spec', () => {
  const first = api.put(deployment('shop/web'));
  const status = api.put(deployment('shop/web', { ready: 0 }));
  const spec = api.put(deployment('shop/web', { replicas: 3 }));
  expect([status.metadata.uid, spec.metadata.uid]).toEqual([first.metadata.uid, first.metadata.uid]);
  expect([first, status, spec].map(({ metadata }) => metadata.generation)).toEqual([1, 1, 2]);
  expect(Number(spec.metadata.resourceVersion)).toBeGreaterThan(Number(status.metadata.resourceVersion));
  expect(api.put(deployment('shop/web', { replicas: 3 })).metadata.resourceVersion).toBe(spec.metadata.resourceVersion);
  expect(api.list('Namespace').map(({ metadata }) => metadata.name)).toEqual(['shop']);
});

test('lists by page, label and field; a forgotten token is 410', async () => {
  for (const name of ['a', 'b', 'c']) api.put(pod(`shop/${name}`));
  const first = await ask('/api/v1/pods?limit=2');
  const metadata = first.body['metadata'] as { continue: string; remainingItemCount: number };
  expect(metadata.remainingItemCount).toBe(1);
  const next = await ask(`/api/v1/pods?limit=2&continue=${metadata.continue}`);
  expect(next.body['items']).toHaveLength(1);
  expect((await ask('/api/v1/namespaces/shop/pods?labelSelector=app in (a,b)')).body['items']).toHaveLength(2);
  expect((await ask('/api/v1/pods?fieldSelector=metadata.name%3Dc')).body['items']).toHaveLength(1);
  api.expire();
  expect((await ask(`/api/v1/pods?limit=2&continue=${metadata.continue}`)).status).toBe(410);
});

test('a missing object is a Status, a missing API is plain text', async () => {
  expect(await ask(web)).toMatchObject({ status: 404, body: { kind: 'Status', reason: 'NotFound' } });
  expect(await ask('/apis/nope.example/v1/things')).toMatchObject({
    status: 404,
    body: { text: '404 page not found\n' },
  });
});

test('applies, in a dry run without a trace; a field that is not declared is refused as the real one does', async () => {
  const apply = (body: object, query = '?fieldManager=test&dryRun=All') =>
    ask(`${web}${query}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { namespace: 'shop', name: 'web' },
        ...body,
      }),
    });
  expect(await apply({})).toMatchObject({ status: 404, body: { message: 'namespaces "shop" not found' } });
  api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
  expect((await apply({ spec: { replicas: 2 } })).status).toBe(201);
  expect(api.list('Deployment')).toEqual([]);
  expect(await apply({ spec: { replica: 2 } })).toMatchObject({
    status: 500,
    body: { message: expect.stringContaining('.spec.replica: field not declared in schema') },
  });
  expect((await apply({}, '?dryRun=All')).status).toBe(422);
  expect((await apply({ apiVersion: 'apps/v2' })).status).toBe(400);
  expect((await apply({ spec: { replicas: 2 } }, '?fieldManager=test')).status).toBe(201);
  expect((await apply({ spec: { replicas: 3 } })).status).toBe(200);
  expect(api.list('Deployment').map(({ spec }) => spec)).toEqual([{ replicas: 2 }]);
});

test('publishes schemas of its kinds as OpenAPI v3', async () => {
  const { body } = await ask('/openapi/v3');
  expect(Object.keys(body['paths'] as object)).toEqual(['api/v1', 'apis/apps/v1']);
  const { status } = await ask('/openapi/v3/apis/apps/v1?hash=0');
  expect(status).toBe(200);
  expect((await ask('/openapi/v3/apis/nope/v1')).status).toBe(404);
});

test('creates, patches and deletes; a stale write is a conflict', async () => {
  const create = { method: 'POST', body: JSON.stringify(deployment('shop/web')) };
  expect((await ask('/apis/apps/v1/namespaces/shop/deployments', create)).status).toBe(201);
  expect((await ask('/apis/apps/v1/namespaces/shop/deployments', create)).status).toBe(409);
  const patch = (body: object) => ({
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify(body),
  });
  const patched = await ask(web, patch({ metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' } } }));
  expect(patched.body['metadata']).toMatchObject({
    generation: 1,
    annotations: { 'reconcile.fluxcd.io/requestedAt': 'now' },
  });
  expect((await ask(web, patch({ metadata: { resourceVersion: '1' } }))).status).toBe(409);
  expect((await ask(web, { method: 'DELETE' })).status).toBe(200);
  expect(api.get({ kind: 'Deployment', namespace: 'shop', name: 'web' })).toBeUndefined();
});

test('a watch tells what is there, then what changes', async () => {
  api.put(pod('shop/a'));
  const events = await watch('/api/v1/namespaces/shop/pods?watch=true', 4, () => {
    api.put(pod('shop/b'));
    api.put(pod('ops/elsewhere'));
    api.put(pod('shop/b', { ready: false }));
    api.remove({ kind: 'Pod', namespace: 'shop', name: 'a' });
  });
  expect(events).toEqual(['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a']);
});

test('a watch from a version tells what was missed; from a forgotten one it ends with 410', async () => {
  const { resourceVersion } = api.put(pod('shop/a')).metadata;
  api.put(pod('shop/b'));
  expect(await watch(`/api/v1/pods?watch=true&resourceVersion=${resourceVersion}`, 1)).toEqual(['ADDED b']);
  api.expire();
  expect(await watch(`/api/v1/pods?watch=true&resourceVersion=${resourceVersion}`, 9)).toEqual(['ERROR 410']);
});

test('bookmarks tell the newest version, to those who ask and at the end of the time', async () => {
  await api.close();
  api = await startKubernetesApi({ bookmarkMs: 20 });
  const { resourceVersion } = api.put(pod('shop/a')).metadata;
  const response = await fetch(
    `${api.url}/api/v1/pods?watch=true&resourceVersion=${resourceVersion}&allowWatchBookmarks=true&timeoutSeconds=1`,
  );
  const events = (await response.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.length).toBeGreaterThan(2);
  expect(events[0]).toEqual({
    type: 'BOOKMARK',
    object: { kind: 'Pod', apiVersion: 'v1', metadata: { resourceVersion } },
  });
});

test('starts again on its port, with its objects and versions', async () => {
  const { resourceVersion } = api.put(pod('shop/a')).metadata;
  await api.stop();
  await expect(ask('/version')).rejects.toThrow('fetch failed');
  api.put(pod('shop/b'));
  await api.start();
  expect(await watch(`/api/v1/pods?watch=true&resourceVersion=${resourceVersion}`, 1)).toEqual(['ADDED b']);
});

test('refuses what a role does not allow, in the words of the real one', async () => {
  api.intercept(roleGuard(({ verb, namespace }) => verb === 'get' && namespace === 'shop'));
  api.put(deployment('shop/web'));
  expect((await ask(web)).status).toBe(200);
  expect(await ask('/apis/apps/v1/deployments')).toMatchObject({
    status: 403,
    body: {
      reason: 'Forbidden',
      message:
        'deployments.apps is forbidden: User "test" cannot list resource "deployments" in API group "apps" at the cluster scope',
    },
  });
  expect((await ask('/apis')).status).toBe(200);
});
