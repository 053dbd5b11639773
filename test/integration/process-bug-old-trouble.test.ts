/** process_bug on a cluster with trouble from before: nothing of it passes for the task's, and none of it hides what is not verified. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playFlux } from '../support/flux-controller.ts';
import { fluxControllers, gitRepository, kustomization } from '../support/flux-objects.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, pod, replicaSet } from '../support/kubernetes-objects.ts';
import { cleanUps, processTask, type Stage, stage, taskText, three, threeDone } from '../support/process-stage.ts';

interface Scene {
  readonly at: Stage;
  readonly api: KubernetesApi;
  remote(): string;
}

/** A worker crashes from the beginning. @param follows whether Flux fetches what is pushed */
async function scene(follows: boolean, verify = '{ namespaces: [shop] }'): Promise<Scene> {
  const text = taskText(three, [`verify: ${verify}`]).replace('[configuration]', '[deployment]');
  const prepared = await stage(threeDone, text, { origin: true });
  const { on } = prepared;
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const remote = () => on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0] ?? '';
  const first = `main@sha1:${remote()}`;
  for (const object of fluxControllers()) api.put(object);
  api.put(deployment('shop/web'));
  api.put(gitRepository('flux-system/shop', first, { spec: { url: `file://${on.origin}` } }));
  api.put(kustomization('flux-system/apps', first, ['shop_web_apps_Deployment'], { spec: { path: './' } }));
  playFlux(api, { revision: () => (follows ? `main@sha1:${remote()}` : first) });
  api.put(replicaSet('shop/worker-abc'));
  api.put(deployment('shop/worker', { ready: 0 }));
  const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } };
  const labels = { app: 'worker', 'pod-template-hash': 'abc' };
  const container = { ready: false, restartCount: 7, state };
  api.put(pod('shop/worker-abc-1', { container, owner: 'ReplicaSet/worker-abc', metadata: { labels } }));
  return { at: { ...prepared, settings: { ...prepared.settings, kubeconfig, context: 'staging' } }, api, remote };
}

test('a pushed commit that has not arrived is not verified, though all else that fails did so before', async () => {
  const { at, remote } = await scene(false);
  const result = await processTask(at, { verification_timeout: 8, rollback: 'auto' });
  expect(result).toMatchObject({ status: 'error', pushed: true, rollback: null });
  expect(result.test_result).toMatchObject({ overall_status: 'blocked', passed: false });
  expect(result.test_result?.causes.map(({ scope }) => scope)).not.toContain('task');
  expect(result.message).toContain('Not verified on staging: GitRepository flux-system/shop: OldRevision.');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});

test('a URL behind what was broken before is nobody’s fault here: no rollback, and no pass', async () => {
  const server = createServer((_request, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
  cleanUps.push(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/healthz`;
  const { at, remote } = await scene(true, `{ namespaces: [shop], urls: ['${url}'] }`);
  const result = await processTask(at, { verification_timeout: 20, rollback: 'auto' });
  expect(result).toMatchObject({ status: 'error', pushed: true, rollback: null });
  expect(result.test_result).toMatchObject({ overall_status: 'blocked' });
  expect(result.test_result?.causes).toMatchObject([{ scope: 'external', explains: expect.arrayContaining([url]) }]);
  expect(result.test_result?.failures.filter(({ scope }) => scope === 'task')).toEqual([]);
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});

test('where the cluster could not be looked at before the run, a rollback is only offered', async () => {
  const { at, api, remote } = await scene(true);
  const forbidden = { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason: 'Forbidden', code: 403 };
  const allow = api.intercept(({ path }) =>
    path.endsWith('/endpointslices') ? { status: 403, body: JSON.stringify(forbidden) } : undefined,
  );
  // Flux' first answer comes after the push.
  api.onChange(() => allow());
  const result = await processTask(at, { verification_timeout: 12, rollback: 'auto' });
  expect(result).toMatchObject({ status: 'tests_failed', pushed: true, rollback: null });
  expect(result.message).toContain('It is not rolled back by itself: how the cluster was before this run is not known');
  expect(result.message).toContain('agent-toolkit rollback TASK-001');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
});
