/** A deployment task with a pushed commit, and a cluster that Flux keeps at a branch: what the tests of Flux play on. */
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { defaultPatience, type Patience } from '../../src/cluster/request.ts';
import { findRepository } from '../../src/git/repository.ts';
import { contract, type ToolInput, type ToolResult } from '../../src/tools/contract.ts';
import { pushProofs } from '../../src/tools/process/push-proofs.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { trustedServer } from './certificate.ts';
import { fluxControllers } from './flux-objects.ts';
import { type KubernetesApi, type KubernetesApiOptions, startKubernetesApi } from './kubernetes-api.ts';
import { deployment, pod, replicaSet } from './kubernetes-objects.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

const file = 'tasks/active/TASK-001.md';
/** The address that Flux has; git is told where it is here. */
export const address = 'git@git.example:platform/shop.git';

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export interface FluxStage {
  readonly api: KubernetesApi;
  readonly on: TemporaryRepository;
  /** What was told while it went on. */
  readonly progress: readonly string[];
  /** The commit before that of the task, as Flux writes it. */
  readonly before: string;
  /** The pushed commit of the task. */
  readonly pushed: string;
  /** What HEAD is now, as Flux writes it. */
  head(): string;
  /** run_tests alone. */
  verify(input?: Partial<ToolInput<'run_tests'>>): Promise<ToolResult<'run_tests'>>;
  /** As process_bug does after its push. */
  verifyPush(input?: Partial<ToolInput<'run_tests'>>): Promise<ToolResult<'run_tests'>>;
}

export interface FluxScene {
  readonly labels?: string;
  /** Lines of the front matter's `verify:`. */
  readonly verify?: string;
  readonly server?: KubernetesApiOptions;
  readonly patience?: Partial<Patience>;
  /** What the commit of the task changes. */
  readonly path?: string;
  /** Without: none is there. */
  readonly controllers?: 'none';
}

/** The namespace shop with a healthy Deployment; Flux' own objects are put by the test. */
export async function fluxStage(scene: FluxScene = {}): Promise<FluxStage> {
  const { labels = '[deployment]', verify = '{ namespaces: [shop] }', path = 'apps/web.yaml' } = scene;
  const front = ['id: TASK-001', 'title: Roll out', 'status: active', 'priority: high', `labels: ${labels}`];
  const on = temporaryRepository(
    {
      [file]: ['---', ...front, `verify: ${verify}`, '---', '', '## Acceptance Criteria', '', '- [x] Raised', ''].join(
        '\n',
      ),
      '.agent-config.json': JSON.stringify({ cluster_context: 'staging' }),
      [path]: 'tag: 1\n',
    },
    { origin: true },
  );
  cleanUps.push(on.remove);
  on.git('config', `url.${on.origin}.insteadOf`, address);
  on.git('remote', 'set-url', 'origin', address);
  const before = `main@sha1:${on.git('rev-parse', 'HEAD')}`;
  on.commit({ [path]: 'tag: 2\n' }, 'feat(TASK-001): Raised');
  on.git('push', '--quiet');
  const api = await startKubernetesApi({ ...trustedServer(), ...scene.server });
  cleanUps.push(api.close);
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  api.put(deployment('shop/web', { replicas: 1 }));
  api.put(replicaSet('shop/web-abc', 1, 1));
  const pods = { app: 'web', 'pod-template-hash': 'abc' };
  api.put(pod('shop/web-abc-1', { owner: 'ReplicaSet/web-abc', metadata: { labels: pods } }));
  if (scene.controllers !== 'none') for (const one of fluxControllers()) api.put(one);
  const quick = { podsMs: 4_000, fluxMs: 4_000, quickMs: 300, pullGraceMs: 300, retryMs: 50 };
  const patience: Patience = { ...defaultPatience, ...quick, pauseMs: [30, 100], ...scene.patience };
  const progress: string[] = [];
  const onProgress = ({ message }: { readonly message: string }) => void progress.push(message);
  const context = { signal: new AbortController().signal, progress: onProgress, log: () => {} };
  const run = async (input: Partial<ToolInput<'run_tests'>>, pushes: Awaited<ReturnType<typeof pushProofs>>) => {
    const whole = { work_item_id: 'TASK-001', repo_path: on.root, ...input };
    const result = await runTests(whole, { ...defaultSettings, kubeconfig }, context, patience, { pushes });
    return contract.run_tests.result.parse(result);
  };
  return {
    ...{ api, on, before, progress, pushed: on.git('rev-parse', 'HEAD') },
    head: () => `main@sha1:${on.git('rev-parse', 'HEAD')}`,
    verify: (input = {}) => run(input, []),
    async verifyPush(input = {}) {
      const repository = await findRepository(on.root);
      if (repository === undefined) throw new Error('The stage has no repository.');
      const task = { id: 'TASK-001', labels: ['deployment'] };
      return run({ reconcile: true, ...input }, await pushProofs([repository], task, 'auto'));
    },
  };
}
