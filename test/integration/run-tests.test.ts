/** run_tests against a Kubernetes API over real HTTP, in a real repository. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultPatience, type Patience } from '../../src/cluster/request.ts';
import { contract, type ToolInput, type ToolResult } from '../../src/tools/contract.ts';
import { InputError } from '../../src/tools/input-error.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { Progress, ToolContext } from '../../src/tools/toolbox.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, endpointSlice, pod, podWithoutImage, replicaSet, service } from '../support/kubernetes-objects.ts';
import { failure } from '../support/kubernetes-status.ts';
import { sampled } from '../support/sample.ts';
import { temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const file = 'tasks/active/TASK-001.md';
const patience: Patience = {
  ...defaultPatience,
  podsMs: 4_000,
  quickMs: 300,
  urlMs: 2_000,
  pullGraceMs: 300,
  pauseMs: [50, 100],
  retryMs: 50,
};

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Stage {
  readonly api: KubernetesApi;
  readonly settings: Settings;
  readonly root: string;
  readonly progress: Progress[];
  readonly report: string[];
  readonly controller: AbortController;
  run(input?: Partial<ToolInput<'run_tests'>>, settings?: Settings): Promise<ToolResult<'run_tests'>>;
}

interface Scene {
  /** Lines of the front matter's `verify:`. */
  readonly verify?: string;
  readonly labels?: string;
  readonly text?: string;
  readonly config?: object;
  readonly settings?: Partial<Settings>;
}

async function stage({
  verify,
  labels = '[deployment]',
  text = 'Roll it out.',
  config,
  settings,
}: Scene = {}): Promise<Stage> {
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const front = ['id: TASK-001', 'title: Roll out the shop', 'status: active', 'priority: high', `labels: ${labels}`];
  const lines = ['---', ...front, ...(verify === undefined ? [] : [`verify: ${verify}`]), '---', ''];
  const criteria = ['## Acceptance Criteria', '', '- [x] Image raised', '- [ ] Replicas raised', ''];
  const on = temporaryRepository({
    [file]: [...lines, '## Description', '', text, '', ...criteria].join('\n'),
    '.agent-config.json': JSON.stringify(config ?? { cluster_context: 'staging' }),
  });
  cleanUps.push(on.remove);
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const progress: Progress[] = [];
  const report: string[] = [];
  const controller = new AbortController();
  const context: ToolContext = {
    signal: controller.signal,
    progress: (step) => progress.push(step),
    log: (channel, _level, line) => {
      if (channel === 'verification') report.push(line);
    },
  };
  const chosen: Settings = { ...defaultSettings, kubeconfig, ...settings };
  return {
    api,
    root: on.root,
    settings: chosen,
    progress,
    report,
    controller,
    async run(input = {}, other = chosen) {
      const whole = { work_item_id: 'TASK-001', repo_path: on.root, ...input };
      const result = await runTests(whole, other, context, patience);
      // What the server would refuse to send is a mistake here already.
      return contract.run_tests.result.parse(result);
    },
  };
}

/** A healthy shop: two replicas, a service, and the ReplicaSet behind them. */
function putShop(api: KubernetesApi): void {
  const labels = { app: 'web', 'pod-template-hash': 'abc' };
  api.put(deployment('shop/web', { replicas: 2 }));
  api.put(replicaSet('shop/web-abc', 1, 2));
  for (const name of ['web-abc-1', 'web-abc-2']) {
    api.put(pod(`shop/${name}`, { owner: 'ReplicaSet/web-abc', metadata: { labels } }));
  }
  api.put(service('shop/web'));
  api.put(endpointSlice('shop/web', ['web-abc-1', 'web-abc-2']));
}

/** An HTTP server that answers with these statuses, the last one for ever. */
async function startApplication(...statuses: number[]): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200).end('password=hunter2');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const inShop = '{ namespaces: [shop] }';

