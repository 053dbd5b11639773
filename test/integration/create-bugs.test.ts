/** create_bugs of run_tests: a Kubernetes API over real HTTP, real git. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultPatience, type Patience } from '../../src/cluster/request.ts';
import { contract, type ToolInput, type ToolResult } from '../../src/tools/contract.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment, pod, podWithoutImage, replicaSet, service } from '../support/kubernetes-objects.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

const patience: Patience = {
  ...defaultPatience,
  podsMs: 20_000,
  quickMs: 300,
  pullGraceMs: 100,
  pauseMs: [50, 100],
  retryMs: 50,
};

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Stage {
  readonly api: KubernetesApi;
  readonly on: TemporaryRepository;
  verify(input?: Partial<ToolInput<'run_tests'>>): Promise<ToolResult<'run_tests'>>;
  /** Subjects of the commits since the first, oldest first. */
  subjects(): string[];
}

const task = [
  ...['---', 'id: TASK-001', 'title: Roll out the shop', 'status: active', 'priority: high'],
  ...['labels: [deployment, frontend]', 'verify: { namespaces: [shop] }', '---', '', '## Acceptance Criteria', ''],
  ...['- [x] Image raised', ''],
].join('\n');

async function stage(files: Record<string, string> = { 'tasks/active/TASK-001.md': task }, context = 'staging') {
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const on = temporaryRepository({
    '.agent-config.json': JSON.stringify({ cluster_context: context, verify: { namespaces: ['shop'] } }),
    ...files,
  });
  cleanUps.push(on.remove);
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const silent = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const made: Stage = {
    api,
    on,
    async verify(input = {}) {
      const whole = { work_item_id: 'TASK-001', repo_path: on.root, create_bugs: true, ...input };
      const result = await runTests(whole, { ...defaultSettings, kubeconfig }, silent, patience);
      return contract.run_tests.result.parse(result);
    },
    subjects: () => on.git('log', '--reverse', '--format=%s').split('\n').slice(1),
  };
  return made;
}

/** A rollout whose pods all lack their image; the Service has no endpoint. */
function putBadImage(api: KubernetesApi, name: string, pods: number, image: string, hash = 'new'): void {
  api.put(deployment(`shop/${name}`, { replicas: pods, ready: 0 }));
  api.put(replicaSet(`shop/${name}-${hash}`, 1, pods));
  api.put(service(`shop/${name}`));
  for (let index = 0; index < pods; index += 1) {
    const labels = { app: name, 'pod-template-hash': hash };
    api.put(
      podWithoutImage(`shop/${name}-${hash}-${index}`, {
        ...{ app: name, owner: `ReplicaSet/${name}-${hash}`, image, metadata: { labels } },
      }),
    );
  }
}

const lines = (text: string, pattern: RegExp) => text.split('\n').filter((line) => pattern.test(line));

test('ten pods that lack one image are one item; when it is seen again the item gets a line, and none is added', async () => {
  const { api, on, verify, subjects } = await stage();
  putBadImage(api, 'web', 10, 'registry.example/web:9.9.9');
  const head = on.git('rev-parse', 'HEAD');
  const first = await verify();
  expect(first).toMatchObject({ overall_status: 'failed', issues_created: ['TASK-002'], issues_updated: [] });
  expect(first.failures).toHaveLength(12);
  expect(first.causes).toMatchObject([{ object: 'Deployment shop/web', reason: 'ImagePullBackOff', scope: 'task' }]);
  const item = on.read('tasks/active/TASK-002.md');
  expect(item).toContain('title: "Deployment shop/web: ImagePullBackOff"\n');
  expect(item).toContain('\npriority: high\n');
  expect(item).toContain('\nlabels: [bug, shop, deployment]\n');
  expect(item).toContain(
    `Found by the verification of TASK-001 (Roll out the shop) on staging at commit ${head.slice(0, 12)}.`,
  );
  expect(item).toMatch(
    /\*\*Probable cause:\*\* The image registry\.example\/web:9\.9\.9 does not exist in the registry/,
  );
  expect(item).toMatch(/\*\*What to do:\*\* Check name and tag/);
  expect(item).toContain('**Fails with it:** 10 Pods, Service shop/web\n');
  expect(item).toContain(
    '```text\nImagePullBackOff: container app (image registry.example/web:9.9.9): Back-off pulling',
  );
  expect(item).toContain(`\nCause-Key: ${first.causes[0]?.key}\n`);
  expect(item).toContain('- [ ] Deployment shop/web: ImagePullBackOff is gone, and a verification shows it\n');

  // Other pods of the same rollout.
  for (let index = 0; index < 10; index += 1) api.remove({ kind: 'Pod', namespace: 'shop', name: `web-new-${index}` });
  putBadImage(api, 'web', 10, 'registry.example/web:9.9.9', 'other');
  const second = await verify();
  expect(second).toMatchObject({ issues_created: [], issues_updated: ['TASK-002'] });
  const again = on.read('tasks/active/TASK-002.md');
  const seen = lines(again, /Seen again/);
  expect(seen).toEqual([
    expect.stringMatching(
      /^- \d{4}-\d\d-\d\d \d\d:\d\d: Seen again by the verification of TASK-001 on staging at commit [0-9a-f]{12}: Deployment shop\/web: ImagePullBackOff$/,
    ),
  ]);
  expect(again.replace(`${seen[0]}\n`, '')).toBe(item);
  expect(existsSync(join(on.root, 'tasks/active/TASK-003.md'))).toBe(false);
  expect(subjects()).toEqual([
    'Add bug TASK-002: Deployment shop/web: ImagePullBackOff',
    'Update TASK-002: seen again by the verification of TASK-001',
  ]);
  expect(on.git('status', '--porcelain')).toBe('');
});

