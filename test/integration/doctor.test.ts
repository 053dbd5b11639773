/** doctor: with the real git, the real Codex CLI and its sandbox, and the Kubernetes API over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Settings } from '../../src/tools/settings.ts';
import { diagnose } from '../../src/workflow/doctor/diagnose.ts';
import type { DoctorCheck, Finding } from '../../src/workflow/doctor/finding.ts';
import { type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { failure } from '../support/kubernetes-status.ts';
import { cleanUps, type Stage, stage, taskText, three, threeDone } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

/** A repository that records the context of a cluster. */
async function withCluster(options: Parameters<typeof startKubernetesApi>[0] = {}) {
  const on = await stage(threeDone, taskText(three));
  const api = await startKubernetesApi(options);
  cleanUps.push(api.close);
  await api.kubeconfig('staging', join(on.on.root, '.git/kubeconfig'));
  on.on.commit({ '.agent-config.json': '{"cluster_context": "staging"}' });
  const settings: Settings = { ...on.settings, kubeconfig: join(on.on.root, '.git/kubeconfig') };
  return { on, api, settings };
}

async function look(on: Stage, settings: Settings, timeoutMs = 60_000) {
  const request = { repoPath: on.on.root, settings, timeoutMs };
  const diagnosis = await diagnose(request, on.controller.signal);
  const of = (check: DoctorCheck) => diagnosis.findings.find((finding) => finding.check === check) as Finding;
  return { ...diagnosis, of };
}

test('where all is well, nothing is to be done and nothing is changed', async () => {
  const { on, api, settings } = await withCluster();
  const { healthy, findings, of } = await look(on, settings);
  expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
    ...['git ok', 'codex ok', 'sandbox ok', 'config ok', 'context ok', 'cluster ok', 'flux ok'],
    ...['registry skipped', 'tasks warning'],
  ]);
  expect(healthy).toBe(true);
  expect(of('codex').message).toMatch(/^codex-cli \d+\.\d+/);
  expect(of('context').message).toContain('staging');
  expect(of('cluster').message).toContain('Kubernetes v1.33.0');
  expect(of('flux').message).toContain('Kustomization (kustomize.toolkit.fluxcd.io/v1)');
  expect(api.requests.every(({ method }) => method === 'GET')).toBe(true);
  expect(on.on.git('status', '--porcelain', '--ignored')).toBe('');
});

test.each<[name: string, prepare: (api: KubernetesApi) => unknown, cluster: Partial<Finding>]>([
  ['is gone', (api) => api.close(), { status: 'failed', remedy: expect.stringContaining('Start the cluster') }],
  [
    'refuses the credentials',
    (api) => api.intercept(() => failure(401, 'Unauthorized')),
    { status: 'failed', remedy: expect.stringContaining('Log in to the cluster again') },
  ],
])('the API server %s: that fails, and Flux is not asked', async (_name, prepare, cluster) => {
  const { on, api, settings } = await withCluster();
  await prepare(api);
  const { healthy, of } = await look(on, settings);
  expect(healthy).toBe(false);
  expect(of('cluster')).toMatchObject(cluster);
  expect(of('flux').status).toBe('skipped');
  expect(of('git').status).toBe('ok');
});

test('each thing that is wrong is told with its remedy, whatever else is', async () => {
  const { on } = await withCluster({ without: ['Kustomization', 'HelmRelease'] });
  on.on.write('.git/MERGE_HEAD', `${on.on.git('rev-parse', 'HEAD')}\n`);
  on.on.write('tasks/active/TASK-001.md', '---\nid: TASK-001\n---\n<<<<<<< mine\n=======\n>>>>>>> theirs\n');
  on.on.write('.agent-config.json', 'no JSON');
  const settings = { ...on.settings, codexPath: join(on.on.root, 'nothing') };
  const { of, findings, healthy } = await look(on, settings);
  expect(healthy).toBe(false);
  expect(of('git').message).toContain('A merge is in progress');
  for (const check of ['git', 'codex', 'config', 'tasks'] as const) expect(of(check).status).toBe('failed');
  expect(of('sandbox').status).toBe('skipped');
  expect(findings.filter(({ status }) => status === 'failed').every(({ remedy }) => remedy !== null)).toBe(true);
});

test('what is missing altogether has a word for programs', async () => {
  const on = await stage(threeDone, taskText(three));
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-doctor-'));
  cleanUps.push(() => rmSync(folder, { recursive: true }));
  const settings: Settings = { ...on.settings, codexConfig: [] };
  const { findings } = await diagnose({ repoPath: folder, settings, timeoutMs: 60_000 }, on.controller.signal);
  const lacks = findings.flatMap((finding) => (finding.lacks === undefined ? [] : [[finding.check, finding.lacks]]));
  expect(lacks).toEqual([
    ['git', 'repository'],
    ['codex', 'login'],
    ['tasks', 'tasks'],
  ]);
});

test('a key of the model provider that is not set is told before Codex gives up over it', async () => {
  const { on, settings } = await withCluster();
  const codexConfig = [...settings.codexConfig, 'model_providers.scripted.env_key="NO_SUCH_KEY"'];
  const { of } = await look(on, { ...settings, codexConfig });
  expect(of('codex')).toMatchObject({
    status: 'failed',
    message: 'The model provider scripted takes its key from NO_SUCH_KEY, which is not set.',
    remedy: 'Set that variable, then try again.',
  });
});

test('a cluster without Flux is something to look at, and no failure', async () => {
  const { on, settings } = await withCluster({ without: ['Kustomization', 'HelmRelease'] });
  const { of, healthy } = await look(on, settings);
  expect(of('flux').status).toBe('warning');
  expect(healthy).toBe(true);
});

test('a check that hangs is told when its time is up, and holds up no other', async () => {
  const { on, api, settings } = await withCluster();
  api.intercept(() => ({ delayMs: 60_000, status: 200, body: {} }));
  const { of } = await look(on, settings, 12_000);
  expect(of('context')).toMatchObject({ status: 'failed', message: 'There was no answer within 12 s.' });
  expect(of('git').status).toBe('ok');
});
