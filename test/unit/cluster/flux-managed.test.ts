/** Whose an object is, and what a word of kubectl means, asked of a Kubernetes API over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClusterConnection, defaultConnectionLimits, openConnection } from '../../../src/cluster/connection.ts';
import { Discovery } from '../../../src/cluster/discovery.ts';
import { managementOf } from '../../../src/cluster/flux-managed.ts';
import { pickContext, readKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import { type KubernetesApi, startKubernetesApi } from '../../support/kubernetes-api.ts';
import { deployment } from '../../support/kubernetes-objects.ts';
import { failure } from '../../support/kubernetes-status.ts';

let api: KubernetesApi;
let connection: ClusterConnection;
const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
const { signal } = new AbortController();

beforeAll(async () => {
  api = await startKubernetesApi();
  const file = join(folder, 'kubeconfig');
  await api.kubeconfig('staging', file);
  const kubeconfig = await readKubeconfig({ kubeconfig: file, env: {} });
  if (kubeconfig === undefined) throw new Error('no kubeconfig');
  connection = await openConnection(pickContext(kubeconfig, 'staging'), { ...defaultConnectionLimits, retryMs: 1 });
  const of = (group: string, name: string) => ({
    labels: { [`${group}/name`]: name, [`${group}/namespace`]: 'flux-system' },
  });
  api.put(deployment('shop/web', { metadata: of('kustomize.toolkit.fluxcd.io', 'apps') }));
  api.put(deployment('shop/chart', { metadata: of('helm.toolkit.fluxcd.io', 'redis') }));
  api.put(deployment('shop/own'));
  api.put({ kind: 'Namespace', metadata: { name: 'shop', ...of('kustomize.toolkit.fluxcd.io', 'apps') } });
  const release = (namespace: string, name: string, spec: object) =>
    api.put({ kind: 'HelmRelease', metadata: { namespace, name }, spec });
  release('shop', 'redis', {});
  release('flux-system', 'queue', { targetNamespace: 'shop' });
  release('flux-system', 'named', { targetNamespace: 'shop', releaseName: 'cache' });
});
afterAll(async () => {
  await connection.close();
  await api.close();
  rmSync(folder, { recursive: true });
});

test.each([
  ['deploy', 'web', 'Deployment shop/web', 'yes', 'Kustomization flux-system/apps'],
  ['Deployment', 'web', 'Deployment shop/web', 'yes', 'Kustomization flux-system/apps'],
  ['deployments.apps', 'chart', 'Deployment shop/chart', 'yes', 'HelmRelease flux-system/redis'],
  ['deployments.v1.apps', 'own', 'Deployment shop/own', 'no', undefined],
  ['ns', 'shop', 'Namespace shop', 'yes', 'Kustomization flux-system/apps'],
  ['deploy', 'gone', 'deploy shop/gone', 'unknown', undefined],
  ['widget', 'web', 'widget shop/web', 'unknown', undefined],
  ['release', 'redis', 'release shop/redis', 'yes', 'HelmRelease shop/redis'],
  ['release', 'shop-queue', 'release shop/shop-queue', 'yes', 'HelmRelease flux-system/queue'],
  ['release', 'cache', 'release shop/cache', 'yes', 'HelmRelease flux-system/named'],
  ['release', 'named', 'release shop/named', 'no', undefined],
] as const)('%s %s', async (kind, name, object, managed, by) => {
  const management = await managementOf(
    connection,
    new Discovery(connection, signal),
    { kind, name, namespace: 'shop' },
    signal,
  );
  expect(management).toEqual({ object, managed, ...(by === undefined ? {} : { by }) });
});

test('an object of a manifest is found by its version and kind', async () => {
  const named = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace: 'shop' };
  const management = await managementOf(connection, new Discovery(connection, signal), named, signal);
  expect(management.managed).toBe('yes');
});

test('what may not be read is not known', async () => {
  const stop = api.intercept(({ path }) => (path.endsWith('/web') ? failure(403, 'forbidden') : undefined));
  const named = { kind: 'deploy', name: 'web', namespace: 'shop' };
  expect((await managementOf(connection, new Discovery(connection, signal), named, signal)).managed).toBe('unknown');
  stop();
});

test('lists of kinds are asked for once, and a core kind without looking at the groups', async () => {
  const discovery = new Discovery(connection, signal);
  const before = api.requests.length;
  expect((await discovery.find('po'))?.plural).toBe('pods');
  expect((await discovery.find('configmaps'))?.kind).toBe('ConfigMap');
  expect(api.requests.slice(before).map(({ path }) => path)).toEqual(['/api/v1']);
  expect(await discovery.kindsOf('nope.example/v1')).toBeUndefined();
});
