/** Limits and outages: what is waited for is no failure, and what waiting does not help stops at once. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from '../../src/session/lock.ts';
import { fluxControllers, kustomization } from '../support/flux-objects.ts';
import { startKubernetesApi } from '../support/kubernetes-api.ts';
import {
  cleanUps,
  file,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
  threeDone,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const task = taskText(three.slice(0, 1), ['verify: none']);
const limited = { httpStatus: 429, body: { error: { message: 'Rate limit reached', type: 'rate_limit_exceeded' } } };

async function patient(script: Script, waitMinutes: number): Promise<Stage> {
  const on = await stage(script, task);
  return { ...on, settings: { ...on.settings, waitMinutes } };
}

/** Refuses until it has been asked so often, then does the work. */
function refusing(times: number): Script {
  let asked = 0;
  return (turn) => {
    asked += 1;
    return asked <= times ? limited : threeDone(turn);
  };
}

test('a limit that ends in time is waited for, counts as no try, and the criterion is done', async () => {
  const on = await patient(refusing(2), 0.5);
  const result = await processTask(on);
  expect(result, result.message).toMatchObject({ status: 'complete', failed_section: null, leftovers: [] });
  expect(on.progress.map(({ stage: name }) => name)).toContain('waiting');
  expect(on.progress.find(({ stage: name }) => name === 'waiting')?.message).toMatch(
    /^Waiting for the usage limit of Codex to be over; trying again at \d\d:\d\d$/,
  );
  expect(log(on.on, '%s').split('\n')).toHaveLength(2);
});

/** The user edits the task and commits that while a limit is waited for. */
async function editedMeanwhile(edit: (text: string) => string) {
  const at = await patient(refusing(1), 0.2);
  at.on.commit({ [file]: task.replace(`- [ ] ${three[0]}`, `- [ ] ${three[0]}\n  check: \`true\``) });
  const progress = ({ stage: name }: { readonly stage: string }) => {
    if (name === 'waiting') at.on.commit({ [file]: edit(at.on.read(file)) }, 'edited');
  };
  const result = await processTask({ ...at, context: { ...at.context, progress } }, { max_iterations: 1 });
  return { at, result };
}

test('a check that the user changes while a limit is waited for is the one that is run', async () => {
  const { at, result } = await editedMeanwhile((text) => text.replace('check: `true`', 'check: `test -e never`'));
  expect(result, result.message).toMatchObject({ status: 'error', sections_completed: [] });
  expect(result.message).toContain('test -e never');
  expect(at.on.read(file)).toContain(`- [ ] ${three[0]}\n  check: \`test -e never\``);
  expect(result.warnings.join()).toContain(`"${three[0]}" was changed in the task`);
});

test('a criterion that the user replaces meanwhile is not worked on; the new one is, and counts as the first', async () => {
  const { at, result } = await editedMeanwhile((text) => text.replace(`${three[0]}`, `${three[1]}`));
  expect(result, result.message).toMatchObject({ status: 'complete', sections_completed: [three[1]] });
  expect(at.on.git('show', '--format=%s', '--name-only').split('\n')).toEqual([
    `feat(TASK-001): ${three[1]}`,
    '',
    'app.yaml',
    file,
  ]);
});

test('waiting ends at once when it is cancelled', async () => {
  const on = await patient(refusing(1000), 60);
  const running = processTask(on);
  await expect.poll(() => on.progress.some(({ stage: name }) => name === 'waiting'), { timeout: 60_000 }).toBe(true);
  on.controller.abort(new Error('stopped by the user'));
  await expect(running).rejects.toThrow(/stopped by the user|abort/i);
  expect(on.on.read(file)).toBe(task);
}, 90_000);

test('an API server that is down is waited for before a finished task is verified', async () => {
  const at = await stage(
    threeDone,
    taskText(three.slice(0, 1), ['verify: {namespaces: [shop]}']).replace('- [ ]', '- [x]'),
  );
  const first = await startKubernetesApi();
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await first.kubeconfig('staging', kubeconfig);
  await first.close();
  at.on.commit({ '.agent-config.json': '{"cluster_context": "staging"}' });
  const settings = { ...at.settings, kubeconfig, waitMinutes: 1 };
  const running = processTask({ ...at, settings });
  const told = () => at.progress.find(({ stage: name }) => name === 'waiting')?.message;
  await expect.poll(told, { timeout: 60_000 }).toMatch(/^Waiting for the API server of the cluster; trying again at/);
  const again = await startKubernetesApi({ port: Number(new URL(first.url).port) });
  cleanUps.push(again.close);
  again.put({ kind: 'Namespace', metadata: { name: 'shop' } });
  expect((await running).test_result?.overall_status).not.toBe('blocked');
});

