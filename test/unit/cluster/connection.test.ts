/** Reads over real HTTP and HTTPS: pages, watches, errors, time-outs, credentials, one pool of connections. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ClusterConnection, type ConnectionLimits, openConnection } from '../../../src/cluster/connection.ts';
import { pickContext, readKubeconfig } from '../../../src/cluster/kubeconfig.ts';
import { makeCertificate, trustedServer } from '../../support/certificate.ts';
import { type KubernetesApi, type KubernetesApiOptions, startKubernetesApi } from '../../support/kubernetes-api.ts';
import { pod } from '../../support/kubernetes-objects.ts';
import { failure } from '../../support/kubernetes-status.ts';
import { isRunning } from '../../support/running.ts';

const signal = new AbortController().signal;
const pods = '/api/v1/pods';
const quick: ConnectionLimits = { requestMs: 5_000, pageSize: 2, connections: 3, retryMs: 1, watchMs: 10_000 };
let folder = '';
const cleanUps: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-connection-'));
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  rmSync(folder, { recursive: true });
});

async function connect(options: KubernetesApiOptions = {}, limits = quick) {
  const api = await startKubernetesApi(options);
  cleanUps.push(api.close);
  const file = join(folder, 'config');
  await api.kubeconfig('test', file);
  const retries: string[] = [];
  const connection = await connectTo(file, limits, retries);
  return { api, connection, retries };
}

async function connectTo(file: string, limits = quick, retries: string[] = []) {
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

test('a proxy of the kubeconfig gets no more connections either', async () => {
  const { api } = await connect(trustedServer());
  let [open, most] = [0, 0];
  const proxy = createServer().on('connect', ({ url = '' }, client) => {
    open += 1;
    most = Math.max(most, open);
    const server = connectSocket(Number(url.split(':')[1]), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) socket.on('error', () => {});
    client.on('close', () => {
      open -= 1;
      server.destroy();
    });
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  cleanUps.push(async () => {
    proxy.close();
    proxy.closeAllConnections();
  });
  const file = join(folder, 'config');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  document.clusters[0].cluster['proxy-url'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  writeFileSync(file, JSON.stringify(document));
  const connection = await connectTo(file);
  await Promise.all(Array.from({ length: 12 }, () => connection.list(pods, signal)));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(3);
  expect(api.connections).toBe(most);
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
  const { api, connection } = await connect({}, { ...quick, requestMs: 50 });
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

/** A kubeconfig for the server with this user. */
function withUser(api: KubernetesApi, user: object): string {
  const file = join(folder, 'with-user');
  const contexts = [{ name: 'test', context: { cluster: 'c', user: 'u' } }];
  const clusters = [{ name: 'c', cluster: { server: api.url } }];
  writeFileSync(file, JSON.stringify({ contexts, clusters, users: [{ name: 'u', user }] }));
  return file;
}

test('a token file is read (kubectl writes tokenFile), and again when the server refuses what it held', async () => {
  const { api } = await connect({ token: 'first' });
  writeFileSync(join(folder, 'token'), 'first\n');
  const connection = await connectTo(withUser(api, { tokenFile: 'token', token: 'older' }));
  expect(await connection.list(pods, signal)).toEqual([]);
  api.token = 'second';
  await expect(connection.list(pods, signal)).rejects.toThrow(expect.objectContaining({ kind: 'unauthorized' }));
  writeFileSync(join(folder, 'token'), 'second');
  expect(await connection.list(pods, signal)).toEqual([]);
});

const plugin = (script: string) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', script] },
});

test('a refused token of a plugin is got anew, once for all calls; a refused token of the kubeconfig is not', async () => {
  const { api, connection } = await connect({ token: 'run-1' });
  const runs = join(folder, 'runs');
  const script = `
    const fs = require('node:fs');
    fs.appendFileSync(${JSON.stringify(runs)}, '.');
    const token = 'run-' + fs.readFileSync(${JSON.stringify(runs)}).length;
    console.log(JSON.stringify({ kind: 'ExecCredential', status: { token } }));`;
  const withPlugin = await connectTo(withUser(api, plugin(script)));
  await Promise.all([1, 2, 3].map(() => withPlugin.list(pods, signal)));
  expect(readFileSync(runs, 'utf8')).toBe('.');
  api.token = 'run-2';
  await Promise.all([1, 2, 3].map(() => withPlugin.list(pods, signal)));
  expect(readFileSync(runs, 'utf8')).toBe('..');
  const before = api.requests.length;
  await expect(connection.list(pods, signal)).rejects.toThrow(expect.objectContaining({ kind: 'unauthorized' }));
  expect(api.requests.length).toBe(before + 1);
});

