/** process_bug compares the cluster with what it was before the run: what changed, what was broken before, over interruptions. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codexBinary } from '../support/codex-home.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, endpointSlice, pod, replicaSet, service } from '../support/kubernetes-objects.ts';
import { failure } from '../support/kubernetes-status.ts';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';
import { isRunning } from '../support/running.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const cli = join(import.meta.dirname, '../../src/cli/main.ts');
const image = (tag: string) => `registry.example/web:${tag}`;
const criteria = ['Set the tag', 'Write the notes'];
const work = byCriterion({
  'Set the tag': { commands: ["sed -i 's/1.4.0/1.5.0/' app.yaml"] },
  'Write the notes': { commands: ['echo new > notes.txt'] },
  'Set it in the manifest': { commands: ["sed -i 's/1.4.0/1.5.0/' web/deployment.yaml"] },
  'Mend it': { commands: ["sed -i 's/bad/good/' jobs/deployment.yaml"] },
  'Raise the memory limit of the cache': { commands: ["sed -i 's/bad/good/' redis/release.yaml"] },
  'Note what the `worker` does': { commands: ['echo work > notes.txt'] },
});
const ofWeb =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop, labels: { tag: "1.4.0" } }\n';
const manifest = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: worker, labels: { quality: bad } }\n';
const release =
  'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: redis, namespace: shop }\nspec: { values: { quality: bad } }\n';
/** Long enough for a busy machine to look twice; what is broken is waited for as long. */
const quick = { verification_timeout: 6 };

interface Scene {
  readonly api: KubernetesApi;
  readonly at: Stage;
  readonly reports: string[];
}