describe('passed', () => {
  test('everything in the namespace is healthy and the URL answers', async () => {
    const url = await startApplication(200);
    const { api, run, progress, report } = await stage({ verify: `{ namespaces: [shop], urls: ["${url}/health"] }` });
    putShop(api);
    const result = await run();
    expect(result).toMatchObject({
      success: true,
      passed: true,
      overall_status: 'passed',
      failures: [],
      issues_created: [],
      warnings: [],
      context: 'staging',
      summary: {
        pods_healthy: 2,
        pods_total: 2,
        deployments_healthy: 1,
        services_up: 1,
        endpoints_accessible: 1,
        endpoints_total: 1,
      },
    });
    expect(result.message).toBe(
      'Verified on staging: 2 of 2 pods healthy, 1 of 1 deployments rolled out, 1 of 1 services up, 1 of 1 URLs answer.',
    );
    expect(progress[0]).toMatchObject({ itemId: 'TASK-001', stage: 'verifying', done: 1, total: 2 });
    expect(report).toEqual([expect.stringContaining('# Verification of TASK-001: passed')]);
    expect(api.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(api.connections).toBeLessThanOrEqual(8);
  });

  test('a Deployment that is still rolling out is waited for', async () => {
    const { api, run, progress } = await stage({ verify: inShop, labels: '[configuration]' });
    putShop(api);
    api.put(deployment('shop/web', { replicas: 2, ready: 1 }));
    const forget = api.intercept(({ query }) => {
      if (query.get('watch') !== 'true') return undefined;
      forget();
      setTimeout(() => api.put(deployment('shop/web', { replicas: 2 })), 150);
      return undefined;
    });
    const result = await run();
    expect(result.overall_status).toBe('passed');
    expect(progress.map(({ message }) => message)).toContainEqual(
      'Waiting for 1 of 4: Deployment shop/web: 2 wanted: 2 updated, 2 total, 1 available, 1 ready',
    );
    const check = result.checks.find(({ object }) => object === 'Deployment shop/web');
    expect(check?.duration_ms).toBeGreaterThanOrEqual(100);
  });

  test('a crashing pod of the revision that is being replaced is waited for', async () => {
    const { api, run } = await stage({ verify: inShop });
    const revision = { annotations: { 'deployment.kubernetes.io/revision': '2' } };
    const labels = { app: 'web', 'pod-template-hash': 'old' };
    const container = { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } };
    api.put(deployment('shop/web', { ready: 0, metadata: revision }));
    api.put(replicaSet('shop/web-old', 1));
    api.put(pod('shop/web-old-1', { owner: 'ReplicaSet/web-old', ready: false, container, metadata: { labels } }));
    setTimeout(() => {
      api.put(deployment('shop/web', { metadata: revision }));
      api.remove({ kind: 'Pod', namespace: 'shop', name: 'web-old-1' });
    }, 300);
    expect((await run()).overall_status).toBe('passed');
  });

  test('the namespaces that the text names are the scope; problems elsewhere are warnings', async () => {
    const { api, run } = await stage({ text: 'Raise the replicas in the `shop` namespace.' });
    putShop(api);
    api.put(podWithoutImage('ops/broken'));
    const result = await run();
    expect(result).toMatchObject({ passed: true, failures: [], summary: { pods_total: 2 } });
    expect(result.warnings).toEqual([expect.stringContaining('Outside the scope of the task: Pod ops/broken')]);
    expect(result.checks.find(({ object }) => object === 'Pod ops/broken')?.status).toBe('warn');
  });

  test('nothing named and healthy everywhere: passed, and said so', async () => {
    const { api, run } = await stage();
    putShop(api);
    const result = await run();
    expect(result).toMatchObject({ passed: true, warnings: [], summary: { pods_healthy: 2, pods_total: 2 } });
    expect(result.message).toContain('Nothing in particular was named; the whole cluster was looked at');
  });

  test('the scope of .agent-config.json holds for tasks without one', async () => {
    const { api, run } = await stage({ config: { cluster_context: 'staging', verify: { namespaces: ['shop'] } } });
    putShop(api);
    expect((await run()).summary.pods_total).toBe(2);
  });

  test('a URL that fails once is asked again, and that is said', async () => {
    const url = await startApplication(503, 200);
    const { run } = await stage({ verify: `{ urls: ["${url}"] }` });
    const result = await run();
    expect(result).toMatchObject({ passed: true, context: null });
    expect(result.warnings).toEqual([`${url}/ answered only at the second attempt.`]);
  });

  test('an API that stumbles once is asked again, and that is said', async () => {
    const { api, run } = await stage({ verify: inShop });
    putShop(api);
    const stop = api.intercept(({ path }) => {
      if (!path.endsWith('/pods')) return undefined;
      stop();
      return failure(503, 'the server is currently unable to handle the request');
    });
    const result = await run();
    expect(result.passed).toBe(true);
    expect(result.warnings).toEqual([expect.stringContaining('Tried once more')]);
  });

  test('an API server that restarts in the middle of a wait is waited for', async () => {
    const { api, run } = await stage({ verify: inShop });
    putShop(api);
    api.put(deployment('shop/web', { replicas: 2, ready: 1 }));
    const forget = api.intercept(({ query }) => {
      if (query.get('watch') !== 'true') return undefined;
      forget();
      const stop = api.intercept(() => failure(503, 'restarting'));
      setTimeout(() => {
        api.put(deployment('shop/web', { replicas: 2 }));
        stop();
      }, 400);
      return failure(503, 'restarting');
    });
    expect((await run()).overall_status).toBe('passed');
  });

  test('what may not be listed everywhere is listed in the namespaces of the scope', async () => {
    const { api, run } = await stage({ verify: inShop, labels: '[configuration]' });
    putShop(api);
    api.intercept(({ path }) => (path.includes('/namespaces/shop') ? undefined : failure(403, 'pods is forbidden')));
    expect(await run()).toMatchObject({ passed: true, warnings: [], summary: { pods_total: 2 } });
  });
});