test('a credential plugin that hangs is ended with what it started, one that fails says so', async () => {
  const { api } = await connect();
  const pids = join(folder, 'pids');
  const hangs = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'inherit' });
    require('node:fs').writeFileSync(${JSON.stringify(pids)}, process.pid + ' ' + child.pid);
    setTimeout(() => {}, 60000);`;
  const hanging = await connectTo(withUser(api, plugin(hangs)), { ...quick, requestMs: 2_000 });
  await expect(hanging.get(pods, signal)).rejects.toThrow(
    expect.objectContaining({ kind: 'credentials', message: expect.stringMatching(/within 2 s/) }),
  );
  await vi.waitFor(() => {
    expect(readFileSync(pids, 'utf8').split(' ').map(Number).map(isRunning)).toEqual([false, false]);
  }, 15_000);
  const failing = await connectTo(withUser(api, plugin('console.error("log in first"); process.exit(1)')));
  await expect(failing.get(pods, signal)).rejects.toThrow(
    expect.objectContaining({ kind: 'credentials', message: expect.stringContaining('log in first') }),
  );
  expect(api.requests).toEqual([]);
});

test('closing the connection ends a plugin that still runs', async () => {
  const { api } = await connect();
  const pid = join(folder, 'pid');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(pid)}, String(process.pid)); setTimeout(() => {}, 60000);`;
  const connection = await connectTo(withUser(api, plugin(script)));
  const controller = new AbortController();
  const pending = expect(connection.get(pods, controller.signal)).rejects.toThrow('stopped');
  await vi.waitFor(() => expect(readFileSync(pid, 'utf8')).not.toBe(''), 15_000);
  controller.abort(new Error('stopped'));
  await pending;
  await connection.close();
  await vi.waitFor(() => expect(isRunning(Number(readFileSync(pid, 'utf8')))).toBe(false), 15_000);
});

test('Retry-After is kept to', async () => {
  const { api, connection, retries } = await connect();
  const stop = api.intercept(() => {
    stop();
    return failure(429, 'too many requests, please try again later', { headers: { 'retry-after': '1' } });
  });
  const started = Date.now();
  expect(await connection.list(pods, signal)).toEqual([]);
  expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  expect(retries).toHaveLength(1);
});

test('a watch tells what changes after a snapshot, and ends when the server ends it', async () => {
  const { api, connection } = await connect({}, { ...quick, watchMs: 1_000 });
  fill(api, 3);
  const { objects, resourceVersion } = await connection.snapshot(pods, signal, { keep: () => ({ kind: 'Pod' }) });
  expect(objects).toEqual([{ kind: 'Pod' }, { kind: 'Pod' }, { kind: 'Pod' }]);
  api.put(pod('shop/p-1', { ready: false }));
  api.remove({ kind: 'Pod', namespace: 'shop', name: 'p-2' });
  const events: string[] = [];
  for await (const { type, object } of connection.watch(pods, resourceVersion, signal)) {
    events.push(`${type} ${object.metadata?.name}`);
  }
  expect(events).toEqual(['MODIFIED p-1', 'DELETED p-2', 'BOOKMARK undefined']);
  expect(api.requests.at(-1)?.query.get('timeoutSeconds')).toBe('1');
});

const first = async (events: AsyncGenerator<unknown>) => (await events.next()).value;

test('a version that is no longer known is expired, in the stream and as a status', async () => {
  const { api, connection } = await connect();
  fill(api, 1);
  api.expire();
  fill(api, 2);
  const expired = expect.objectContaining({ name: 'ApiError', kind: 'expired' });
  await expect(first(connection.watch(pods, '1', signal))).rejects.toThrow(expired);
  api.intercept(() => failure(410, 'too old resource version'));
  await expect(first(connection.watch(pods, '1', signal))).rejects.toThrow(expired);
});

test('a watch that stays silent beyond its time is a time-out', async () => {
  const { api, connection } = await connect({}, { ...quick, watchMs: 1, requestMs: 200 });
  api.intercept(({ query }) => {
    // Asked for a second, the server never ends it.
    query.delete('timeoutSeconds');
    return undefined;
  });
  await expect(first(connection.watch(pods, '1000', signal))).rejects.toThrow(
    expect.objectContaining({ kind: 'timeout' }),
  );
});

test('an aborted watch rejects with the reason, and closing leaves no connection', async () => {
  const { api, connection } = await connect();
  const controller = new AbortController();
  const pending = first(connection.watch(pods, '1000', controller.signal));
  await vi.waitFor(() => expect(api.requests).toHaveLength(1), 15_000);
  const reason = new Error('stopped by the user');
  controller.abort(reason);
  await expect(pending).rejects.toBe(reason);
  await connection.close();
  await vi.waitFor(() => expect(api.openConnections).toBe(0), 15_000);
});

test('https: the authority of the kubeconfig is trusted, another is a TLS error that says which', async () => {
  const [ours, other] = [makeCertificate({ hosts: [] }), makeCertificate({ hosts: [] })];
  const hosts = ['127.0.0.1'];
  const right = await connect({ tls: makeCertificate({ hosts, authority: ours }), authority: ours.cert });
  expect(await right.connection.list(pods, signal)).toEqual([]);
  const day = 86_400_000;
  const past = { from: new Date(Date.now() - 2 * day), until: new Date(Date.now() - day) };
  for (const [tls, message] of [
    [makeCertificate({ hosts, authority: other }), /certificate/],
    [makeCertificate({ hosts: ['10.0.0.1'], authority: ours }), /the certificate is for another host name/],
    [makeCertificate({ hosts, authority: ours, ...past }), /the certificate has expired/],
  ] as const) {
    const { connection, retries } = await connect({ tls, authority: ours.cert });
    await expect(connection.list(pods, signal)).rejects.toThrow(
      expect.objectContaining({ kind: 'tls', message: expect.stringMatching(message) }),
    );
    expect(retries).toEqual([]);
  }
});
