// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what Flux substitutes.
/** Changed objects against a Kubernetes API over HTTP. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ClusterConnection, defaultConnectionLimits, openConnection } from '../../../../src/cluster/connection.ts';
import { changedObjects, readBuilt } from '../../../../src/cluster/gate/built-objects.ts';
import { checkObjects, type GateOutcome } from '../../../../src/cluster/gate/check-objects.ts';
import { pickContext, readKubeconfig } from '../../../../src/cluster/kubeconfig.ts';
import { type KubernetesApi, startKubernetesApi } from '../../../support/kubernetes-api.ts';
import { failure } from '../../../support/kubernetes-status.ts';
import { configMap, filesOf, flux, stateOf } from './repository.ts';

let api: KubernetesApi;
let connection: ClusterConnection;
const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));

beforeEach(async () => {
  api = await startKubernetesApi();
  api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
  const file = join(folder, 'kubeconfig');
  await api.kubeconfig('staging', file);
  const kubeconfig = await readKubeconfig({ kubeconfig: file, env: {} });
  if (kubeconfig === undefined) throw new Error('no kubeconfig');
  connection = await openConnection(pickContext(kubeconfig, 'staging'), { ...defaultConnectionLimits, retryMs: 1 });
});
afterEach(async () => {
  await connection.close();
  await api.close();
  rmSync(join(folder, 'kubeconfig'));
});

interface Case {
  readonly after: string;
  readonly before?: string;
  readonly spec?: string;
  readonly files?: Record<string, string>;
  readonly isOffline?: boolean;
}

async function check({ after, before = '', spec, files = {}, isOffline = false }: Case): Promise<GateOutcome> {
  const by =
    spec === undefined ? undefined : stateOf({ 'apps/a.yaml': '', 'c.yaml': flux('apps', './apps', spec) }).fluxes[0];
  const changed = changedObjects(readBuilt('apps', before, by).objects, readBuilt('apps', after, by).objects);
  const cluster = isOffline ? undefined : { connection, namespace: undefined };
  return checkObjects(changed, {
    files: filesOf(files),
    namespaces: new Set(['new']),
    cluster,
    signal: new AbortController().signal,
  });
}

const sent = () => api.requests.filter(({ method }) => method === 'PATCH').map(({ path }) => path);
const object = (apiVersion: string, kind: string, rest = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: shop}\n${rest}`;

test('what fits is sent and neither refused nor noted', async () => {
  expect(await check({ after: configMap('a') })).toEqual({ refusals: [], notes: [] });
  expect(sent()).toEqual(['/api/v1/namespaces/shop/configmaps/a']);
  expect(api.list('ConfigMap')).toEqual([]);
});

describe('refused', () => {
  test.each([
    [
      'a field that is not known',
      configMap('a', '{a: 1}'),
      'ConfigMap shop/a (apps) does not fit its schema: data.a must be string',
    ],
    [
      'a version that Kubernetes no longer has',
      object('policy/v1beta1', 'PodSecurityPolicy'),
      'the cluster does not serve PodSecurityPolicy of policy/v1beta1 (PodSecurityPolicy shop/a (apps))',
    ],
    [
      'a kind that is misspelt',
      object('apps/v1', 'Deploymnet'),
      'the cluster does not serve Deploymnet of apps/v1 (Deploymnet shop/a (apps))',
    ],
    [
      'a namespace that nobody makes',
      configMap('a', '{a: b}', 'gone'),
      'the API server refuses ConfigMap gone/a (apps): the namespace gone is neither on the cluster nor in this repository',
    ],
  ])('%s', async (_, after, refusal) => {
    expect((await check({ after })).refusals).toEqual([refusal]);
  });

  test('an object without a namespace that Flux gives none either', async () => {
    const after = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    expect((await check({ after, spec: '' })).refusals).toEqual([
      'the API server refuses ConfigMap a (apps): it has no namespace, and Flux (flux-system/apps) gives it none',
    ]);
    // Whoever applies it by hand has the namespace of the context.
    api.put({ kind: 'Namespace', metadata: { name: 'default' } });
    expect((await check({ after })).refusals).toEqual([]);
    expect(sent()).toEqual(['/api/v1/namespaces/default/configmaps/a']);
  });
});

describe('noted', () => {
  test.each([
    [
      'a kind that comes with a chart',
      { after: object('monitoring.coreos.com/v1', 'ServiceMonitor') },
      [
        'no schema is known of ServiceMonitor (monitoring.coreos.com/v1)',
        'ServiceMonitor shop/a: the cluster does not know its kind yet, so no dry run',
      ],
    ],
    [
      'a Secret',
      { after: object('v1', 'Secret', 'stringData: {a: ""}\n') },
      ['Secret shop/a: Secrets are sent to no dry run'],
    ],
    [
      'what SOPS has encrypted',
      { after: object('v1', 'ConfigMap', 'sops: {mac: "ENC[x]"}\n') },
      ['ConfigMap shop/a: encrypted, so neither schema nor dry run'],
    ],
    [
      'values from elsewhere',
      { after: configMap('a', '{a: "${x}"}'), spec: '  postBuild: {substituteFrom: [{kind: Secret, name: x}]}\n' },
      ['ConfigMap shop/a: some values are not in this repository, so neither schema nor dry run'],
    ],
    [
      'a namespace of the repository',
      { after: configMap('a', '{a: b}', 'new') },
      ['ConfigMap new/a: no dry run, since the namespace new is not there yet'],
    ],
    [
      'a name that the server gives',
      { after: object('batch/v1', 'Job').replace('name: a', 'generateName: a-') },
      ['no schema is known of Job (batch/v1)', 'Job shop/a-: the server gives its name, so no dry run'],
    ],
    [
      'what was as wrong before',
      { before: configMap('a', '{a: 1}'), after: configMap('a', '{a: 1, b: c}') },
      ['ConfigMap shop/a (apps): data.a must be string, as it was before'],
    ],
    ['no cluster', { after: configMap('a'), isOffline: true }, ['no schema is known of ConfigMap (v1)']],
  ] as const)('%s', async (_, asked, notes) => {
    const outcome = await check(asked);
    expect(outcome.refusals).toEqual([]);
    expect([...outcome.notes].sort()).toEqual([...notes].sort());
  });

  test('what the server refuses, where it refuses what was there before in the same words', async () => {
    api.intercept(({ method }) => (method === 'PATCH' ? failure(403, 'exceeded quota: compute') : undefined));
    const outcome = await check({ before: configMap('a'), after: configMap('a', '{b: c}') });
    expect(outcome).toEqual({ refusals: [], notes: ['ConfigMap shop/a: exceeded quota: compute, as it was before'] });
    expect((await check({ after: configMap('a') })).refusals).toHaveLength(1);
  });

  test.each([
    ['the Flux Kustomization', '  force: true\n', ''],
    ['the object itself', '', 'annotations: {kustomize.toolkit.fluxcd.io/force: Enabled}, '],
  ])('what %s has made anew', async (_, spec, annotation) => {
    api.intercept(({ method }) => (method === 'PATCH' ? failure(422, 'spec.selector: field is immutable') : undefined));
    const after = configMap('a').replace('{name: a', `{${annotation}name: a`);
    expect(await check({ after, spec })).toEqual({
      refusals: [],
      notes: ['ConfigMap shop/a: Flux will make it anew: spec.selector: field is immutable'],
    });
  });
});

test("the repository's own definition counts before the cluster's, and needs no cluster", async () => {
  const definition = (type: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {size: {type: ${type}}}}}}]
`;
  const after = object('example.com/v1', 'Widget', 'size: 1\n');
  const checkSize = (type: string) => check({ after, files: { 'crd.yaml': definition(type) }, isOffline: true });
  expect(await checkSize('integer')).toEqual({ refusals: [], notes: [] });
  expect((await checkSize('string')).refusals).toEqual([
    'Widget shop/a (apps) does not fit its schema: size must be string',
  ]);
});

test('of very many objects the first are looked at, and the rest is told', async () => {
  const after = Array.from({ length: 203 }, (_, index) => configMap(`a${index}`)).join('---\n');
  expect((await check({ after, isOffline: true })).notes).toContain('3 more changed objects were not looked at');
});
