import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findUnagreedContext } from '../../../src/editor/unagreed-context.ts';

const kubeconfig = JSON.stringify({
  ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'minikube' },
  contexts: [{ name: 'minikube', context: { cluster: 'mini', user: 'me' } }],
  clusters: [{ name: 'mini', cluster: { server: 'https://192.0.2.1:8443' } }],
  users: [{ name: 'me', user: {} }],
});
const unset = { kubeconfig: '', context: '', environment: {} };

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'agent-toolkit-'));
  await writeFile(join(root, 'kubeconfig'), kubeconfig);
});
afterEach(() => rm(root, { recursive: true }));

function find(settings: Partial<typeof unset> & { environment?: Record<string, string> } = {}) {
  const env = { HOME: root, KUBECONFIG: join(root, 'kubeconfig') };
  return findUnagreedContext(root, { ...unset, ...settings }, env);
}

test('the current context is asked about, with its server', async () => {
  expect(await find()).toEqual({ context: 'minikube', server: 'https://192.0.2.1:8443' });
});

test.each(['.agent-config.json', '.agent-state.json'])('not when %s names one: the run compares it', async (file) => {
  await writeFile(join(root, file), '{"cluster_context":"other"}');
  expect(await find()).toBeUndefined();
});

test('not when a setting names one', async () => {
  expect(await find({ context: 'other' })).toBeUndefined();
});

test('not when there is no cluster', async () => {
  expect(await find({ environment: { KUBECONFIG: join(root, 'missing') } })).toBeUndefined();
});

test('not when the kubeconfig is broken: the run says what is wrong', async () => {
  await writeFile(join(root, 'kubeconfig'), '}{');
  expect(await find()).toBeUndefined();
});
