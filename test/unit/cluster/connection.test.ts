/** Reads over real HTTP: pages, errors, time-outs, one pool of connections. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClusterConnection, openConnection } from '../../../src/cluster/connection.ts';
import { pickContext, readKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import { type KubernetesApi, type KubernetesApiOptions, startKubernetesApi } from '../../support/kubernetes-api.ts';
import { pod } from '../../support/kubernetes-objects.ts';
import { failure } from '../../support/kubernetes-status.ts';

const signal = new AbortController().signal;
const pods = '/api/v1/pods';
let folder = '';
const cleanUps: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-connection-'));
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  rmSync(folder, { recursive: true });
});

async function connect(
  options: KubernetesApiOptions = {},
  limits = { requestMs: 5_000, pageSize: 2, connections: 3, retryMs: 1 },
) {
  const api = await startKubernetesApi(options);
  cleanUps.push(api.close);
  const file = join(folder, 'config');
  await api.kubeconfig('test', file);
  const retries: string[] = [];
  const connection = await connectTo(file, limits, retries);
  return { api, connection, retries };
}

async function connectTo(
  file: string,
  limits: { requestMs: number; pageSize: number; connections: number; retryMs: number },
  retries: string[] = [],
) {
  const kubeconfig = await readKubeconfig({ env: {}, kubeconfig: file });
  if (kubeconfig === undefined) throw new Error('no kubeconfig');
  const connection: ClusterConnection = await openConnection(pickContext(kubeconfig, 'test'), limits, ({ message }) =>
    retries.push(message),
  );
  cleanUps.push(connection.close);
  return connection;
}

const fill = (api: KubernetesApi, count: number) => {
  for (let index = 0; index < count; index++) api.put(pod(`shop/p-${index}`));
};

test('a list is read page by page, over one pool', async () => {
  const { api, connection } = await connect();
  fill(api, 5);
  const names = (await connection.list(pods, signal)).map(({ metadata }) => metadata?.name);
  expect(names).toEqual(['p-0', 'p-1', 'p-2', 'p-3', 'p-4']);
  expect(api.requests.map(({ query }) => [query.get('limit'), query.has('continue')])).toEqual([
    ['2', false],
    ['2', true],
    ['2', true],
  ]);
  expect(api.connections).toBeLessThanOrEqual(3);
});

test('many calls at once share their connections with those that follow', async () => {
  const { api, connection } = await connect();
  fill(api, 1);
  await connection.get('/version', signal);
  for (let round = 0; round < 5; round++) await Promise.all([1, 2, 3, 4].map(() => connection.list(pods, signal)));
  expect(api.connections).toBeLessThanOrEqual(3);
});

test('an expired continue token starts the list again, without doubles', async () => {
  const { api, connection } = await connect();
  fill(api, 3);
  let expired = false;
  api.intercept(({ query }) => {
    if (expired || !query.has('continue')) return undefined;
    expired = true;
    api.expire();
    return undefined;
  });
  expect(await connection.list(pods, signal)).toHaveLength(3);
  expect(api.requests).toHaveLength(4);
});

test.each([
  [401, 'unauthorized', 1],
  [403, 'forbidden', 1],
  [404, 'notFound', 1],
  [500, 'server', 2],
  [429, 'throttled', 2],
])('HTTP %i is %s after %i requests', async (status, kind, requests) => {
  const { api, connection, retries } = await connect();
  api.intercept(() => failure(status, 'injected'));
  await expect(connection.get(pods, signal)).rejects.toThrow(expect.objectContaining({ name: 'ApiError', kind }));
  expect(api.requests).toHaveLength(requests);
  expect(retries).toHaveLength(requests - 1);
});

test('a failure that passes is told and got over', async () => {
  const { api, connection, retries } = await connect();
  const stop = api.intercept(() => {
    stop();
    return failure(503, 'starting');
  });
  expect(await connection.list(pods, signal)).toEqual([]);
  expect(retries).toEqual([expect.stringContaining('starting')]);
});

test('an answer that does not come is a time-out', async () => {
  const { api, connection } = await connect({}, { requestMs: 50, pageSize: 2, connections: 3, retryMs: 1 });
  api.intercept(() => ({ status: 200, body: {}, delayMs: 5_000 }));
  await expect(connection.get(pods, signal)).rejects.toThrow(expect.objectContaining({ kind: 'timeout' }));
});

test('an abort ends a call at once, with its reason', async () => {
  const { api, connection } = await connect();
  api.intercept(() => ({ status: 200, body: {}, delayMs: 5_000 }));
  const controller = new AbortController();
  const reason = new Error('stopped by the user');
  const pending = connection.get(pods, controller.signal);
  setTimeout(() => controller.abort(reason), 20);
  await expect(pending).rejects.toBe(reason);
});

test('the token is sent; a wrong one is refused', async () => {
  const { connection } = await connect({ token: 'right' });
  expect(await connection.list(pods, signal)).toEqual([]);
});

test('a token file is read (kubectl writes tokenFile)', async () => {
  const { api } = await connect({ token: 'from-file' });
  writeFileSync(join(folder, 'token'), 'from-file');
  writeFileSync(
    join(folder, 'with-file'),
    JSON.stringify({
      contexts: [{ name: 'test', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: api.url } }],
      users: [{ name: 'u', user: { tokenFile: 'token' } }],
    }),
  );
  const connection = await connectTo(join(folder, 'with-file'), {
    requestMs: 5_000,
    pageSize: 2,
    connections: 3,
    retryMs: 1,
  });
  expect(await connection.list(pods, signal)).toEqual([]);
});

test('a credential plugin that hangs is a time-out, one that fails says so', async () => {
  const { api } = await connect();
  const withPlugin = (args: string[]) =>
    JSON.stringify({
      contexts: [{ name: 'test', context: { cluster: 'c', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server: api.url } }],
      users: [
        {
          name: 'u',
          user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args } },
        },
      ],
    });
  writeFileSync(join(folder, 'hangs'), withPlugin(['-e', 'setTimeout(() => {}, 3000)']));
  writeFileSync(join(folder, 'fails'), withPlugin(['-e', 'console.error("log in first"); process.exit(1)']));
  const limits = { requestMs: 300, pageSize: 2, connections: 3, retryMs: 1 };
  const hanging = await connectTo(join(folder, 'hangs'), limits);
  await expect(hanging.get(pods, signal)).rejects.toThrow(expect.objectContaining({ kind: 'timeout' }));
  const failing = await connectTo(join(folder, 'fails'), { ...limits, requestMs: 5_000 });
  await expect(failing.get(pods, signal)).rejects.toThrow(
    expect.objectContaining({ kind: 'credentials', message: expect.stringContaining('log in first') }),
  );
});
