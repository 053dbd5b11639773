/** run_tests runs what its plan shows: real commits, real git, the Kubernetes API of the tests over HTTP. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defaultPatience, type Patience } from '../../src/cluster/request.ts';
import { contract } from '../../src/tools/contract.ts';
import { planTests } from '../../src/tools/plan-tests.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { runTrailers } from '../../src/tools/run-trailers.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';
import { fluxControllers, kustomization } from '../support/flux-objects.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, endpointSlice, pod, replicaSet, service } from '../support/kubernetes-objects.ts';
import { failure } from '../support/kubernetes-status.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const patience: Patience = {
  ...defaultPatience,
  ...{ podsMs: 1_500, quickMs: 300, urlMs: 2_000, pullGraceMs: 300, pauseMs: [50, 100], retryMs: 50 },
};
const run = 'aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a';

const manifest = (apiVersion: string, kind: string, name: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const web = `${manifest('apps/v1', 'Deployment', 'web')}---\n${manifest('v1', 'Service', 'web')}`;

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Scene {
  readonly labels?: string;
  readonly verify?: string;
  readonly text?: string;
  /** What a run on the task commits. */
  readonly changes?: Readonly<Record<string, string>>;
  /** What the commit is called; one of the task by its trailers alone, when left out. */
  readonly subject?: string;
  readonly isPushed?: boolean;
  readonly settings?: Partial<Settings>;
  readonly context?: Partial<ToolContext>;
  readonly patience?: Partial<Patience>;
}

interface Stage {
  readonly api: KubernetesApi;
  readonly on: TemporaryRepository;
  verify(): ReturnType<typeof runTests>;
  plan(): ReturnType<typeof planTests>;
}

async function stage(scene: Scene): Promise<Stage> {
  const {
    labels = '[deployment]',
    verify,
    text = 'Roll it out.',
    changes,
    subject = 'Change it',
    isPushed = true,
  } = scene;
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const front = ['id: TASK-001', 'title: Shop', 'status: active', 'priority: high', `labels: ${labels}`];
  const lines = ['---', ...front, ...(verify === undefined ? [] : [`verify: ${verify}`]), '---', '', text, ''];
  const on = temporaryRepository(
    {
      'tasks/active/TASK-001.md': [...lines, '## Acceptance Criteria', '', '- [x] Do it', ''].join('\n'),
      '.agent-config.json': JSON.stringify({ cluster_context: 'staging' }),
      'shop/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
      'shop/web.yaml': '# nothing yet\n',
    },
    { origin: true },
  );
  cleanUps.push(on.remove);
  if (changes !== undefined) on.commit(changes, `${subject}\n\n${runTrailers('TASK-001', 'Run', [run])}`);
  if (isPushed) on.git('push', '--quiet');
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const settings = { ...defaultSettings, kubeconfig, ...scene.settings };
  const { signal } = new AbortController();
  const context: ToolContext = { signal, progress: () => {}, log: () => {}, ...scene.context };
  return {
    api,
    on,
    plan: () => planTests(on.root, 'TASK-001', settings, context),
    async verify() {
      const input = { work_item_id: 'TASK-001', repo_path: on.root };
      return contract.run_tests.result.parse(
        await runTests(input, settings, context, { ...patience, ...scene.patience }),
      );
    },
  };
}

/** A healthy shop with one replica. */
function putShop(api: KubernetesApi): void {
  const labels = { app: 'web', 'pod-template-hash': 'abc' };
  api.put(deployment('shop/web', { replicas: 1 }));
  api.put(replicaSet('shop/web-abc', 1, 1));
  api.put(pod('shop/web-abc-1', { owner: 'ReplicaSet/web-abc', metadata: { labels } }));
  api.put(service('shop/web'));
  api.put(endpointSlice('shop/web', ['web-abc-1']));
}

const rows = (result: Awaited<ReturnType<typeof runTests>>, name: string) =>
  result.checks
    .filter((check) => check.name === name)
    .map(({ object, status, actual }) => `${status} ${object}: ${actual}`);

