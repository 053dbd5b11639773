/** process_bug on a cluster with trouble from before: nothing of it passes for the task's, and none of it hides what is not verified. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { KubeObject } from '../../src/cluster/kube-object.ts';
import type { FluxPlay } from '../support/flux-controller.ts';
import { helmRelease, readyStatus } from '../support/flux-objects.ts';
import { type FluxScene, type FluxSceneOptions, fluxScene } from '../support/flux-scene.ts';
import type { KubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, pod, replicaSet } from '../support/kubernetes-objects.ts';
import { startOciRegistry } from '../support/oci-registry.ts';
import { cleanUps, processTask, threeDone } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

/** A worker crashes from the beginning. */
async function withWorker(follows: boolean, options: FluxSceneOptions = {}): Promise<FluxScene> {
  const scene = await fluxScene(follows, options);
  const { api } = scene;
  api.put(replicaSet('shop/worker-abc'));
  api.put(deployment('shop/worker', { ready: 0 }));
  const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } };
  const labels = { app: 'worker', 'pod-template-hash': 'abc' };
  const container = { ready: false, restartCount: 7, state };
  api.put(pod('shop/worker-abc-1', { container, owner: 'ReplicaSet/worker-abc', metadata: { labels } }));
  return scene;
}

/** Done as always, and `during` is called as soon as the model is. */
const whileWorking =
  (during: () => void): Script =>
  (turn) => {
    during();
    return threeDone(turn);
  };

const auto = { verification_timeout: 20, rollback: 'auto' } as const;
const scopes = (result: Awaited<ReturnType<typeof processTask>>) =>
  result.test_result?.failures.map(({ object, scope }) => [object, scope]);

function putRelease(api: KubernetesApi, isWell: boolean): void {
  const message = 'Helm upgrade failed for release shop/redis with chart redis@19.0.0: timed out after 5m0s';
  const status = readyStatus('False', 'UpgradeFailed', message);
  api.put(helmRelease('shop/redis', '19.0.0', isWell ? {} : { status: { ...status } }));
}

/** A server with the status that `answer` has at the moment. */
async function startServer(answer: () => number): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(answer()).end()).listen(0, '127.0.0.1');
  cleanUps.push(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;
}

test('a pushed commit that has not arrived is not verified, though all else that fails did so before', async () => {
  const { at, remote } = await withWorker(false);
  const result = await processTask(at, { verification_timeout: 8, rollback: 'auto' });
  expect(result).toMatchObject({ status: 'error', pushed: true, rollback: null });
  expect(result.test_result).toMatchObject({ overall_status: 'blocked', passed: false });
  expect(result.test_result?.causes.map(({ scope }) => scope)).not.toContain('task');
  expect(result.message).toContain('Not verified on staging: GitRepository flux-system/shop: OldRevision.');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});

test('a HelmRelease that failed before is none of the task’s: complete, and it is told', async () => {
  const { at, api, remote } = await fluxScene(true);
  putRelease(api, false);
  const result = await processTask(at, auto);
  expect(result).toMatchObject({ status: 'complete', rollback: null, test_result: { overall_status: 'passed' } });
  expect(scopes(result)).toEqual([['HelmRelease shop/redis', 'external']]);
  expect(result.message).toContain('1 problem was there before this run and is not counted.');
  const revision = (commit: string | undefined) => `main@sha1:${commit?.slice(0, 10)}`;
  const [before, after] = [revision(at.on.git('rev-list', '--max-parents=0', 'HEAD')), revision(remote())];
  expect(result.test_result?.changes).toEqual([
    { object: 'Kustomization flux-system/apps', what: 'revision', before, after },
    { object: 'GitRepository flux-system/shop', what: 'revision', before, after },
  ]);
});

test('a HelmRelease that fails since the run: tests_failed, rolled back, and shown as changed', async () => {
  let api: KubernetesApi | undefined;
  const scene = await fluxScene(true, { script: whileWorking(() => api && putRelease(api, false)) });
  api = scene.api;
  putRelease(api, true);
  const result = await processTask(scene.at, auto);
  expect(result).toMatchObject({ status: 'tests_failed', rollback: { status: 'done' } });
  expect(scopes(result)).toEqual([['HelmRelease shop/redis', 'task']]);
  const changed = {
    object: 'HelmRelease shop/redis',
    what: 'health',
    before: 'healthy',
    after: 'failed (UpgradeFailed)',
  };
  expect(result.test_result?.changes).toContainEqual(changed);
});

test('a HelmRelease that the task is to mend and that still fails: tests_failed, and no rollback, which would mend nothing', async () => {
  const { at, api, remote } = await fluxScene(true, { verify: '{ flux: [helmrelease/redis] }' });
  putRelease(api, false);
  const result = await processTask(at, auto);
  expect(result).toMatchObject({ status: 'tests_failed', rollback: null });
  expect(result.test_result?.causes).toMatchObject([{ scope: 'task', before: 'broken' }]);
  expect(result.message).toContain('It is not rolled back by itself: all that fails did so in the same way before');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});