test('two causes are two items; without create_bugs there is none', async () => {
  const { api, verify, subjects } = await stage();
  putBadImage(api, 'web', 2, 'registry.example/web:9.9.9');
  const crash = { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } };
  api.put(deployment('shop/api', { ready: 0 }));
  const labels = { app: 'api', 'pod-template-hash': 'abc' };
  api.put(pod('shop/api-abc-1', { ready: false, container: crash, owner: 'ReplicaSet/api-abc', metadata: { labels } }));
  api.put(replicaSet('shop/api-abc'));
  expect(await verify({ create_bugs: false })).toMatchObject({ issues_created: [], issues_updated: [] });
  expect(subjects()).toEqual([]);
  expect(await verify()).toMatchObject({ issues_created: ['TASK-002', 'TASK-003'], issues_updated: [] });
  expect(subjects().toSorted()).toEqual([
    'Add bug TASK-002: Deployment shop/web: ImagePullBackOff',
    'Add bug TASK-003: Deployment shop/api: CrashLoopBackOff',
  ]);
  expect(await verify()).toMatchObject({ issues_created: [], issues_updated: ['TASK-002', 'TASK-003'] });
});

test('what is external gets no item, and that is told', async () => {
  const { api, on, verify, subjects } = await stage(undefined, 'production');
  putBadImage(api, 'web', 1, 'registry.example/web:9.9.9');
  const result = await verify();
  expect(result).toMatchObject({ overall_status: 'blocked', issues_created: [], issues_updated: [] });
  expect(result.warnings).toEqual(['No item was opened for what is not of this task: kubeconfig: Blocked.']);
  expect(subjects()).toEqual([]);
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a bug that a person wrote about it gets the line, with the key; a feature and a completed bug do not', async () => {
  const written = (id: string, labels: string, status: string) =>
    [
      ...['---', `id: ${id}`, 'title: "Deployment shop/web: ImagePullBackOff"', `status: ${status}`, 'priority: low'],
      ...[`labels: [${labels}]`, '---', '', '## Description', '', 'The pods of web cannot pull their image.', ''],
      ...['## Acceptance Criteria', '', '- [ ] Deployment shop/web is healthy', ''],
    ].join('\n');
  const { api, on, verify, subjects } = await stage({
    'tasks/active/TASK-001.md': task,
    'tasks/active/TASK-002.md': written('TASK-002', 'feature', 'active'),
    'tasks/completed/TASK-003.md': written('TASK-003', 'bug', 'completed'),
    'tasks/backlog/TASK-004.md': written('TASK-004', 'bug', 'backlog'),
  });
  putBadImage(api, 'web', 2, 'registry.example/web:9.9.9');
  const result = await verify();
  expect(result).toMatchObject({ issues_created: [], issues_updated: ['TASK-004'] });
  expect(lines(on.read('tasks/backlog/TASK-004.md'), /Seen again/)).toEqual([
    expect.stringMatching(new RegExp(`ImagePullBackOff \\(Cause-Key: ${result.causes[0]?.key}\\)$`)),
  ]);
  expect(await verify()).toMatchObject({ issues_created: [], issues_updated: ['TASK-004'] });
  expect(lines(on.read('tasks/backlog/TASK-004.md'), /Seen again/)).toHaveLength(2);
  expect(subjects()).toHaveLength(2);
  on.git('mv', 'tasks/backlog/TASK-004.md', 'tasks/completed/TASK-004.md');
  on.commit({
    'tasks/completed/TASK-004.md': on.read('tasks/completed/TASK-004.md').replace(/status: .*/, 'status: completed'),
  });
  const after = await verify();
  expect(after).toMatchObject({ issues_created: ['TASK-005'], issues_updated: [] });
  expect(after.warnings.join('\n')).toMatch(/TASK-005: Looks like .*TASK-00[234]/);
});