describe('failed', () => {
  test('ImagePullBackOff names its cause and remedy; Deployment and Service follow their pod', async () => {
    const { api, run, report } = await stage({ verify: inShop });
    putShop(api);
    const labels = { app: 'web', 'pod-template-hash': 'new' };
    api.put(deployment('shop/web', { replicas: 1, ready: 0, status: { observedGeneration: 2 } }));
    for (const name of ['web-abc-1', 'web-abc-2']) api.remove({ kind: 'Pod', namespace: 'shop', name });
    api.put(replicaSet('shop/web-new', 1));
    api.put(podWithoutImage('shop/web-new-1', { owner: 'ReplicaSet/web-new', metadata: { labels } }));
    api.put(endpointSlice('shop/web', []));
    const result = await run();
    expect(result).toMatchObject({ success: false, passed: false, overall_status: 'failed' });
    expect(result.message).toMatch(
      /^Deployment shop\/web: ImagePullBackOff\. The image \S+ does not exist in the registry/,
    );
    expect(result.failures.map(({ object, reason, scope }) => [object, reason, scope])).toEqual([
      ['Deployment shop/web', 'ImagePullBackOff', 'task'],
      ['Service shop/web', 'NoReadyEndpoints', 'task'],
      ['Pod shop/web-new-1', 'ImagePullBackOff', 'task'],
    ]);
    expect(result.causes).toMatchObject([
      {
        object: 'Deployment shop/web',
        reason: 'ImagePullBackOff',
        explains: ['Pod shop/web-new-1', 'Service shop/web'],
      },
    ]);
    expect(result.summary).toMatchObject({ pods_healthy: 0, services_up: 0, deployments_healthy: 0 });
    expect(report.join()).toContain('Why: The image registry.example/app:missing does not exist in the registry:');
  });

  test('a Deployment that does not become ready has timed out', async () => {
    const { api, run } = await stage({ verify: '{ workloads: [shop/deployment/web] }' });
    api.put(deployment('shop/web', { replicas: 2, ready: 1 }));
    const result = await run({ timeout: 3 });
    expect(result).toMatchObject({ success: false, overall_status: 'failed' });
    expect(result.failures).toMatchObject([{ object: 'Deployment shop/web', reason: 'TimedOut' }]);
    expect(result.failures[0]?.message).toMatch(/^timed out after 3 s: 2 wanted/);
  });

  test('a service whose selector matches no pod', async () => {
    const { api, run } = await stage({ verify: inShop });
    putShop(api);
    api.put(service('shop/api'));
    const result = await run();
    expect(result.failures).toMatchObject([
      { object: 'Service shop/api', reason: 'NoReadyEndpoints', cause: 'The selector of the service matches no pod.' },
    ]);
    expect(result.summary).toMatchObject({ services_up: 1, services_total: 2, pods_healthy: 2 });
  });

  test('what verify names and the cluster does not have', async () => {
    const { run } = await stage({ verify: '{ namespaces: [gone], workloads: [shop/sts/db] }' });
    const result = await run();
    expect(result.failures.map(({ object, reason }) => `${object} ${reason}`)).toEqual([
      'Namespace gone NotFound',
      'StatefulSet shop/db NotFound',
    ]);
  });

  test('a load balancer without an address, in a networking task', async () => {
    const { api, run } = await stage({ verify: inShop, labels: '[networking]' });
    putShop(api);
    api.put({ ...service('shop/web'), spec: { ...service('shop/web').spec, type: 'LoadBalancer' } });
    const result = await run({ timeout: 3 });
    expect(result.failures).toMatchObject([{ object: 'Service shop/web', reason: 'NoLoadBalancerAddress' }]);
  });

  test('a URL that only the old version answered, before the rollout was done', async () => {
    const url = await startApplication(200, 500);
    const { api, run, progress } = await stage({ verify: `{ namespaces: [shop], urls: ["${url}"] }` });
    putShop(api);
    api.put(deployment('shop/web', { replicas: 2, ready: 1 }));
    const running = run();
    await vi.waitFor(() => expect(progress.map(({ message }) => message).join()).toContain('Waiting for'), 5_000);
    api.put(deployment('shop/web', { replicas: 2 }));
    const result = await running;
    expect(result).toMatchObject({ overall_status: 'failed', summary: { endpoints_accessible: 0 } });
    expect(result.failures).toMatchObject([
      { check: 'Health URL', message: 'HTTP 500; HTTP 200 before the rollout was done (tried twice)', scope: 'task' },
    ]);
  });

  test('HTTP 500 twice; nothing of the body is shown', async () => {
    const url = await startApplication(500);
    const { run, report } = await stage({ verify: `{ urls: ["${url}/health?token=very-secret"] }` });
    const result = await run();
    expect(result).toMatchObject({ passed: false, summary: { endpoints_accessible: 0, endpoints_total: 1 } });
    expect(result.failures).toMatchObject([{ check: 'Health URL', message: 'HTTP 500 (tried twice)', scope: 'task' }]);
    expect(JSON.stringify(result) + report.join()).not.toMatch(/very-secret|hunter2/);
  });
});

