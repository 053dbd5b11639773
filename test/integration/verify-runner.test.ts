/** How a verification reads its cluster: over HTTPS, by watch, through everything that an API server does meanwhile. */
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { makeCertificate } from '../support/certificate.ts';
import { type ClusterStage, clusterStage, putShop } from '../support/cluster-stage.ts';
import type { ApiRequest, KubernetesApi, KubernetesApiOptions } from '../support/kubernetes-api.ts';
import { deployment, pod, podWithoutImage } from '../support/kubernetes-objects.ts';
import { roleGuard } from '../support/kubernetes-role.ts';
import { failure } from '../support/kubernetes-status.ts';

const stages: ClusterStage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

async function stage(options?: KubernetesApiOptions): Promise<ClusterStage> {
  const made = await clusterStage(options);
  stages.push(made);
  return made;
}

const shop = { namespaces: ['shop'] };
const isWatch = ({ query }: ApiRequest) => query.get('watch') === 'true';
const isList = (request: ApiRequest) =>
  !isWatch(request) && /\/(pods|deployments|services|endpointslices)$/.test(request.path);
const watches = (api: KubernetesApi) => api.requests.filter(isWatch);

/** Resolves when the lists are watched that matter most. */
const watched = (api: KubernetesApi, count = 5) =>
  vi.waitFor(() => expect(watches(api).length).toBeGreaterThanOrEqual(count), { timeout: 30_000, interval: 5 });

describe('a rollout while it is watched', () => {
  test('progresses to healthy, and nothing is listed twice', async () => {
    const { api, verify, progress } = await stage();
    putShop(api, 0);
    const verification = verify(shop);
    await watched(api);
    putShop(api, 1);
    await vi.waitFor(() => expect(progress.join('\n')).toContain('1 available'), { timeout: 30_000 });
    putShop(api, 2);
    expect(await verification).toMatchObject({ overall: 'passed', failures: [], warnings: [] });
    expect(api.requests.filter(isList)).toHaveLength(4);
    expect(watches(api).map(({ path }) => path)).toEqual([
      '/api/v1/namespaces/shop/pods',
      '/apis/apps/v1/namespaces/shop/deployments',
      '/api/v1/namespaces/shop/services',
      '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices',
      '/apis/apps/v1/namespaces/shop/statefulsets',
    ]);
    expect(api.mostConnections).toBeLessThanOrEqual(8);
  });

  test('fails as soon as an image cannot be pulled for long enough', async () => {
    const { api, verify } = await stage();
    putShop(api, 1);
    const verification = verify(shop);
    await watched(api);
    const labels = { app: 'web', 'pod-template-hash': 'abc' };
    api.put(podWithoutImage('shop/web-abc-2', { owner: 'ReplicaSet/web-abc', metadata: { labels } }));
    const { overall, failures } = await verification;
    expect(overall).toBe('failed');
    expect(failures.map(({ object, reason }) => `${object} ${reason}`)).toContain(
      'Pod shop/web-abc-2 ImagePullBackOff',
    );
    expect(api.requests.filter(isList)).toHaveLength(4);
  });

  test('is no pass when it is paused', async () => {
    const { api, verify } = await stage();
    putShop(api);
    api.put(deployment('shop/web', { replicas: 2, spec: { paused: true }, status: { observedGeneration: 2 } }));
    const { overall, failures } = await verify(shop);
    expect(overall).toBe('failed');
    expect(failures).toMatchObject([{ object: 'Deployment shop/web', reason: 'Suspended' }]);
  });

  test('an object that goes away is noticed', async () => {
    const { api, verify } = await stage();
    putShop(api);
    api.put(pod('shop/stuck', { phase: 'Pending' }));
    const verification = verify(shop);
    await watched(api);
    api.remove({ kind: 'Pod', namespace: 'shop', name: 'stuck' });
    expect(await verification).toMatchObject({ overall: 'passed', summary: { pods_total: 2 } });
  });

  test('in more namespaces than can be watched one by one: the whole cluster is watched, and only they count', async () => {
    const { api, verify } = await stage();
    for (const namespace of ['shop', 'ops', 'else']) putShop(api, namespace === 'ops' ? 1 : 2, namespace);
    const verification = verify({ namespaces: ['shop', 'ops'] });
    await watched(api);
    api.put(podWithoutImage('else/broken'));
    putShop(api, 2, 'ops');
    expect(await verification).toMatchObject({ overall: 'passed', warnings: [], summary: { pods_total: 4 } });
    expect(watches(api).map(({ path }) => path)).toContain('/api/v1/pods');
    expect(watches(api)).toHaveLength(5);
    expect(api.mostConnections).toBeLessThanOrEqual(8);
  });

  test('what is known when the time is up is the result', async () => {
    const { api, verify } = await stage();
    putShop(api, 1);
    const { overall, failures, summary } = await verify(shop, { timeoutMs: 1_500 });
    expect(overall).toBe('failed');
    expect(failures.map(({ reason }) => reason)).toContain('TimedOut');
    expect(summary).toMatchObject({ pods_healthy: 1, pods_total: 2 });
    expect(api.requests.filter(isList)).toHaveLength(4);
  });

  test('cancelled in a watch: ends at once and leaves no connection', async () => {
    const { api, verify } = await stage();
    putShop(api, 1);
    const controller = new AbortController();
    const verification = verify(shop, { signal: controller.signal });
    await watched(api);
    const reason = new Error('stopped by the user');
    const started = Date.now();
    controller.abort(reason);
    await expect(verification).rejects.toBe(reason);
    expect(Date.now() - started).toBeLessThan(10_000);
    await vi.waitFor(() => expect(api.openConnections).toBe(0), 15_000);
  });
});

