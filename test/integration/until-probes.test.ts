/** The probes of human actions: against a Kubernetes API, an HTTP server, a stand-in for DNS servers, and Codex' sandbox. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readUntil } from '../../src/backlog/until/read-until.ts';
import { defaultPatience } from '../../src/cluster/request.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { ProbeAsker, type ProbesRequest } from '../../src/tools/until/ask-probes.ts';
import type { ResolveName } from '../../src/tools/until/probe-dns.ts';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, pod, replicaSet } from '../support/kubernetes-objects.ts';
import { failure } from '../support/kubernetes-status.ts';
import { cleanUps, type Stage, stage } from '../support/process-stage.ts';

const patience = { ...defaultPatience, urlMs: 400, retryMs: 1 };
const noName: ResolveName = async () => [];

/** Asks what an `until` states, and tells what came of it. */
async function ask(until: unknown, request: Partial<ProbesRequest> = {}): Promise<string> {
  const reading = readUntil(until);
  if ('fault' in reading) throw new Error(reading.fault);
  const asker = new ProbeAsker({
    ...{ root: '/', access: { env: {} }, resolve: noName, patience, timeoutMs: 20_000, runsCommands: true },
    settings: defaultSettings,
    signal: new AbortController().signal,
    ...request,
  });
  try {
    const { isTrue, said } = await asker.all(reading.probes);
    return `${isTrue ? 'true' : 'not yet'}: ${said}`;
  } finally {
    await asker.close();
  }
}

/** A cluster with a rolled out and a broken deployment, and a way to ask it. */
async function cluster(at: Stage) {
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const access = { env: {}, kubeconfig, recordedContext: 'staging' };
  return { api, access, asked: (until: unknown) => ask(until, { access }) };
}