describe('a mistake in verify:', () => {
  test.each([
    ['an unknown key', '{ namespaces: [shop], workload: [web] }', 'verify knows no "workload"'],
    ['an entry that is no text', '{ namespaces: [shop], workloads: [[a]] }', 'its entry ["a"] is none'],
    ['a list that is none', '{ namespaces: [shop], services: { a: 1 } }', '{"a":1} is none'],
    ['a word', 'shop', '"shop" is neither'],
    ['front matter that is no YAML', '{ namespaces: [shop', 'since the front matter is not valid YAML'],
  ])(
    '%s keeps it from passing, names file, line and next step, and stands in the plan',
    async (_case, verify, words) => {
      const at = await stage({ verify, labels: '[deployment]', text: 'In the `shop` namespace.' });
      putShop(at.api);
      const place = /^tasks\/active\/TASK-001\.md:7: .*(Write|Mend)/;
      expect((await at.plan()).warnings.filter((text) => text.includes(words))).toEqual([expect.stringMatching(place)]);
      const result = await at.verify();
      expect(result).toMatchObject({ success: false, passed: false, overall_status: 'blocked' });
      expect(result.failures).toMatchObject([{ check: 'Scope', reason: 'Unread', scope: 'external' }]);
      expect(result.failures[0]?.message).toMatch(place);
      expect(result.message).toContain(words);
      expect(rows(result, 'Deployment').join()).toMatch(/^pass Deployment shop\/web: /);
    },
  );

  test('a configuration that cannot be read at all may state something, too', async () => {
    const at = await stage({ text: 'In the `shop` namespace.', settings: { context: 'staging' } });
    at.on.write('.agent-config.json', '{ "verify": ');
    putShop(at.api);
    const result = await at.verify();
    expect(result.overall_status).toBe('blocked');
    expect(result.message).toContain('.agent-config.json cannot be read');
  });

  test('what all tasks share counts where a task states nothing of its own', async () => {
    const config = JSON.stringify({ cluster_context: 'staging', verify: { namespaces: ['shop'], pods: ['web'] } });
    const at = await stage({});
    at.on.write('.agent-config.json', config);
    putShop(at.api);
    const result = await at.verify();
    expect(result.overall_status).toBe('blocked');
    expect(result.failures[0]?.message).toMatch(/^\.agent-config\.json: verify knows no "pods"\. Write one of /);
    const own = await stage({ verify: '{ namespaces: [shop] }' });
    own.on.write('.agent-config.json', config);
    putShop(own.api);
    expect(await own.verify()).toMatchObject({ overall_status: 'passed' });
  });

  test.each([
    ['a workload of an unknown kind', 'workloads: [widget/x]', '"widget/x"'],
    ['a service with too many parts', 'services: [a/b/c/d]', '"a/b/c/d"'],
    ['a Flux object with too many parts', 'flux: [a/b/c/d]', '"a/b/c/d"'],
  ])('%s keeps it from passing, and is no failure of the task', async (_case, entry, named) => {
    const at = await stage({ verify: `{ namespaces: [shop], ${entry} }` });
    putShop(at.api);
    expect((await at.plan()).warnings.join()).toContain(`${named} of verify cannot be judged`);
    const result = await at.verify();
    expect(result).toMatchObject({ success: false, passed: false, overall_status: 'blocked' });
    expect(result.message).toContain(`The entry ${named} of verify cannot be judged`);
    expect(result.failures).toMatchObject([{ check: 'Scope', scope: 'external' }]);
  });

  test('what has failed besides is a failure', async () => {
    const at = await stage({ verify: '{ namespaces: [shop], workloads: [widget/x] }' });
    putShop(at.api);
    at.api.put(deployment('shop/broken', { replicas: 1, ready: 0 }));
    expect(await at.verify()).toMatchObject({ overall_status: 'failed' });
  });
});

