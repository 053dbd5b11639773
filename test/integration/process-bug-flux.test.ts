/** process_bug on a deployment: pushes for real, asks Flux to reconcile, and passes only when the cluster has that commit. */
import { expect, test } from 'vitest';
import type { ToolResult } from '../../src/tools/contract.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { fluxControllers, gitRepository, kustomization } from '../support/flux-objects.ts';
import { fluxScene } from '../support/flux-scene.ts';
import { failure } from '../support/kubernetes-status.ts';
import { file, processTask, type Stage, three } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

/** run_tests by itself, as somebody does later. */
function verify({ on, settings, context }: Stage): Promise<ToolResult<'run_tests'>> {
  return runTests({ work_item_id: 'TASK-001', repo_path: on.root, timeout: 6 }, settings, context);
}

test('the pushed commit arrives: complete, and the report says which commit is where', async () => {
  const { at, api, flux, remote } = await fluxScene(true);
  const result = await processTask(at, { verification_timeout: 60 });
  expect(result).toMatchObject({ status: 'complete', pushed: true, sections_completed: three });
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));
  expect(flux.asked).toEqual(['GitRepository flux-system/shop', 'Kustomization flux-system/apps']);
  expect(result.message).toContain('2 of 2 Flux objects ready, 2 of them at the pushed commit');
  const { status } = api.get({ kind: 'Kustomization', namespace: 'flux-system', name: 'apps' }) ?? {};
  expect(status).toMatchObject({ lastAppliedRevision: `main@sha1:${remote()}` });
  const row = result.test_result?.checks.find(({ object }) => object === 'Kustomization flux-system/apps');
  const pushed = result.commits.at(-1)?.sha.slice(0, 10);
  expect(row).toMatchObject({ status: 'pass', expected: `ready, at ${pushed} or later` });
});

test('Flux stays where it was: unverified, and nothing is taken back', async () => {
  const { at, api, remote } = await fluxScene(false);
  const result = await processTask(at, { verification_timeout: 6, rollback: 'auto' });
  expect(result).toMatchObject({ status: 'error', pushed: true, sections_completed: three, rollback: null });
  expect(result.message).toContain('Verification was not possible: GitRepository flux-system/shop');
  expect(result.test_result).toMatchObject({ overall_status: 'blocked', passed: false });
  expect(result.test_result?.failures).toMatchObject([{ reason: 'OldRevision', scope: 'external' }]);
  expect(at.on.read(file)).not.toContain('- [ ]');
  expect(remote()).toBe(at.on.git('rev-parse', 'HEAD'));

  // A verification by itself takes Ready at the old revision for no pass either, and asks nobody.
  const later = await verify(at);
  expect(later).toMatchObject({ overall_status: 'blocked', failures: [{ reason: 'OldRevision' }] });
  const put = (revision: string) => {
    api.put(gitRepository('flux-system/shop', revision, { spec: { url: `file://${at.on.origin}` } }));
    api.put(kustomization('flux-system/apps', revision, ['shop_web_apps_Deployment'], { spec: { path: './' } }));
  };
  put(`main@sha1:${remote()}`);
  expect(await verify(at)).toMatchObject({ overall_status: 'passed' });
  // Others have pushed since, and nobody has fetched: told, and no reason to refuse.
  put(`main@sha1:${'f'.repeat(40)}`);
  const behind = await verify(at);
  expect(behind).toMatchObject({ overall_status: 'passed' });
  expect(behind.warnings.join()).toContain(
    'GitRepository flux-system/shop: has a commit that this repository does not',
  );
});

test('Flux that may not be read proves no push: unverified, with the missing permission', async () => {
  const { at, api } = await fluxScene(true);
  api.intercept(({ path }) => (/toolkit\.fluxcd\.io\/v\d.*\//.test(path) ? failure(403, 'forbidden') : undefined));
  const result = await processTask(at, { verification_timeout: 20 });
  expect(result).toMatchObject({ status: 'error', pushed: true, test_result: { overall_status: 'blocked' } });
  expect(result.test_result?.failures).toMatchObject([{ reason: 'Forbidden', scope: 'external' }]);
  expect(result.message).toContain('list kustomizations, gitrepositories in all namespaces');
  expect(result.warnings.join()).not.toContain('no GitRepository follows');
});

test('Flux whose controllers are down is told, and the run ends as an error', async () => {
  const { at, api } = await fluxScene(true);
  for (const controller of fluxControllers(0)) api.put(controller);
  const result = await processTask(at, { verification_timeout: 20 });
  expect(result).toMatchObject({ status: 'error', sections_completed: three });
  expect(result.message).toContain('Deployment flux-system/source-controller has 0 of 1 replicas ready');
});
