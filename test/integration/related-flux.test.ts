/** A deployment task whose manifests are in a related repository, which is the one that Flux follows: its push has to arrive. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playFlux } from '../support/flux-controller.ts';
import { fluxControllers, gitRepository, kustomization } from '../support/flux-objects.ts';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment } from '../support/kubernetes-objects.ts';
import { byCriterion, cleanUps, processTask } from '../support/process-stage.ts';
import { relatedStage } from '../support/related-stage.ts';

const criterion = 'Raise the tag of the shop';

/** @param follows whether Flux fetches what is pushed there */
async function run(follows: boolean, timeout: number) {
  const script = (way: string) =>
    byCriterion({ [criterion]: { commands: [`sed -i 's/1.4.0/1.5.0/' '${way}/apps/web.yaml'`] } });
  const labels = 'deployment';
  const at = await relatedStage(script, [criterion], {
    origin: true,
    labels,
    verify: 'verify: { namespaces: [shop] }',
  });
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const remote = () => `main@sha1:${at.related.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0]}`;
  const first = remote();
  for (const object of fluxControllers()) api.put(object);
  api.put(deployment('shop/web'));
  api.put(gitRepository('flux-system/manifests', first, { spec: { url: `file://${at.related.origin}` } }));
  const sourceRef = { kind: 'GitRepository', name: 'manifests' };
  api.put(kustomization('flux-system/apps', first, ['shop_web_apps_Deployment'], { spec: { sourceRef } }));
  const flux = playFlux(api, { revision: () => (follows ? remote() : first) });
  const settings = { ...at.settings, kubeconfig, context: 'staging' };
  const result = await processTask({ ...at, settings }, { verification_timeout: timeout });
  return { at, flux, result };
}

test('it arrives: complete, and the commit that is proven is that of the related repository', async () => {
  const { at, flux, result } = await run(true, 60);
  expect(result, result.message).toMatchObject({ status: 'complete', pushed: true });
  expect(flux.asked).toEqual(['GitRepository flux-system/manifests', 'Kustomization flux-system/apps']);
  const commit = at.related.git('rev-parse', 'HEAD').slice(0, 10);
  const rows = result.test_result?.checks.filter(({ expected }) => expected === `ready, at ${commit} or later`);
  expect(rows?.map(({ object, status }) => `${status} ${object}`)).toEqual([
    'pass Kustomization flux-system/apps',
    'pass GitRepository flux-system/manifests',
  ]);
  // Nothing on the cluster follows the repository of the task itself.
  expect(result.warnings.join()).toContain('no GitRepository follows the branch main of the repository');
});

test('it does not arrive: unverified, with the commit of the related repository', async () => {
  const { at, result } = await run(false, 6);
  expect(result).toMatchObject({ status: 'error', test_result: { overall_status: 'blocked' } });
  expect(result.test_result?.failures).toMatchObject([
    { object: 'GitRepository flux-system/manifests', reason: 'OldRevision', scope: 'external' },
  ]);
  expect(result.message).toContain(`the pushed commit is ${at.related.git('rev-parse', 'HEAD').slice(0, 10)}`);
});
