/** The demo's task that rolls out an image which nobody pushed: from tests_failed to a follow-up and back to a healthy cluster. */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Deployment } from '../../src/cluster/kube-object.ts';
import { openRepository } from '../../src/tools/repository-path.ts';
import { rollBackTask } from '../../src/workflow/rollback.ts';
import { type DemoStage, demoStage } from '../support/demo-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 3);

const works = 'registry.shop.test/shop/catalogue:2.0.3';
const missing = 'registry.shop.test/shop/catalogue:2.1.0';
/** The time until Flux has applied the push, and some; what cannot be pulled never becomes ready, however long one waits. */
const patient = { item_id: 'TASK-008', verification_timeout: 15 };
const soon = { timeout: 20_000, interval: 50 };

let demo: DemoStage;
beforeEach(async () => {
  demo = await demoStage();
  for (const name of ['frontend', 'cart', 'catalogue'])
    await vi.waitFor(() => expect(isRolledOut(name)).toBe(true), soon);
});
afterEach(() => demo.close());

function isRolledOut(name: string): boolean {
  const found = demo.cluster.api.get({ kind: 'Deployment', namespace: 'shop', name }) as Deployment | undefined;
  const { updatedReplicas, readyReplicas, replicas } = found?.status ?? {};
  return found?.spec?.replicas === readyReplicas && readyReplicas === updatedReplicas && readyReplicas === replicas;
}
const images = () =>
  demo.cluster.api
    .list('Pod', 'shop')
    .filter(({ metadata }) => metadata.labels?.['app'] === 'catalogue')
    .map(({ spec }) => (spec as { containers: { image: string }[] }).containers[0]?.image);
const git = (...args: string[]) => execFileSync('git', ['-C', demo.root, ...args], { encoding: 'utf8' }).trim();
const verify = () =>
  demo.toolbox.run_tests({ work_item_id: 'TASK-008', repo_path: demo.root, timeout: 20 }, demo.context);

test('tests_failed names the image; a follow-up is created; the rollback is pushed; the cluster is healthy and verified', async () => {
  const { toolbox, context, root } = demo;
  expect(await verify()).toMatchObject({ overall_status: 'passed' });

  const result = await toolbox.process_bug({ ...patient, repo_path: root }, context);
  expect(result).toMatchObject({ status: 'tests_failed', pushed: true, sections_remaining: [], rollback: null });
  expect(result.message).toContain('agent-toolkit rollback TASK-008');
  const pod = result.test_result?.failures.find(({ check }) => check === 'Pod');
  expect(pod).toMatchObject({ reason: 'ImagePullBackOff', scope: 'task' });
  expect(pod?.message).toContain('rpc error: code = NotFound');
  expect(pod?.cause).toContain(`The image ${missing} does not exist in the registry`);
  // The old pod serves on: nothing but the new one is down.
  expect(images().sort()).toEqual([works, missing]);
  const events = demo.cluster.api.list('Event', 'shop').filter((event) => JSON.stringify(event).includes(missing));
  expect(events).toContainEqual(expect.objectContaining({ type: 'Warning', reason: 'Failed' }));
  const catalogue = { object: 'Deployment shop/catalogue', before: null };
  const changes = result.test_result?.changes ?? [];
  expect(changes).toContainEqual({ ...catalogue, what: 'images', before: works, after: missing });
  const warned = {
    ...catalogue,
    what: 'warning',
    after: expect.stringMatching(/^Failed: Failed to pull image .*2\.1\.0/),
  };
  expect(changes).toContainEqual(warned);
  expect(demo.reports.at(-1)).toContain(`| Deployment shop/catalogue | images | ${works} | ${missing} |`);

  const followUp = await toolbox.create_work_item(
    {
      item_type: 'bug',
      title: `Catalogue: ${pod?.reason} after TASK-008`,
      description: `${pod?.object}: ${pod?.message}\n\n${pod?.cause} ${pod?.remedy}`,
      repo_path: root,
      component: 'catalogue',
      priority: 'high',
      acceptance_criteria: [`The registry has ${missing}`, 'TASK-008 verifies'],
    },
    context,
  );
  expect(followUp).toMatchObject({ success: true, committed: expect.stringMatching(/^[0-9a-f]{40}$/) });

  const repository = await openRepository(root);
  const request = { repository, itemId: 'TASK-008', selection: { kind: 'last' }, dryRun: false, push: 'auto' } as const;
  const rolledBack = await rollBackTask(request, context);
  expect(rolledBack).toMatchObject({ status: 'done', pushed: true, push_pending: false });
  expect(rolledBack.paths).toContain('apps/catalogue/deployment.yaml');
  expect(git('rev-parse', 'origin/main')).toBe(git('rev-parse', 'HEAD'));

  expect(await verify()).toMatchObject({ overall_status: 'passed', failures: [] });
  expect(images()).toEqual([works]);
  const queue = await toolbox.scan_prioritize({ repo_path: root, sync_remote: false }, context);
  expect(queue.priority_queue).toContainEqual(expect.objectContaining({ item_id: followUp.item_id, status: 'ready' }));
  expect(git('status', '--porcelain')).toBe('');
});

test('with --rollback auto the same run turns the cluster back by itself', async () => {
  const { toolbox, context, root } = demo;
  const result = await toolbox.process_bug({ ...patient, repo_path: root, rollback: 'auto' }, context);
  expect(result).toMatchObject({
    status: 'tests_failed',
    rollback: { status: 'done', pushed: true, push_pending: false },
    sections_remaining: [expect.stringContaining('image `2.1.0`')],
  });
  expect(await verify()).toMatchObject({ overall_status: 'passed', failures: [] });
  expect(images()).toEqual([works]);
});