test('Flux that could not be looked at before the run: a failure of it is rolled back by nobody', async () => {
  let allow = () => {};
  const { at, api } = await fluxScene(true, { script: whileWorking(() => allow()) });
  putRelease(api, false);
  allow = api.intercept(({ path }) => (path.endsWith('/helmreleases') ? { status: 500, body: '{}' } : undefined));
  const result = await processTask(at, auto);
  expect(result.warnings.join()).toMatch(/Not all could be looked at before this run, .*Flux: /);
  expect(result).toMatchObject({ status: 'tests_failed', rollback: null });
  expect(result.test_result?.causes).toMatchObject([{ scope: 'task', before: 'unknown' }]);
  expect(result.message).toContain('how all of it was before this run is not known');
});

test('a URL that did not answer before is none of the task’s, whatever is behind it: complete, and no rollback', async () => {
  const url = await startServer(() => 503);
  const { at, remote } = await withWorker(true, { verify: `{ namespaces: [shop], urls: ['${url}'] }` });
  const result = await processTask(at, auto);
  expect(result).toMatchObject({ status: 'complete', rollback: null, test_result: { overall_status: 'passed' } });
  expect(scopes(result)).toContainEqual([url, 'external']);
  expect(result.test_result?.failures.filter(({ scope }) => scope === 'task')).toEqual([]);
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});

test('a URL that answers no more: tests_failed, rolled back, and shown as changed', async () => {
  let answer = 200;
  const url = await startServer(() => answer);
  const script = whileWorking(() => (answer = 404));
  const { at } = await withWorker(true, { script, verify: `{ namespaces: [shop], urls: ['${url}'] }` });
  const result = await processTask(at, auto);
  expect(result).toMatchObject({ status: 'tests_failed', rollback: { status: 'done' } });
  expect(result.test_result?.failures.filter(({ scope }) => scope === 'task')).toMatchObject([{ object: url }]);
  const changed = { object: url, what: 'health', before: 'healthy', after: 'failed (HTTP 404)' };
  expect(result.test_result?.changes).toContainEqual(changed);
});

test('a Kustomization that did not build before and does not build what was pushed: nothing is verified, and nobody’s fault here', async () => {
  const unbuilt = { ...readyStatus('False', 'BuildFailed', 'kustomize build failed: no such file: other.yaml') };
  const outcome: FluxPlay['outcome'] = ({ kind }, revision) =>
    kind === 'Kustomization' ? { ...unbuilt, lastAttemptedRevision: revision } : undefined;
  const { at, api, remote } = await fluxScene(true, { outcome });
  const ref = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };
  const apps = api.get(ref);
  api.put({ ...apps, status: { ...apps?.status, ...unbuilt } } as KubeObject);
  const result = await processTask(at, { ...auto, verification_timeout: 12 });
  expect(result).toMatchObject({ status: 'error', pushed: true, rollback: null });
  expect(result.test_result?.overall_status).toBe('blocked');
  expect(scopes(result)).toEqual([['Kustomization flux-system/apps', 'external']]);
  expect(result.message).toContain('Not verified on staging: Kustomization flux-system/apps: BuildFailed.');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});

/** The registry of an image that the scope names beside the namespace. */
async function registryScene(options: FluxSceneOptions = {}) {
  const registry = await startOciRegistry({ isPlain: true });
  cleanUps.push(registry.close);
  const image = `${registry.host}/shop/cart:stable`;
  const scene = await fluxScene(true, { verify: `{ namespaces: [shop], images: ['${image}'] }`, ...options });
  const { settings } = scene.at;
  const at = { ...scene.at, settings: { ...settings, registriesOverHttp: [registry.host] } };
  registry.push('shop/other', 'stable');
  return { ...scene, at, registry, image };
}

test('an image that was missing before is none of the task’s: complete, and no rollback', async () => {
  const { at, image } = await registryScene();
  const result = await processTask(at, auto);
  expect(result).toMatchObject({ status: 'complete', rollback: null, test_result: { overall_status: 'passed' } });
  expect(scopes(result)).toEqual([[image, 'external']]);
});

test('an image that is missing since the run: tests_failed, rolled back, and shown as changed', async () => {
  let lose = () => {};
  const { at, image, registry } = await registryScene({ script: whileWorking(() => lose()) });
  const { digest } = registry.push('shop/cart', 'stable');
  lose = () => registry.lose(digest);
  const result = await processTask(at, auto);
  expect(result).toMatchObject({ status: 'tests_failed', rollback: { status: 'done' } });
  expect(scopes(result)).toEqual([[image, 'task']]);
  const changed = { object: image, what: 'health', before: 'healthy', after: expect.stringMatching(/^failed/) };
  expect(result.test_result?.changes).toContainEqual(changed);
});

test('where the cluster could not be looked at before the run, a rollback is only offered', async () => {
  const { at, api, remote } = await withWorker(true);
  const forbidden = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Forbidden', code: 403 };
  const allow = api.intercept(({ path }) =>
    path.endsWith('/endpointslices') ? { status: 403, body: JSON.stringify(forbidden) } : undefined,
  );
  // Flux' first answer comes after the push.
  api.onChange(() => allow());
  const result = await processTask(at, { verification_timeout: 12, rollback: 'auto' });
  expect(result).toMatchObject({ status: 'tests_failed', pushed: true, rollback: null });
  expect(result.message).toContain('It is not rolled back by itself: how all of it was before this run is not known');
  expect(result.message).toContain('agent-toolkit rollback TASK-001');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});