test('edits of somebody else in the item stay theirs: nothing is added, and that is told', async () => {
  const { api, on, verify, subjects } = await stage();
  putBadImage(api, 'web', 1, 'registry.example/web:9.9.9');
  await verify();
  const file = 'tasks/active/TASK-002.md';
  const edited = `${on.read(file)}\nI am looking at it.\n`;
  on.write(file, edited);
  const result = await verify();
  expect(result).toMatchObject({ issues_created: [], issues_updated: [] });
  expect(result.warnings).toEqual([
    `TASK-002 is open for Deployment shop/web: ImagePullBackOff, and nothing was added to it. ${file} has changes that are not committed. Commit or revert them, then verify again.`,
  ]);
  expect(on.read(file)).toBe(edited);
  expect(subjects()).toHaveLength(1);
});

test('while a run is at work an item is written and not committed, and the next verification neither doubles nor edits it', async () => {
  const { api, on, verify, subjects } = await stage();
  putBadImage(api, 'web', 1, 'registry.example/web:9.9.9');
  const holder = spawn(process.execPath, ['test/support/hold-lock.ts', join(on.root, '.git'), 'TASK-009']);
  cleanUps.push(async () => {
    holder.kill('SIGKILL');
    if (holder.exitCode === null && holder.signalCode === null) await once(holder, 'exit');
  });
  await once(holder.stdout, 'data');
  const first = await verify();
  expect(first.issues_created).toEqual(['TASK-002']);
  expect(first.warnings).toEqual([
    expect.stringMatching(/^TASK-002: The item is there and was not committed\. TASK-009 is being processed/),
  ]);
  const item = on.read('tasks/active/TASK-002.md');
  const second = await verify();
  expect(second).toMatchObject({ issues_created: [], issues_updated: [] });
  expect(second.warnings).toEqual([expect.stringMatching(/^TASK-002 is open for .* TASK-009 is being processed/)]);
  expect(on.read('tasks/active/TASK-002.md')).toBe(item);
  expect(subjects()).toEqual([]);
});

test('a commit that a hook refuses leaves the item as it was', async () => {
  const { api, on, verify } = await stage();
  putBadImage(api, 'web', 1, 'registry.example/web:9.9.9');
  await verify();
  const item = on.read('tasks/active/TASK-002.md');
  on.write('.git/hooks/pre-commit', '#!/bin/sh\necho "frozen for the night" >&2\nexit 1\n');
  chmodSync(join(on.root, '.git/hooks/pre-commit'), 0o755);
  const result = await verify();
  expect(result).toMatchObject({ issues_created: [], issues_updated: [] });
  expect(result.warnings.join()).toContain('frozen for the night');
  expect(on.read('tasks/active/TASK-002.md')).toBe(item);
  expect(on.git('status', '--porcelain')).toBe('');
});

test('two verifications at once open one item', async () => {
  const { api, on, verify } = await stage();
  putBadImage(api, 'web', 1, 'registry.example/web:9.9.9');
  const both = await Promise.all([verify(), verify()]);
  expect(both.flatMap(({ issues_created }) => issues_created)).toEqual(['TASK-002']);
  expect(both.flatMap(({ issues_updated }) => issues_updated)).toEqual(['TASK-002']);
  expect(on.git('status', '--porcelain')).toBe('');
});

test('what the environment keeps secret is not written', async () => {
  vi.stubEnv('SHOP_TOKEN', 'correct-horse-battery');
  const { api, on, verify } = await stage();
  putBadImage(api, 'web', 1, 'registry.example/web:correct-horse-battery');
  expect((await verify()).issues_created).toEqual(['TASK-002']);
  expect(on.git('log', '--patch')).not.toContain('correct-horse');
});

test('the standard layout gets its folder, and the line goes into its TASKS.md', async () => {
  const report = { id: 'BUG-001', title: 'Roll out the shop', status: 'new', priority: 'P1', tags: ['deployment'] };
  const { api, on, verify, subjects } = await stage({
    'bugs/BUG-001-shop/bug_report.json': JSON.stringify(report),
    'bugs/BUG-001-shop/PROMPT.md': '# Roll out the shop\n\nIn namespace shop.\n',
    'bugs/BUG-001-shop/TASKS.md': '# Tasks\n\n- [x] Image raised\n',
  });
  putBadImage(api, 'web', 2, 'registry.example/web:9.9.9');
  expect(await verify({ work_item_id: 'BUG-001' })).toMatchObject({ issues_created: ['BUG-002'] });
  expect(await verify({ work_item_id: 'BUG-001' })).toMatchObject({ issues_created: [], issues_updated: ['BUG-002'] });
  const [folder] = on.git('ls-files', 'bugs/BUG-002*/TASKS.md').split('\n');
  expect(on.read(folder ?? '')).toContain('Seen again by the verification of BUG-001');
  expect(subjects()).toHaveLength(2);
  expect(on.git('status', '--porcelain')).toBe('');
});