describe('blocked', () => {
  test('another context is current', async () => {
    const { api, run } = await stage({ verify: inShop, config: { cluster_context: 'production' } });
    const result = await run();
    expect(result).toMatchObject({ success: false, passed: false, overall_status: 'blocked', context: null });
    expect(result.message).toContain('"staging" is current');
    expect(api.requests).toEqual([]);
  });

  test('no context is recorded or named', async () => {
    const { api, run } = await stage({ config: {} });
    expect((await run()).message).toContain('"cluster_context": "staging"');
    expect(api.requests).toEqual([]);
  });

  test('the cluster does not answer', async () => {
    const { api, run, report } = await stage({ verify: inShop });
    await api.close();
    cleanUps.splice(0, 1);
    const result = await run();
    expect(result).toMatchObject({ success: false, passed: false, overall_status: 'blocked', context: 'staging' });
    expect(result.failures).toMatchObject([{ reason: 'unreachable', scope: 'external' }]);
    expect(report.join()).toContain('ECONNREFUSED');
  });

  test('the credentials are refused', async () => {
    const { api, run } = await stage({ verify: inShop });
    api.intercept(() => failure(401, 'Unauthorized'));
    expect(await run()).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'unauthorized' }] });
  });

  test('nothing in scope may be read', async () => {
    const { api, run } = await stage({ verify: inShop });
    api.intercept(({ path }) => (path === '/version' ? undefined : failure(403, 'forbidden')));
    const result = await run();
    expect(result.overall_status).toBe('blocked');
    expect(result.failures.filter(({ check }) => check === 'Permission')).toHaveLength(10);
  });

  test('the named service may not be read, although everything that may be read is healthy', async () => {
    const { api, run } = await stage({ verify: '{ services: [shop/web] }' });
    putShop(api);
    api.intercept(({ path }) => (/\/deployments$|\/version$/.test(path) ? undefined : failure(403, 'forbidden')));
    const result = await run();
    expect(result).toMatchObject({ success: false, passed: false, overall_status: 'blocked' });
    expect(result.message).toContain('may not list services in shop, list endpointslices in shop');
    expect(result.warnings).toEqual([
      ...['pods', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs', 'persistentvolumeclaims', 'ingresses'].map(
        (plural) => `Skipped: the user of the kubeconfig may not list ${plural} in shop.`,
      ),
      expect.stringContaining(
        'Flux was skipped: the user of the kubeconfig may not read which kinds the cluster serves',
      ),
      'Skipped: the user of the kubeconfig may not list events in shop.',
    ]);
  });

  test('the endpoints of the named service may not be read', async () => {
    const { api, run } = await stage({ verify: '{ services: [shop/web] }' });
    putShop(api);
    api.intercept(({ path }) => (path.endsWith('/endpointslices') ? failure(403, 'forbidden') : undefined));
    const result = await run();
    expect(result.overall_status).toBe('blocked');
    expect(result.failures.map(({ object }) => object)).toEqual(['list endpointslices in shop']);
  });

  test('the answers do not come in time', async () => {
    const { api, run } = await stage({ verify: inShop });
    api.intercept(({ path }) => (path === '/version' ? undefined : { status: 200, body: {}, delayMs: 10_000 }));
    const started = Date.now();
    expect((await run({ timeout: 1 })).overall_status).toBe('blocked');
    expect(Date.now() - started).toBeLessThan(9_000);
  });

  test('the time is up before the second attempt', async () => {
    const { api, settings, root } = await stage({ verify: inShop });
    api.intercept(() => failure(503, 'starting'));
    const context: ToolContext = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
    const input = { work_item_id: 'TASK-001', repo_path: root, timeout: 1 };
    const result = await runTests(input, settings, context, { ...patience, retryMs: 60_000 });
    expect(result).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'timeout' }] });
  });

  test('verify names objects of a cluster, and there is none', async () => {
    const { run, root } = await stage({ verify: inShop, config: {} });
    const kubeconfig = process.env['KUBECONFIG'];
    process.env['KUBECONFIG'] = join(root, 'absent');
    try {
      const result = await run({}, defaultSettings);
      expect(result).toMatchObject({ overall_status: 'blocked', message: expect.stringContaining('there is none') });
    } finally {
      if (kubeconfig === undefined) delete process.env['KUBECONFIG'];
      else process.env['KUBECONFIG'] = kubeconfig;
    }
  });
});

