/** process_bug: what the agent changes on the cluster past git is told in the result and in the commit. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment } from '../support/kubernetes-objects.ts';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const criterion = 'Three replicas run';
/** Stands in for kubectl: the Kubernetes API of the tests needs none. */
const kubectl = '#!/bin/sh\nexit 0\n';

async function onCluster(script: Script): Promise<Stage> {
  const at = await stage(script, taskText([criterion]));
  at.on.write('bin/kubectl', kubectl);
  chmodSync(join(at.on.root, 'bin/kubectl'), 0o755);
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps', 'kustomize.toolkit.fluxcd.io/namespace': 'flux-system' };
  api.put(deployment('shop/web', { replicas: 3, metadata: { labels } }));
  api.put(deployment('shop/own', { replicas: 3 }));
  at.on.commit({ '.agent-config.json': JSON.stringify({ cluster_context: 'staging' }) });
  return { ...at, settings: { ...at.settings, kubeconfig } };
}

const trailers = (at: Stage, commit = 'HEAD') =>
  at.on.git('show', '--no-patch', '--format=%(trailers:key=Cluster-Change,valueonly)', commit);

test('drift from what Flux manages, and what nobody manages', async () => {
  const commands = [
    'bin/kubectl -n shop scale deploy web --replicas=3',
    'bin/kubectl -n shop scale deploy own --replicas=3',
  ];
  const at = await onCluster(byCriterion({ [criterion]: { commands } }));
  const result = await processTask(at);
  expect(result.sections_completed).toEqual([criterion]);
  const drift = result.warnings.filter((warning) => warning.startsWith('Changed on the cluster directly: '));
  expect(drift).toHaveLength(2);
  expect(drift[0]).toContain('Flux will revert it: Deployment shop/web belongs to Kustomization flux-system/apps');
  expect(drift[1]).toContain('Flux does not manage Deployment shop/own; git cannot take that back.');
  expect(trailers(at).split('\n')).toEqual([
    'kubectl -n shop scale deploy web --replicas=3',
    'kubectl -n shop scale deploy own --replicas=3',
  ]);
  expect(at.on.git('show', '--no-patch', '--format=%B')).toContain(`Note: ${drift[0]}`);
});

test('what a failed try had changed stands in the commit that logs the failure', async () => {
  const commands = ['bin/kubectl -n shop rollout restart deploy/web'];
  const at = await onCluster(byCriterion({ [criterion]: { commands, status: 'failed' } }));
  const result = await processTask(at);
  expect(result.status).toBe('error');
  expect(trailers(at)).toBe('kubectl -n shop rollout restart deploy/web\nkubectl -n shop rollout restart deploy/web');
});
