/** run_tests on the repository itself: builds of what changed, the lint script, commands that the user asked for. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { contract } from '../../src/tools/contract.ts';
import { planTests } from '../../src/tools/plan-tests.ts';
import { runTests } from '../../src/tools/run-tests.ts';
import { runTrailers } from '../../src/tools/run-trailers.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';
import { withBuildTool } from '../support/build-tools.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import { deployment } from '../support/kubernetes-objects.ts';
import { sampled } from '../support/sample.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const run = 'aaaaaaaa-0c62-4f9e-9a42-0f8f4f5c1b2a';
const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Scene {
  readonly verify?: string;
  readonly labels?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly changes?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  readonly runsCommands?: true;
  readonly isPushed?: boolean;
}

interface Stage {
  readonly on: TemporaryRepository;
  plan(): ReturnType<typeof planTests>;
  verify(): ReturnType<typeof runTests>;
}

/** A cluster with a Deployment that is not ready, so that nothing passes by itself, and a task about the repository. */
async function stage(scene: Scene): Promise<Stage> {
  const { verify = '{ workloads: [shop/deployment/web] }', labels = '[infrastructure]', files = {}, changes } = scene;
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  api.put(deployment('shop/web'));
  const home = temporaryCodexHome();
  const before = process.env['CODEX_HOME'];
  process.env['CODEX_HOME'] = home.path;
  cleanUps.push(home.remove, () => {
    if (before === undefined) delete process.env['CODEX_HOME'];
    else process.env['CODEX_HOME'] = before;
  });
  const front = ['id: TASK-001', 'title: Shop', 'status: active', 'priority: high', `labels: ${labels}`];
  const on = temporaryRepository(
    {
      'tasks/active/TASK-001.md': ['---', ...front, `verify: ${verify}`, '---', '', '- [x] Do it', ''].join('\n'),
      '.agent-config.json': JSON.stringify({ cluster_context: 'staging' }),
      'shop/kustomization.yaml': 'resources: [a.yaml]\n',
      'shop/a.yaml': configMap('a'),
      ...files,
    },
    { origin: true },
  );
  cleanUps.push(on.remove);
  if (changes !== undefined) on.commit(changes, `Change it\n\n${runTrailers('TASK-001', 'Run', [run])}`);
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const settings = { ...defaultSettings, codexPath: codexBinary, kubeconfig, ...scene.settings };
  const { signal } = new AbortController();
  const context: ToolContext = {
    ...{ signal, progress: () => {}, log: () => {} },
    ...(scene.runsCommands === undefined ? {} : { runsCommands: true }),
  };
  return {
    on,
    plan: () => planTests(on.root, 'TASK-001', settings, context),
    async verify() {
      const input = { work_item_id: 'TASK-001', repo_path: on.root };
      return contract.run_tests.result.parse(await runTests(input, settings, context));
    },
  };
}

const rows = (result: Awaited<ReturnType<typeof runTests>>, name: string) =>
  result.checks
    .filter((check) => check.name === name)
    .map(({ object, status, actual }) => `${status} ${object}: ${actual}`);