/** A cluster on which `web` runs in shop and `worker` crashes. @param during called before each reply of the model */
async function scene(
  during: (api: KubernetesApi, prompt: string) => void = () => {},
  { verify = '{ namespaces: [shop] }', wanted = criteria.slice(0, 1) } = {},
): Promise<Scene> {
  const api = await startKubernetesApi();
  const script: Script = (turn) => {
    during(api, turn.prompt);
    return work(turn);
  };
  const text = taskText(wanted, verify === '' ? [] : [`verify: ${verify}`]);
  const files = {
    ...{ 'tasks/active/TASK-001.md': text, 'redis/release.yaml': release },
    ...{ 'jobs/deployment.yaml': manifest, 'web/deployment.yaml': ofWeb },
  };
  const prepared = await stage(script, files);
  cleanUps.push(api.close);
  const kubeconfig = join(prepared.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  for (const name of ['web', 'worker']) api.put(replicaSet(`shop/${name}-abc`));
  putWeb(api, '1.4.0');
  api.put(service('shop/web'));
  api.put(endpointSlice('shop/web', ['web-abc-1']));
  putWorker(api, false);
  const reports: string[] = [];
  const context: Stage['context'] = {
    ...prepared.context,
    log: (channel, level, line) => {
      prepared.context.log(channel, level, line);
      if (channel === 'verification') reports.push(line);
    },
  };
  const settings = { ...prepared.settings, kubeconfig, context: 'staging' };
  return { api, at: { ...prepared, context, settings }, reports };
}

function putWeb(api: KubernetesApi, tag: string): void {
  api.put(deployment('shop/web', { image: image(tag), status: { observedGeneration: tag === '1.4.0' ? 1 : 2 } }));
  const labels = { app: 'web', 'pod-template-hash': 'abc' };
  api.put(pod('shop/web-abc-1', { image: image(tag), owner: 'ReplicaSet/web-abc', metadata: { labels } }));
}

function putWorker(api: KubernetesApi, isWell: boolean): void {
  api.put(deployment('shop/worker', { ready: isWell ? 1 : 0 }));
  const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s restarting failed container' } };
  const crashing = { ready: false, restartCount: 7, state };
  const labels = { app: 'worker', 'pod-template-hash': 'abc' };
  const shape = { owner: 'ReplicaSet/worker-abc', metadata: { labels } };
  api.put(pod('shop/worker-abc-1', isWell ? shape : { ...shape, container: crashing }));
}

const kept = ({ at }: Scene) => {
  const folder = join(at.on.root, '.git/agent-toolkit/snapshots');
  return existsSync(folder) ? readdirSync(folder) : [];
};
const changed = (object: string, what: string, before: string | null, after: string | null) => {
  return { object, what, before, after };
};
const isSecond = (prompt: string) => prompt.slice(prompt.lastIndexOf('## Criterion')).includes('Write the notes');
/** The command that the test started and the engine that it forked, at once. */
function killEngine(root: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  const engines = lines.filter((line) => line.includes(root) && line.includes(' process TASK-001 '));
  const pids = engines.map((line) => Number.parseInt(line, 10));
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  return pids;
}
const rollsOut = (api: KubernetesApi) => putWeb(api, '1.5.0');
const toNewImage = changed('Deployment shop/web', 'images', image('1.4.0'), image('1.5.0'));

describe('what was broken before', () => {
  test('in the same way, and is nothing of the task’s, is external: a warning that says so, and the task is complete', async () => {
    const on = await scene(rollsOut);
    const result = await processTask(on.at, quick);
    expect(result).toMatchObject({ status: 'complete', test_result: { overall_status: 'passed' } });
    const failures = result.test_result?.failures ?? [];
    expect(failures.map(({ object, scope }) => [object, scope])).toEqual([
      ['Deployment shop/worker', 'external'],
      ['Pod shop/worker-abc-1', 'external'],
    ]);
    for (const { message } of failures) expect(message).toMatch(/It was so before this run\.$/);
    expect(result.warnings).toContainEqual(
      expect.stringMatching(/^Pod shop\/worker-abc-1: CrashLoopBackOff: .*before this run/),
    );
    expect(result.message).toContain('2 problems were there before this run and are not counted.');
    expect(result.test_result?.changes).toEqual([toNewImage]);
    expect(on.reports.join()).toContain(
      `## Changed since this run began\n\n| Object | What | Before | Now |\n| --- | --- | --- | --- |\n| Deployment shop/web | images | ${image('1.4.0')} | ${image('1.5.0')} |`,
    );
    expect(kept(on)).toEqual([]);
  });

  test.each([
    ['named in verify:', { verify: '{ namespaces: [shop], workloads: [deployment/worker] }' }],
    ['touched by a commit', { wanted: ['Mend it'] }],
    ['named by the task', { wanted: ['Note what the `worker` does'] }],
  ])('and is %s stays the task’s', async (_name, more) => {
    const on = await scene(undefined, more);
    const result = await processTask(on.at, quick);
    expect(result.status).toBe('tests_failed');
    expect(result.test_result?.failures.map(({ scope }) => scope)).toEqual(['task', 'task']);
    expect(result.test_result?.changes).toEqual([]);
  });

  test('by a StatefulSet of the HelmRelease that a commit changed stays the task’s', async () => {
    const on = await scene(undefined, { wanted: ['Raise the memory limit of the cache'] });
    putWorker(on.api, true);
    const labels = { 'helm.toolkit.fluxcd.io/name': 'redis', 'helm.toolkit.fluxcd.io/namespace': 'shop' };
    const metadata = { namespace: 'shop', name: 'redis-master', generation: 1, labels };
    const status = { observedGeneration: 1, replicas: 1, readyReplicas: 0 };
    on.api.put({ kind: 'StatefulSet', metadata, spec: { replicas: 1 }, status });
    const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } };
    const container = { ready: false, restartCount: 7, state };
    on.api.put(pod('shop/redis-master-0', { owner: 'StatefulSet/redis-master', container }));
    const result = await processTask(on.at, quick);
    expect(result.status).toBe('tests_failed');
    expect(result.test_result?.failures).toContainEqual(
      expect.objectContaining({ object: 'Pod shop/redis-master-0', scope: 'task' }),
    );
  });

  test('in another way than now stays the task’s', async () => {
    const on = await scene((api) => {
      const state = { waiting: { reason: 'CreateContainerConfigError', message: 'configmap "w" not found' } };
      const labels = { app: 'worker', 'pod-template-hash': 'abc' };
      const shape = { owner: 'ReplicaSet/worker-abc', metadata: { labels } };
      api.put(pod('shop/worker-abc-1', { ...shape, container: { ready: false, state } }));
    });
    const result = await processTask(on.at, quick);
    expect(result.status).toBe('tests_failed');
    expect(result.test_result?.failures.find(({ check }) => check === 'Pod')).toMatchObject({ scope: 'task' });
  });

  test('and works now is shown as repaired', async () => {
    const on = await scene((api) => putWorker(api, true));
    const result = await processTask(on.at, quick);
    expect(result).toMatchObject({ status: 'complete', test_result: { failures: [] } });
    expect(result.test_result?.changes).toEqual([
      changed('Deployment shop/worker', 'health', expect.stringMatching(/^failed \(|^progressing \(/), 'healthy'),
      changed('Deployment shop/worker', 'replicas', '0 of 1 ready', '1 of 1 ready'),
    ]);
  });
});

test('without verify:, of the whole cluster before the run only that counts which its commits touched', async () => {
  const on = await scene(
    (api) => {
      putWeb(api, '1.5.0');
      api.put(deployment('other/new'));
    },
    { verify: '', wanted: ['Set it in the manifest'] },
  );
  on.api.remove({ kind: 'Deployment', namespace: 'shop', name: 'worker' });
  on.api.remove({ kind: 'Pod', namespace: 'shop', name: 'worker-abc-1' });
  const result = await processTask(on.at, quick);
  expect(result).toMatchObject({ status: 'complete', test_result: { overall_status: 'passed' } });
  expect(result.test_result?.changes).toEqual([toNewImage]);
});

test('without verify:, where the whole cluster may not be listed, the namespaces that the repository writes are looked at', async () => {
  const on = await scene(rollsOut, { verify: '', wanted: ['Set it in the manifest'] });
  on.api.intercept(({ path }) =>
    /\/v1\/(?!namespaces\/shop\/)[a-z]+/.test(path) ? failure(403, 'forbidden') : undefined,
  );
  const result = await processTask(on.at, quick);
  expect(result).toMatchObject({ status: 'complete', test_result: { overall_status: 'passed' } });
  expect(result.test_result?.failures.map(({ object, scope }) => [object, scope])).toEqual([
    ['Deployment shop/worker', 'external'],
    ['Pod shop/worker-abc-1', 'external'],
  ]);
  expect(result.test_result?.changes).toEqual([toNewImage]);
  expect(result.warnings).toContainEqual(expect.stringMatching(/before this run, .*these namespaces were: shop\.$/));
});

describe('a run that goes on', () => {
  test('after it was stopped compares with the state before the first of its runs', async () => {
    const on = await scene(
      (api, prompt) => {
        if (!isSecond(prompt)) return rollsOut(api);
        if (!on.at.controller.signal.aborted) on.at.controller.abort(new Error('stopped'));
      },
      { wanted: criteria },
    );
    await expect(processTask(on.at, quick)).rejects.toThrow('stopped');
    expect(on.at.on.read('tasks/active/TASK-001.md')).toContain('- [x] Set the tag');
    expect(kept(on)).toEqual(['TASK-1.json']);
    const context = { ...on.at.context, signal: new AbortController().signal };
    const result = await processTask({ ...on.at, context }, quick);
    expect(result).toMatchObject({ status: 'complete', sections_completed: ['Write the notes'] });
    expect(result.test_result?.changes).toEqual([toNewImage]);
    expect(kept(on)).toEqual([]);
  });

  test('after it was killed does so too', async () => {
    let killed: readonly number[] = [];
    const on = await scene(
      (api, prompt) => {
        if (!isSecond(prompt)) return rollsOut(api);
        if (killed.length === 0) killed = killEngine(on.at.on.root);
      },
      { wanted: criteria },
    );
    const { codexConfig, kubeconfig = '' } = on.at.settings;
    const child = spawn(
      process.execPath,
      [
        ...[cli, 'process', 'TASK-001', '--repo', on.at.on.root, '--codex', codexBinary],
        ...['--kubeconfig', kubeconfig, '--context', 'staging'],
        ...codexConfig.map((entry) => `--codex-config=${entry}`),
      ],
      { stdio: 'ignore' },
    );
    await once(child, 'exit');
    expect(killed.length).toBeGreaterThan(0);
    // The engine was forked, and is nobody's child until it has been waited for.
    await expect.poll(() => killed.filter(isRunning), { timeout: 20_000 }).toEqual([]);
    expect(kept(on)).toEqual(['TASK-1.json']);
    const result = await processTask(on.at, quick);
    expect(result.message).toMatch(/^1 criterion done\./);
    expect(result).toMatchObject({ status: 'complete', sections_completed: ['Write the notes'] });
    expect(result.test_result?.changes).toEqual([toNewImage]);
    expect(kept(on)).toEqual([]);
  });

  test('one that has changed nothing leaves nothing behind: the next begins anew', async () => {
    const on = await scene(undefined, { wanted: ['Unknown to the model'] });
    expect(await processTask(on.at, quick)).toMatchObject({ status: 'error', sections_completed: [] });
    expect(kept(on)).toEqual([]);
  });
});

describe('no snapshot', () => {
  test('of a cluster that does not answer: a warning, the criteria are done, and a later run takes none of what this one changed', async () => {
    const on = await scene();
    const { port } = new URL(on.api.url);
    await on.api.close();
    cleanUps.splice(cleanUps.indexOf(on.api.close), 1);
    const result = await processTask(on.at, quick);
    expect(result).toMatchObject({ status: 'error', sections_completed: ['Set the tag'] });
    expect(result.warnings).toContainEqual(
      expect.stringMatching(/^The cluster could not be looked at before this run, so what it changes cannot be told: /),
    );
    const api = await startKubernetesApi({ port: Number(port) });
    cleanUps.push(api.close);
    putWeb(api, '1.5.0');
    const again = await processTask(on.at, quick);
    expect(again).toMatchObject({ status: 'complete', test_result: { overall_status: 'passed' } });
    expect(again.test_result?.changes).toBeUndefined();
    expect(kept(on)).toEqual([]);
  });

  test('of kinds that may not be listed, which is said; the rest is compared', async () => {
    const on = await scene(rollsOut, { verify: '{ workloads: [shop/deployment/web] }' });
    on.api.intercept(({ path }) => (path.endsWith('/ingresses') ? failure(403, 'forbidden') : undefined));
    const result = await processTask(on.at, quick);
    expect(result).toMatchObject({ status: 'complete', test_result: { overall_status: 'passed' } });
    expect(result.warnings).toContainEqual(
      expect.stringMatching(/^Not all could be looked at before this run, .* may not list ingresses in shop\.$/),
    );
    expect(result.test_result?.changes).toEqual([toNewImage]);
  });

  test('of a task with verify: none', async () => {
    const on = await scene(undefined, { verify: 'none' });
    expect(await processTask(on.at, quick)).toMatchObject({ status: 'complete' });
    expect(on.api.requests).toEqual([]);
  });
});