test('objects: what exists, what is ready, and what nobody could find out', async () => {
  const { api, asked } = await cluster(await stage(() => ({ message: '' }), {}));
  for (const put of [
    deployment('shop/web'),
    replicaSet('shop/web-1'),
    pod('shop/web-1-a', { owner: 'ReplicaSet/web-1' }),
  ])
    api.put(put);
  api.put({ ...deployment('shop/late'), status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1 } });
  expect(await asked({ resource: 'deploy shop/web' })).toMatch(/^true: deploy shop\/web exists, created \d{4}-/);
  expect(await asked({ resource: 'Deployment shop/web', ready: true })).toMatch(
    /^true: Deployment shop\/web is ready \(/,
  );
  expect(await asked({ resource: 'Deployment shop/late' })).toMatch(/^true: /);
  expect(await asked({ resource: 'Deployment shop/late', ready: true })).toMatch(
    /^not yet: Deployment shop\/late is not ready \(/,
  );
  expect(await asked({ resource: 'Deployment shop/none' })).toBe('not yet: Deployment shop/none does not exist');
  expect(await asked({ resource: 'Deployment shop/none', ready: true })).toBe(
    'not yet: Deployment shop/none does not exist',
  );
  expect(await asked({ resource: 'Certificate shop/tls' })).toBe('not yet: the cluster serves no kind "Certificate"');
  expect(await asked({ resource: 'Deployment web' })).toBe(
    'not yet: Deployment lies in a namespace: write resource: Deployment namespace/web',
  );
  expect(await asked({ resource: 'Namespace shop/web' })).toBe(
    'not yet: Namespace lies in no namespace: write resource: Namespace web',
  );
  // The role of a verification may list what it may not get.
  const stop = api.intercept(({ path }) => (/\/deployments\/./.test(path) ? failure(403, 'get them not') : undefined));
  expect(await asked({ resource: 'Deployment shop/web' })).toMatch(/^true: Deployment shop\/web exists/);
  expect(await asked({ resource: 'Deployment shop/web', ready: true })).toMatch(/^true: /);
  expect(await asked({ resource: 'Deployment shop/none' })).toBe('not yet: Deployment shop/none does not exist');
  stop();
  api.intercept(({ path }) => (path.includes('/deployments') ? failure(403, 'deployments are not yours') : undefined));
  const barred = await asked({ resource: 'Deployment shop/web' });
  expect(barred).toMatch(
    /^not yet: the user of the kubeconfig may not look \(deployments are not yours .*\); allow it to/,
  );
  expect(await asked({ resource: 'Deployment shop/web', ready: true })).toMatch(
    /^not yet: the user of the kubeconfig may not get deployments in shop$/,
  );
});

test('what is being deleted is there no more', async () => {
  const { api, asked } = await cluster(await stage(() => ({ message: '' }), {}));
  const metadata = { ...deployment('shop/web').metadata, deletionTimestamp: '2026-01-31T14:00:00Z' };
  api.put({ ...deployment('shop/web'), metadata });
  expect(await asked({ resource: 'Deployment shop/web' })).toBe('not yet: Deployment shop/web is being deleted');
  expect(await asked({ resource: 'Deployment shop/web', ready: true })).toMatch(/^not yet: .* is not ready \(/);
});

test('secrets: their keys count, and their values are told nowhere', async () => {
  const { api, asked } = await cluster(await stage(() => ({ message: '' }), {}));
  const value = Buffer.from('correct horse').toString('base64');
  const metadata = { namespace: 'shop', name: 'db' };
  api.put(Object.assign({ apiVersion: 'v1', kind: 'Secret', metadata }, { data: { password: value, user: '' } }));
  const answers = [
    await asked({ secret: 'shop/db' }),
    await asked({ secret: 'shop/db', key: 'password' }),
    await asked({ secret: 'shop/db', key: 'user' }),
    await asked({ secret: 'shop/db', key: 'constructor' }),
    await asked({ secret: 'shop/other' }),
  ];
  expect(answers).toEqual([
    'true: Secret shop/db exists',
    'true: Secret shop/db holds password',
    'not yet: Secret shop/db holds nothing under user',
    'not yet: Secret shop/db has no key constructor',
    'not yet: Secret shop/other does not exist',
  ]);
  api.intercept(() => failure(403, 'secrets "db" is forbidden'));
  expect(await asked({ secret: 'shop/db' })).toMatch(
    /^not yet: the user of the kubeconfig may not look \(secrets "db"/,
  );
});

test('a cluster that is not the repository’s, or is down, answers nothing', async () => {
  const { api, access, asked } = await cluster(await stage(() => ({ message: '' }), {}));
  api.put(deployment('shop/web'));
  const other = await ask(
    { resource: 'Deployment shop/web' },
    { access: { ...access, recordedContext: 'production' } },
  );
  expect(other).toMatch(
    /^not yet: the cluster was not looked at: The repository records the kube context "production"/,
  );
  expect(await ask({ secret: 'shop/db' }, { access: { ...access, recordedContext: undefined } as never })).toMatch(
    /^not yet: the cluster was not looked at: A kube context "staging" exists, and nobody has said/,
  );
  expect(api.requests).toEqual([]);
  await api.stop();
  expect(await asked({ resource: 'Deployment shop/web' })).toMatch(/^not yet: the cluster gave no answer: /);
});

test('addresses: the statuses that count, and what does not answer', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/slow') return;
    response.writeHead(Number(request.url?.slice(1, 4))).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await ask({ url: `${url}/204?token=geheim` })).toBe(`true: ${url}/204?token=*** answered HTTP 204`);
    expect(await ask({ url: `${url}/401`, status: [401, '5xx'] })).toBe(`true: ${url}/401 answered HTTP 401`);
    expect(await ask({ url: `${url}/404` })).toBe(`not yet: ${url}/404: HTTP 404, not HTTP 2xx or 3xx`);
    expect(await ask({ url: `${url}/200`, status: 204 })).toBe(`not yet: ${url}/200: HTTP 200, not HTTP 204`);
    expect(await ask({ url: `${url}/slow` })).toBe(`not yet: ${url}/slow: no answer within 0.4 s`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  expect(await ask({ url: `${url}/200` })).toMatch(/^not yet: .*: the connection was refused/);
});

test('names: addresses in all spellings, no address, and no answer', async () => {
  const resolve: ResolveName = async (name) => {
    if (name === 'broken.example') throw Object.assign(new Error('queryA ESERVFAIL'), { code: 'ESERVFAIL' });
    return name === 'shop.example' ? ['192.0.2.40', '2001:db8::1'] : [];
  };
  const asked = (until: unknown) => ask(until, { resolve });
  expect(await asked({ dns: 'shop.example' })).toBe('true: shop.example resolves to 192.0.2.40, 2001:db8::1');
  expect(await asked({ dns: 'shop.example', address: '2001:DB8:0::1' })).toMatch(/^true: /);
  expect(await asked({ dns: 'shop.example', address: '192.0.2.41' })).toBe(
    'not yet: shop.example resolves to 192.0.2.40, 2001:db8::1, not to 192.0.2.41',
  );
  expect(await asked({ dns: 'none.example' })).toBe('not yet: none.example does not resolve');
  expect(await asked({ dns: 'broken.example' })).toBe(
    'not yet: no DNS server told whether broken.example resolves (ESERVFAIL)',
  );
});

test('commands look at the repository and cannot change it', async () => {
  const at = await stage(() => ({ message: '' }), {});
  const asked = (command: string, request: Partial<ProbesRequest> = {}) =>
    ask({ command }, { root: at.on.root, settings: at.settings, ...request });
  expect(await asked("grep -q 'tag: 1.4.0' app.yaml && pwd && mktemp")).toBe(
    "true: `grep -q 'tag: 1.4.0' app.yaml && pwd && mktemp` exited with 0",
  );
  expect(await asked('echo token=ghp_0123456789abcdefghijklmnop; exit 3')).toMatch(/exited with 3: token=\*\*\*$/);
  expect(await asked('echo x > app.yaml')).toMatch(/^not yet: .* exited with 2: .*Read-only file system$/);
  expect(await asked('echo x > .git/x')).toMatch(/^not yet: .*Read-only file system$/);
  expect(await asked('test ! -e "$KUBECONFIG"')).toMatch(/^true: /);
  const { access } = await cluster(at);
  expect(await asked('grep -q staging "$KUBECONFIG"', { access })).toMatch(/^true: /);
  const wrong = { ...access, recordedContext: 'production' };
  expect(await asked('true', { access: wrong })).toMatch(/^not yet: `true` was not run: The repository records/);
  expect(await asked('sleep 60', { timeoutMs: 1_500 })).toMatch(
    /^not yet: .*(did not end within|the time of the check)/,
  );
  expect(await asked('true', { runsCommands: false })).toBe(
    'not yet: `true` was not run: this check leaves commands out',
  );
  const temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = '/nowhere';
  try {
    expect(await asked('true')).toMatch(/^not yet: `true` exits with 0: it could not be asked \(ENOENT: .*mkdtemp/);
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
  }
  const untrusted = { ...at.settings, trusted: false };
  expect(await asked('true', { settings: untrusted })).toBe(
    'not yet: `true` was not run: this repository is not trusted to run commands',
  );
  expect(await asked('true', { settings: { ...at.settings, codexPath: '/nowhere/codex' } })).toMatch(
    /^not yet: `true` was not run: the Codex CLI/,
  );
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('all have to be true; the first that is not ends it, and a stop ends all', async () => {
  let asked = 0;
  const resolve: ResolveName = async (name) => {
    asked += 1;
    return name.startsWith('a') ? ['192.0.2.1'] : [];
  };
  expect(await ask([{ dns: 'a.example' }, { dns: 'ab.example' }], { resolve })).toBe(
    'true: a.example resolves to 192.0.2.1; ab.example resolves to 192.0.2.1',
  );
  expect(await ask([{ dns: 'b.example' }, { dns: 'a.example' }], { resolve })).toBe(
    'not yet: b.example does not resolve',
  );
  expect(asked).toBe(3);
  const controller = new AbortController();
  const waiting = ask(
    { dns: 'a.example' },
    {
      signal: controller.signal,
      resolve: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
          controller.abort(new Error('stopped'));
        }),
    },
  );
  await expect(waiting).rejects.toThrow('stopped');
  const late: ResolveName = (_, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  expect(await ask({ dns: 'a.example' }, { resolve: late, timeoutMs: 50 })).toBe(
    'not yet: a.example resolves: the time of the check was up before an answer came',
  );
});