describe('the API server meanwhile', () => {
  test('restarts: the watch goes on', async () => {
    const { api, verify } = await stage();
    putShop(api, 1);
    const verification = verify(shop);
    await watched(api);
    await api.stop();
    putShop(api, 2);
    await api.start();
    expect(await verification).toMatchObject({ overall: 'passed' });
  });

  test('stays away for a while: waited for, told once', async () => {
    const { api, verify, progress } = await stage();
    putShop(api, 1);
    const verification = verify(shop);
    await watched(api);
    await api.stop();
    await vi.waitFor(() => expect(progress.join('\n')).toContain('ECONNREFUSED'), { timeout: 30_000 });
    putShop(api, 2);
    await api.start();
    const { overall, warnings } = await verification;
    expect(overall).toBe('passed');
    expect(warnings).toEqual([expect.stringContaining('Tried once more after a failure that passes by itself')]);
  });

  test('forgets the version of a watch, in the stream and as a status: listed again', async () => {
    const { api, verify } = await stage();
    putShop(api, 1);
    let isFirst = true;
    const stop = api.intercept((request) => {
      if (!isWatch(request)) return undefined;
      if (isFirst) {
        isFirst = false;
        // Forgets what the others are about to ask for; the real server answers in either way.
        putShop(api, 2);
        api.expire();
        return failure(410, 'too old resource version');
      }
      return undefined;
    });
    expect(await verify(shop)).toMatchObject({ overall: 'passed' });
    stop();
    expect(api.requests.filter(isList).length).toBeGreaterThan(4);
  });

  test('forgets the rest of a list: read again, without doubles', async () => {
    const { api, verify } = await stage();
    for (let index = 0; index < 501; index++) api.put(pod(`shop/p-${index}`));
    const stop = api.intercept(({ query }) => {
      if (!query.has('continue')) return undefined;
      stop();
      api.expire();
      return undefined;
    });
    expect(await verify(shop)).toMatchObject({ overall: 'passed', summary: { pods_total: 501 } });
  });

  test('asks for patience, and stumbles once: waited for and told', async () => {
    const { api, verify } = await stage();
    putShop(api);
    const answers = [
      failure(429, 'too many requests, please try again later', { headers: { 'retry-after': '1' } }),
      failure(500, 'etcdserver: leader changed'),
    ];
    api.intercept(({ path }) => (/\/(pods|services)$/.test(path) ? answers.shift() : undefined));
    const started = Date.now();
    const { overall, warnings } = await verify(shop);
    expect(overall).toBe('passed');
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
    expect(warnings.toSorted()).toEqual([
      expect.stringContaining('etcdserver: leader changed'),
      expect.stringContaining('too many requests'),
    ]);
  });

  test('refuses the token of a file that is renewed: read again', async () => {
    const { api, verify, folder } = await stage({ token: 'first' });
    putShop(api, 1);
    const kubeconfig = await withTokenFile(api, folder, 'first');
    const verification = verify(shop, { kubeconfig });
    await watched(api);
    writeFileSync(join(folder, 'token'), 'second');
    api.token = 'second';
    await api.stop();
    putShop(api, 2);
    await api.start();
    expect(await verification).toMatchObject({ overall: 'passed' });
  });

  test('refuses a token that is not renewed: blocked, with the remedy', async () => {
    const { api, verify, folder } = await stage({ token: 'first' });
    putShop(api, 1);
    const kubeconfig = await withTokenFile(api, folder, 'first');
    const verification = verify(shop, { kubeconfig });
    await watched(api);
    api.token = 'second';
    await api.stop();
    await api.start();
    const { overall, failures } = await verification;
    expect(overall).toBe('blocked');
    expect(failures[0]).toMatchObject({
      reason: 'unauthorized',
      remedy: 'Log in to the cluster again, so that the kubeconfig is renewed.',
      scope: 'external',
    });
  });

  test('does not allow to watch: looked at again and again, told once', async () => {
    const { api, verify, onWait } = await stage();
    putShop(api, 1);
    api.intercept(roleGuard(({ verb }) => verb !== 'watch'));
    onWait(() => setTimeout(() => putShop(api, 2), 100));
    const { overall, warnings } = await verify(shop);
    expect(overall).toBe('passed');
    expect(warnings).toEqual([expect.stringMatching(/looked at again and again.*cannot watch resource/)]);
    // Each list by itself, and none a second time.
    expect(new Set(watches(api).map(({ path }) => path)).size).toBe(watches(api).length);
    expect(api.requests.filter(isList).length).toBeGreaterThan(4);
  });

  test('forbids a namespace of the scope: blocked with the permission, and the others are judged', async () => {
    const { api, verify } = await stage();
    putShop(api);
    putShop(api, 2, 'ops');
    api.intercept(roleGuard(({ namespace }) => namespace === 'shop'));
    const { overall, failures, summary } = await verify({ namespaces: ['shop', 'ops'] });
    expect(overall).toBe('blocked');
    expect(failures.map(({ object }) => object).toSorted()).toEqual([
      'list cronjobs in ops',
      'list daemonsets in ops',
      'list deployments in ops',
      'list endpointslices in ops',
      'list ingresses in ops',
      'list jobs in ops',
      'list persistentvolumeclaims in ops',
      'list pods in ops',
      'list services in ops',
      'list statefulsets in ops',
    ]);
    expect(summary).toMatchObject({ pods_healthy: 2, pods_total: 2 });
  });
});