test('another task on this repository is waited for, and then this one is worked on', async () => {
  const on = await patient(threeDone, 5);
  const lock = await takeLock(join(on.on.root, '.git'), 'TASK-009');
  const running = processTask(on);
  const told = () => on.progress.find(({ stage: name }) => name === 'waiting')?.message;
  await expect.poll(told, { timeout: 20_000 }).toContain('Waiting for TASK-009, which process ');
  expect(on.model.turns).toEqual([]);
  if (lock.status === 'held') await lock.release();
  expect(await running).toMatchObject({ status: 'complete', sections_completed: three.slice(0, 1) });
});

test('how far the run is that is waited for is told as it goes on, and its work is not done twice', async () => {
  const on = await patient(threeDone, 5);
  const lock = await takeLock(join(on.on.root, '.git'), 'TASK-001');
  const running = processTask(on);
  const told = () => on.progress.findLast(({ stage: name }) => name === 'waiting')?.message;
  await expect.poll(told, { timeout: 20_000 }).toMatch(/^Waiting for TASK-001, which .* \(0 of 1 criteria done\);/);
  on.on.commit({ [file]: task.replace('- [ ]', '- [x]') });
  await expect.poll(told, { timeout: 20_000 }).toContain('(1 of 1 criteria done)');
  if (lock.status === 'held') await lock.release();
  expect(await running).toMatchObject({ status: 'complete', sections_completed: [], commits: [] });
  expect(on.model.turns).toEqual([]);
});

test('waiting for another task ends with its words at the limit, and at once when it is cancelled', async () => {
  const on = await patient(threeDone, 0.05);
  await takeLock(join(on.on.root, '.git'), 'TASK-009');
  const result = await processTask(on);
  expect(result).toMatchObject({ status: 'error', commits: [] });
  expect(result.message).toMatch(/TASK-009 is being processed .* It was waited for, for 0\.05 minutes\.$/);
  const waiting = processTask({ ...on, settings: { ...on.settings, waitMinutes: 60 } });
  on.controller.abort(new Error('stopped by the user'));
  await expect(waiting).rejects.toThrow('stopped by the user');
});

test('an index that another git holds for longer is waited for, visibly', async () => {
  const on = await patient(threeDone, 5);
  const lock = join(on.on.root, '.git/index.lock');
  writeFileSync(lock, '');
  const running = processTask(on);
  const told = () => on.progress.find(({ stage: name }) => name === 'waiting')?.message;
  await expect.poll(told, { timeout: 60_000 }).toContain(`another git process to let go of the index (${lock})`);
  rmSync(lock);
  expect((await running).status).toBe('complete');
});

test('suspended Flux is waited for before a deployment is verified, and is no failed verification', async () => {
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const text = taskText(three.slice(0, 1), ['verify: {namespaces: [shop]}']).replace('- [ ]', '- [x]');
  const at = await stage(threeDone, text.replace('[configuration]', '[deployment]'));
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  at.on.commit({ '.agent-config.json': '{"cluster_context": "staging"}' });
  api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
  for (const controller of fluxControllers()) api.put(controller);
  const revision = `main@sha1:${at.on.git('rev-parse', 'HEAD')}`;
  const apps = (suspend: boolean) => {
    const status = { observedGeneration: suspend ? 1 : 2 };
    return kustomization('flux-system/apps', revision, ['shop_web_apps_Deployment'], { spec: { suspend }, status });
  };
  api.put(apps(true));
  const refused = await processTask({ ...at, settings: { ...at.settings, kubeconfig } });
  expect(refused).toMatchObject({ status: 'error', test_result: null });
  expect(refused.message).toContain('Flux is suspended (Kustomization flux-system/apps)');

  const running = processTask({ ...at, settings: { ...at.settings, kubeconfig, waitMinutes: 0.2 } });
  const told = () => at.progress.find(({ stage: name }) => name === 'waiting')?.message;
  await expect
    .poll(told, { timeout: 20_000 })
    .toMatch(/^Waiting for Flux to be resumed: Kustomization flux-system\/apps;/);
  api.put(apps(false));
  expect((await running).test_result?.overall_status).toBe('passed');
});