describe('nothing to verify is a success that has not passed', () => {
  test('verify: none', async () => {
    const { api, run } = await stage({ verify: 'none' });
    const result = await run();
    expect(result).toMatchObject({ success: true, passed: false, overall_status: 'nothing_to_verify', context: null });
    expect(result.warnings).toEqual([expect.stringContaining('Unverified')]);
    expect(api.requests).toEqual([]);
  });

  test('no cluster is configured', async () => {
    const { run, root } = await stage({ config: {} });
    const kubeconfig = process.env['KUBECONFIG'];
    process.env['KUBECONFIG'] = join(root, 'absent');
    try {
      expect(await run({}, defaultSettings)).toMatchObject({
        success: true,
        passed: false,
        overall_status: 'nothing_to_verify',
        warnings: [expect.stringContaining('Unverified')],
      });
    } finally {
      if (kubeconfig === undefined) delete process.env['KUBECONFIG'];
      else process.env['KUBECONFIG'] = kubeconfig;
    }
  });

  test('nothing named, and problems somewhere in the cluster', async () => {
    const { api, run } = await stage();
    putShop(api);
    api.put(podWithoutImage('ops/broken'));
    const result = await run();
    expect(result).toMatchObject({
      success: true,
      passed: false,
      overall_status: 'nothing_to_verify',
      summary: { pods_healthy: 2, pods_total: 3 },
      warnings: [expect.stringContaining('Pod ops/broken')],
    });
    expect(result.message).toContain('1 problem exists');
    expect(result.message).toContain('`verify:` in its front matter');
  });

  test('the namespace holds nothing', async () => {
    const { api, run } = await stage({ verify: inShop });
    api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    expect((await run()).overall_status).toBe('nothing_to_verify');
  });

  test('what this version does not check is told', async () => {
    const { run } = await stage({ verify: '{ commands: ["make smoke"] }' });
    const result = await run();
    expect(result.overall_status).toBe('nothing_to_verify');
    expect(result.warnings.join()).toContain(
      '"make smoke" of the scope was skipped: commands are run at the end of process, or with --run-commands',
    );
  });
});

test('create_bugs opens nothing where nothing failed', async () => {
  const { api, run } = await stage({ verify: inShop });
  putShop(api);
  const result = await run({ create_bugs: true });
  expect(result).toMatchObject({ passed: true, issues_created: [], issues_updated: [], warnings: [] });
});

test('cancelling rejects at once with the reason', async () => {
  const { api, run, controller } = await stage({ verify: inShop });
  putShop(api);
  api.put(deployment('shop/web', { replicas: 2, ready: 1 }));
  const pending = run();
  setTimeout(() => controller.abort(), 300);
  const started = Date.now();
  await expect(pending).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(Date.now() - started).toBeLessThan(10_000);
});

test.each([
  ['an unknown task', { work_item_id: 'TASK-999' }],
  ['a path as id', { work_item_id: '../TASK-001' }],
  ['no repository', { repo_path: '/does/not/exist' }],
])('%s is a mistake of the caller', async (_name, input) => {
  const { run } = await stage();
  await expect(run(input)).rejects.toThrow(InputError);
});