describe('the kubeconfig', () => {
  test('trusts another authority: blocked, with the TLS error', async () => {
    const { api, verify } = await stage({ authority: makeCertificate({ hosts: [] }).cert });
    putShop(api);
    const { overall, failures } = await verify(shop);
    expect(overall).toBe('blocked');
    expect(failures).toMatchObject([{ reason: 'tls', message: expect.stringMatching(/certificate.*\([A-Z_]+\)/) }]);
    expect(api.requests).toEqual([]);
  });

  test('lies in several files of KUBECONFIG: the first to name something wins', async () => {
    const { api, verify, folder, kubeconfig } = await stage();
    const other = await stage();
    putShop(api);
    const [first, last] = [join(folder, 'first'), join(folder, 'last')];
    writeFileSync(first, JSON.stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': 'staging' }));
    await other.api.kubeconfig('other', last);
    const env = { KUBECONFIG: [first, join(folder, 'absent'), kubeconfig, last].join(delimiter) };
    expect(await verify(shop, { env })).toMatchObject({ overall: 'passed', context: 'staging' });
    expect(other.api.requests).toEqual([]);
  });
});

/** A kubeconfig like the server's own, with the token in a file beside it. */
async function withTokenFile(api: KubernetesApi, folder: string, token: string): Promise<string> {
  writeFileSync(join(folder, 'token'), token);
  const file = join(folder, 'with-token-file');
  await api.kubeconfig('staging', file);
  const document = JSON.parse(readFileSync(file, 'utf8'));
  document.users[0].user = { tokenFile: 'token' };
  writeFileSync(file, JSON.stringify(document));
  return file;
}