describe('what the commits changed is built', () => {
  test('in the sandbox; the folder that it is written to is gone afterwards', async () => {
    cleanUps.push(withBuildTool('stand-in'));
    const changes = { 'shop/a.yaml': `${configMap('a')}---\n${configMap('b')}`, 'other/a.yaml': configMap('c') };
    const at = await stage({ changes });
    expect((await at.plan()).checks).toContainEqual(expect.objectContaining({ kind: 'manifests', objects: ['shop'] }));
    const result = await at.verify();
    expect(rows(result, 'Kustomize build')).toEqual(['pass shop: builds: 2 objects']);
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(result.message).toContain('1 of 1 changed kustomization builds');
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(() => at.on.read('.git/agent-toolkit/verify')).toThrow('EISDIR');
  });

  test('what does not build fails; what did not before either is not of the task', async () => {
    cleanUps.push(withBuildTool('stand-in'));
    const missing = 'resources: [a.yaml, missing.yaml]\n';
    const at = await stage({
      files: { 'old/kustomization.yaml': missing, 'old/a.yaml': configMap('a') },
      changes: { 'shop/kustomization.yaml': missing, 'old/a.yaml': configMap('b') },
    });
    const result = await at.verify();
    expect(result.overall_status).toBe('failed');
    expect(result.failures.map(({ object, reason, scope }) => `${object}: ${reason}, ${scope}`).sort()).toEqual([
      'old: BuildFailed, external',
      'shop: BuildFailed, task',
    ]);
    expect(
      rows(result, 'Kustomize build')
        .map((row) => row.slice(0, 10))
        .sort(),
    ).toEqual(['fail shop:', 'warn old: ']);
  });

  test('without a tool it is skipped, with the reason', async () => {
    cleanUps.push(withBuildTool('none'));
    const at = await stage({ changes: { 'shop/a.yaml': configMap('b') } });
    const result = await at.verify();
    expect(rows(result, 'Plan')).toContain(
      'skipped kustomize build of what changed: neither kustomize nor kubectl is on PATH',
    );
    expect(result.overall_status).toBe('passed');
  });
});

describe('commands and the lint script', () => {
  const files = { 'scripts/lint.sh': 'grep -q "name: a" shop/a.yaml && touch made.txt\n' };
  const commands = '{ commands: ["test -f shop/a.yaml"] }';

  test('are run where the user asked for them, and what they change is put back', async () => {
    const at = await stage({ files, verify: commands, runsCommands: true });
    const result = await at.verify();
    expect(result).toMatchObject({ overall_status: 'passed', failures: [] });
    expect(rows(result, 'Command')).toEqual(['pass test -f shop/a.yaml: exited with 0']);
    expect(rows(result, 'Lint script')).toEqual(['pass sh scripts/lint.sh: exited with 0']);
    expect(result.warnings.join()).toContain('Files changed while a check ran (made.txt)');
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('a lint script that finds a fault fails the verification; one that finds none does not pass it', async () => {
    const bad = await stage({ files: { 'scripts/lint.sh': 'echo wrong indentation; exit 3\n' }, runsCommands: true });
    const result = await bad.verify();
    expect(result.overall_status).toBe('failed');
    expect(result.failures).toMatchObject([{ check: 'Lint script', reason: 'LintFailed', scope: 'task' }]);
    expect(result.failures[0]?.message).toContain('wrong indentation');
    const good = await stage({ files: { 'scripts/lint.sh': 'true\n' }, verify: '{}', runsCommands: true });
    expect(await good.verify()).toMatchObject({ overall_status: 'nothing_to_verify', failures: [] });
  });

  test.each<[string, Scene, string]>([
    ['not asked for', {}, 'commands are run at the end of process, or with --run-commands'],
    ['not trusted', { runsCommands: true, settings: { trusted: false } }, 'this repository is not trusted'],
  ])('are skipped where %s', async (_name, scene, why) => {
    const at = await stage({ files, verify: commands, ...scene });
    const result = await at.verify();
    expect(rows(result, 'Command')).toEqual([expect.stringContaining(`skipped test -f shop/a.yaml: ${why}`)]);
    expect(rows(result, 'Plan')).toContainEqual(
      expect.stringContaining(`skipped lint script of the repository: ${why}`),
    );
    expect((await at.plan()).checks).toContainEqual(
      expect.objectContaining({ kind: 'lint', skipped: expect.stringContaining(why) }),
    );
  });

  test('are skipped while somebody works in the repository', async () => {
    const at = await stage({ files, verify: commands, runsCommands: true });
    const entry = join(import.meta.dirname, '../support/hold-lock.ts');
    const holder = spawn(process.execPath, ['--no-warnings', entry, join(at.on.root, '.git'), 'TASK-002']);
    cleanUps.push(() => void holder.kill());
    await once(holder.stdout, 'data');
    const result = await at.verify();
    expect(rows(result, 'Command')).toEqual([
      `skipped test -f shop/a.yaml: process ${holder.pid} works on TASK-002 in this repository`,
    ]);
    expect(result.warnings.join()).toContain('The lint script "sh scripts/lint.sh" was skipped');
  });
});