describe('the scope of the commits', () => {
  test('their namespaces, workloads and services; what is broken elsewhere is a warning', async () => {
    const at = await stage({ changes: { 'shop/web.yaml': web }, text: 'In namespace other, too.' });
    putShop(at.api);
    at.api.put(deployment('other/broken', { replicas: 1, ready: 0 }));
    expect(await at.plan()).toMatchObject({ scope: 'commits', about: expect.stringContaining('everything in shop') });
    const result = await at.verify();
    expect(result).toMatchObject({ overall_status: 'passed', failures: [], summary: { deployments_total: 1 } });
    expect(rows(result, 'Deployment')).toContainEqual(expect.stringMatching(/^pass Deployment shop\/web: /));
  });

  test('what was pushed and is not there fails', async () => {
    const at = await stage({ changes: { 'shop/web.yaml': `${web}---\n${manifest('apps/v1', 'StatefulSet', 'db')}` } });
    putShop(at.api);
    const result = await at.verify();
    expect(result).toMatchObject({ overall_status: 'failed' });
    expect(result.failures).toMatchObject([{ object: 'StatefulSet shop/db', reason: 'NotFound', scope: 'task' }]);
  });

  test('what was not pushed may be missing', async () => {
    const changes = { 'shop/web.yaml': `${web}---\n${manifest('apps/v1', 'StatefulSet', 'db')}` };
    const at = await stage({ changes, isPushed: false });
    putShop(at.api);
    const result = await at.verify();
    expect(result.failures).toEqual([]);
    expect(result.warnings).toContain(
      'The upstream branch does not have all commits of the task, so the cluster may lack what they changed.',
    );
  });

  test('what the text names counts where it is, in the namespaces that the text names', async () => {
    const at = await stage({ text: 'Look at sts/db and sts/gone, kubectl -n shop get pods.' });
    putShop(at.api);
    at.api.put({ kind: 'StatefulSet', metadata: { name: 'db', namespace: 'shop' }, spec: { replicas: 1 }, status: {} });
    const result = await at.verify();
    expect(result.failures.map(({ object }) => object)).toEqual(['StatefulSet shop/db']);
  });

  test('of a namespace that the cluster does not have, that is told: it may be of another cluster', async () => {
    const at = await stage({
      changes: {
        'shop/web.yaml': web,
        'production.yaml': manifest('apps/v1', 'Deployment', 'web').replace('}', ', namespace: production}'),
      },
    });
    putShop(at.api);
    const result = await at.verify();
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(result.warnings).toContainEqual(
      expect.stringContaining('the namespace production, which the cluster does not have'),
    );
  });

  test('a namespace that they made must be there', async () => {
    const at = await stage({ changes: { 'ns.yaml': manifest('v1', 'Namespace', 'fresh') } });
    expect((await at.verify()).failures).toMatchObject([{ object: 'Namespace fresh', reason: 'NotFound' }]);
  });
});

describe('recent warning events', () => {
  const warn = (name: string, more: object = {}) => ({
    ...{ kind: 'Event', type: 'Warning', reason: 'BackOff', message: 'Back-off', count: 3 },
    metadata: { name, namespace: 'shop' },
    involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-abc-1' },
    lastTimestamp: new Date().toISOString(),
    ...more,
  });

  test('are warnings, and no failures', async () => {
    const at = await stage({ verify: '{ namespaces: [shop] }' });
    putShop(at.api);
    at.api.put(warn('a'));
    at.api.put(warn('old', { lastTimestamp: '2020-01-01T00:00:00Z' }));
    at.api.put(warn('normal', { type: 'Normal' }));
    at.api.put(
      warn('other', {
        metadata: { name: 'other', namespace: 'other' },
        involvedObject: { kind: 'Pod', namespace: 'other', name: 'x' },
      }),
    );
    const result = await at.verify();
    expect(result.overall_status).toBe('passed');
    expect(rows(result, 'Events')).toEqual(['warn Pod shop/web-abc-1: BackOff ×3: Back-off']);
    expect(result.warnings).toEqual(['Warning event of Pod shop/web-abc-1: BackOff ×3: Back-off']);
  });

  test('stand beside the failure of the object that they are about', async () => {
    const at = await stage({ verify: '{ namespaces: [shop] }' });
    putShop(at.api);
    at.api.put(deployment('shop/web', { replicas: 1, ready: 0 }));
    at.api.put(
      warn('a', { involvedObject: { kind: 'Deployment', namespace: 'shop', name: 'web' }, reason: 'FailedCreate' }),
    );
    const row = (await at.verify()).checks.find(({ name, status }) => name === 'Deployment' && status === 'fail');
    expect(row?.evidence).toMatch(/; events: FailedCreate ×3: Back-off$/);
  });

  test('that may not be listed are skipped with the permission; the other name of the API is asked first', async () => {
    const at = await stage({ verify: '{ namespaces: [shop] }' });
    putShop(at.api);
    at.api.intercept(({ path }) => (path.endsWith('/events') ? failure(403, 'no') : undefined));
    const result = await at.verify();
    expect(result.overall_status).toBe('passed');
    expect(rows(result, 'Events')).toEqual([
      'skipped list events in shop: the user of the kubeconfig may not list events in shop',
    ]);
    expect(at.api.requests.map(({ path }) => path)).toContain('/apis/events.k8s.io/v1/namespaces/shop/events');
  });
});

describe('changed resources', () => {
  const labels = '[infrastructure]';
  const changes = {
    'shop/web.yaml': [
      manifest('networking.k8s.io/v1', 'Ingress', 'web'),
      manifest('v1', 'ConfigMap', 'config'),
      manifest('v1', 'Secret', 'secret'),
    ].join('---\n'),
  };
  const config = { kind: 'ConfigMap', metadata: { name: 'config', namespace: 'shop' } };

  test('as the cluster has them: healthy, waited for, missing, not to be read', async () => {
    const at = await stage({ labels, changes });
    at.api.put(config);
    at.api.put({ kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' }, spec: {}, status: {} });
    const asked = at.api.intercept(({ path }) => {
      if (!path.endsWith('/ingresses')) return undefined;
      asked();
      const status = { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } };
      setTimeout(
        () => at.api.put({ kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' }, spec: {}, status }),
        50,
      );
      return undefined;
    });
    const result = await at.verify();
    expect(rows(result, 'Ingress')).toEqual(['pass Ingress shop/web: address 10.0.0.1']);
    expect(rows(result, 'Changed resource')).toEqual([
      'pass ConfigMap shop/config: exists',
      'skipped Secret shop/secret: Secrets are not read',
    ]);
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(result.message).toContain('1 of 1 changed resource healthy');
  });

  test.each([
    [200, 'pass Ingress shop/web: answers, without an address'],
    [500, 'fail Ingress shop/web: timed out after 2 s: has no address yet: no controller has taken it up'],
  ])('an ingress without an address, whose host answers with %i', async (status, row) => {
    const server = createServer((_request, response) => response.writeHead(status).end());
    server.listen(0, 'localhost');
    await once(server, 'listening');
    cleanUps.push(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
    const { port } = server.address() as AddressInfo;
    const ingress = manifest('networking.k8s.io/v1', 'Ingress', 'web');
    const at = await stage({
      labels,
      changes: { 'shop/web.yaml': ingress },
      verify: `{ urls: ["http://localhost:${port}/"] }`,
    });
    at.api.put({
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { rules: [{ host: 'localhost' }] },
    });
    expect(rows(await at.verify(), 'Changed resource')).toEqual([row]);
  });

  test('a kind that the cluster does not serve fails what was pushed, with the cause', async () => {
    const odd = { 'shop/web.yaml': manifest('example.com/v1', 'Widget', 'odd') };
    const at = await stage({ labels, changes: odd });
    at.api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    const result = await at.verify();
    expect(result).toMatchObject({
      overall_status: 'failed',
      failures: [{ object: 'Widget shop/odd', reason: 'KindNotServed', scope: 'task' }],
    });
    expect(result.failures[0]?.cause).toContain('CustomResourceDefinition');
    const late = await stage({ labels, changes: odd, isPushed: false });
    expect(rows(await late.verify(), 'Changed resource')).toEqual([
      'skipped Widget shop/odd: the cluster does not serve the kind Widget (example.com/v1)',
    ]);
  });

  test.each([
    ['the kinds of its group', '/apis/discovery.k8s.io/v1'],
    ['itself', '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices/web'],
  ])('one that gets no answer, as to %s, blocks and keeps no other from its own', async (_what, lost) => {
    const both = [manifest('discovery.k8s.io/v1', 'EndpointSlice', 'web'), manifest('v1', 'ConfigMap', 'config')];
    const at = await stage({ labels, changes: { 'shop/web.yaml': both.join('---\n') } });
    at.api.put(config);
    at.api.intercept(({ path }) => (path === lost ? failure(503, 'unavailable') : undefined));
    const result = await at.verify();
    expect(result).toMatchObject({
      overall_status: 'blocked',
      failures: [{ object: 'EndpointSlice shop/web', reason: 'NotRead', scope: 'external' }],
    });
    expect(rows(result, 'Changed resource')).toContain('pass ConfigMap shop/config: exists');
  });

  test('an ingress whose service does not exist fails, also where its namespace has no service at all', async () => {
    const at = await stage({
      labels,
      changes: { 'shop/web.yaml': manifest('networking.k8s.io/v1', 'Ingress', 'web') },
    });
    at.api.put({
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { defaultBackend: { service: { name: 'gone', port: { number: 80 } } } },
      status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
    });
    expect(await at.verify()).toMatchObject({
      overall_status: 'failed',
      failures: [{ object: 'Ingress shop/web', reason: 'BackendMissing', scope: 'task' }],
    });
  });

  test('one that was pushed and is missing fails; one that was not is a warning', async () => {
    const alone = { 'shop/web.yaml': manifest('v1', 'ConfigMap', 'config') };
    const at = await stage({ labels, changes: alone });
    at.api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    expect(await at.verify()).toMatchObject({
      overall_status: 'failed',
      failures: [{ object: 'ConfigMap shop/config', reason: 'NotFound', scope: 'task' }],
    });
    const late = await stage({ labels, changes: alone, isPushed: false });
    late.api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    const result = await late.verify();
    expect(result).toMatchObject({ overall_status: 'nothing_to_verify', failures: [] });
    expect(result.warnings).toContainEqual(expect.stringContaining('ConfigMap shop/config is not on the cluster'));
  });

  test('one that the commits removed is a warning while the cluster still has it', async () => {
    const at = await stage({ labels });
    const two = `${manifest('v1', 'ConfigMap', 'config')}---\n${manifest('v1', 'ConfigMap', 'old')}`;
    at.on.commit({ 'shop/web.yaml': two }, 'by hand');
    const message = `Change it\n\n${runTrailers('TASK-001', 'Run', [run])}`;
    at.on.commit({ 'shop/web.yaml': manifest('v1', 'ConfigMap', 'config') }, message);
    at.on.git('push', '--quiet');
    at.api.put(config);
    at.api.put({ ...config, metadata: { name: 'old', namespace: 'shop' } });
    expect((await at.plan()).checks.find(({ kind }) => kind === 'resources')?.objects).toEqual([
      'ConfigMap shop/config',
      'ConfigMap shop/old (removed)',
    ]);
    const still = await at.verify();
    const row = 'warn ConfigMap shop/old: still there';
    expect(rows(still, 'Changed resource')).toEqual(['pass ConfigMap shop/config: exists', row]);
    expect(still).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(still.warnings).toContain(
      'ConfigMap shop/old was removed by the commits of the task, and the cluster still has it.',
    );
    at.api.remove({ kind: 'ConfigMap', namespace: 'shop', name: 'old' });
    expect(rows(await at.verify(), 'Changed resource')).toContain('pass ConfigMap shop/old: gone');
  });

  test('what may not be read is skipped with the permission', async () => {
    const at = await stage({ labels, changes: { 'shop/web.yaml': manifest('v1', 'ConfigMap', 'config') } });
    at.api.put(config);
    at.api.intercept(({ path }) => (path.includes('/configmaps') ? failure(403, 'no') : undefined));
    const result = await at.verify();
    expect(result.failures).toEqual([]);
    expect(rows(result, 'Changed resource')).toEqual([
      'skipped ConfigMap shop/config: the user of the kubeconfig may not get configmaps in shop',
    ]);
  });
});

describe('what Flux alone deploys, and cannot bring to this cluster, is not waited for', () => {
  const changes = {
    'shop/web.yaml': [
      manifest('apps/v1', 'Deployment', 'web'),
      manifest('v1', 'ConfigMap', 'config'),
      manifest('example.com/v1', 'Widget', 'odd'),
    ].join('---\n'),
  };
  const patience = { podsMs: 90_000, fluxMs: 90_000, quickMs: 90_000 };
  const subject = 'feat(TASK-001): Change it';
  const failed = (result: Awaited<ReturnType<typeof runTests>>) =>
    result.failures.map(({ object, reason, message }) => `${object} ${reason}: ${message.split('bring it: ')[1]}`);

  test('with the reason, told at once', async () => {
    const told: string[] = [];
    const context = { progress: ({ message }: { readonly message: string }) => told.push(message) };
    const at = await stage({ labels: '[flux, networking]', changes, patience, context });
    at.api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    const start = Date.now();
    const result = await at.verify();
    expect(Date.now() - start).toBeLessThan(60_000);
    const why = 'the cluster has no Kustomization and no HelmRelease';
    expect(result.overall_status).toBe('failed');
    expect(failed(result)).toEqual([
      `Deployment shop/web NotFound: ${why}`,
      'Widget shop/odd KindNotServed: undefined',
      `ConfigMap shop/config NotFound: ${why}`,
    ]);
    expect(result.failures[0]?.remedy).toContain('flux get sources git -A');
    expect(told).toContain(`What is missing is not waited for: ${why}`);
  });

  test('of another branch, what was pushed fails at once, and what the task states besides is waited for', async () => {
    const at = await stage({ labels: '[flux]', changes, subject, patience });
    at.api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    for (const one of fluxControllers()) at.api.put(one);
    at.api.put(kustomization('flux-system/other', `main@sha1:${at.on.git('rev-parse', 'HEAD')}`));
    const why = 'no GitRepository of the cluster follows the branch main of the repository';
    expect(failed(await at.verify())).toEqual([`Deployment shop/web NotFound: ${why}`]);
    const stated = await stage({
      labels: '[flux]',
      changes,
      subject,
      verify: '{ workloads: [shop/deployment/web] }',
      patience,
    });
    stated.api.put(kustomization('flux-system/other', 'main@sha1:0'));
    for (const one of fluxControllers()) stated.api.put(one);
    putShop(stated.api);
    stated.api.remove({ kind: 'Deployment', namespace: 'shop', name: 'web' });
    const result = stated.verify();
    await vi.waitFor(() => expect(stated.api.requests.some(({ query }) => query.has('watch'))).toBe(true), 30_000);
    putShop(stated.api);
    expect(await result).toMatchObject({ overall_status: 'passed', failures: [] });
  });

  test('where others deploy, too, it is', async () => {
    const at = await stage({ changes, patience });
    at.api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
    const result = at.verify();
    await vi.waitFor(() => expect(at.api.requests.some(({ query }) => query.has('watch'))).toBe(true), 30_000);
    putShop(at.api);
    expect(await result).toMatchObject({ overall_status: 'passed', failures: [] });
  });
});

describe('what is planned is shown', () => {
  test.each([
    ['every label, commits', { labels: '[verification]', changes: { 'shop/web.yaml': web } }],
    [
      'no commits',
      { labels: '[security, builds]', verify: '{ namespaces: [shop], commands: [make smoke], flux: [apps] }' },
    ],
    ['text', { labels: '[flux]', text: 'In namespace shop, fast.' }],
    ['nothing', { labels: '[chore]' }],
  ] satisfies [string, Scene][])('%s: each check has a row, or says why it is skipped', async (_name, scene) => {
    const at = await stage(scene);
    putShop(at.api);
    const { checks: planned } = await at.plan();
    const { checks: shown } = await at.verify();
    for (const { kind, check, objects, because, skipped } of planned) {
      if (skipped === undefined) {
        const names = {
          workloads: /^Deployments?$/,
          services: /^Services?$/,
          urls: /^Health URL$/,
          flux: /^Flux/,
          events: /^Events$/,
          images: /^Image/,
          manifests: /^Kustomize build$/,
          lint: /^Lint script$/,
          resources: /^Changed resource$/,
          commands: /^Command$/,
        };
        const isShown = shown.some(
          ({ name, object }) => names[kind].test(name) || (name === 'Plan' && object === check),
        );
        expect({ check, isShown }).toEqual({ check, isShown: true });
      } else {
        const told = because.startsWith('verify') && objects.length > 0 ? objects : [check];
        for (const object of told)
          expect(shown).toContainEqual(expect.objectContaining({ object, status: 'skipped', actual: skipped }));
      }
    }
    expect(planned.length).toBeGreaterThanOrEqual(2);
  });
});
