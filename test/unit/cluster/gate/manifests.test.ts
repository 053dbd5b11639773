import { describe, expect, test } from 'vitest';
import {
  calledOf,
  isEncrypted,
  isManifestFile,
  readManifests,
  yamlProblems,
} from '../../../../src/cluster/gate/manifests.ts';
import { configMap, filesOf } from './repository.ts';

const chart = { 'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\n', 'charts/web/templates/a.yaml': configMap('a') };

describe('which files are manifests', () => {
  test.each([
    ['a.yaml', configMap('a'), true],
    ['a.yml', configMap('a'), true],
    ['list.yaml', '- apiVersion: v1\n  kind: ConfigMap\n', true],
    // Broken, and still meant to be one.
    ['broken.yaml', 'apiVersion: v1\nkind: ConfigMap\n  name: a\n', true],
    ['a.json', '{"apiVersion":"v1","kind":"ConfigMap"}', false],
    ['values.yaml', 'image: {tag: 1}\nkind: web\n', false],
    ['.github/workflows/ci.yaml', 'on: push\njobs: {}\n', false],
    ['docker-compose.yaml', 'services: {}\n', false],
    ['charts/web/Chart.yaml', 'apiVersion: v2\nname: web\n', false],
    ['charts/web/templates/a.yaml', configMap('a'), false],
    ['charts/web/crds/a.yaml', configMap('a'), true],
    ['apps/templates/a.yaml', configMap('a'), true],
  ])('%s: %s', (path, text, is) => {
    expect(isManifestFile(path, filesOf({ ...chart, [path]: text }))).toBe(is);
  });
});

describe('what is wrong with one', () => {
  test.each([
    [configMap('a'), []],
    ['', []],
    ['---\n# nothing\n---\n', []],
    [`${configMap('a')}---\n${configMap('b')}`, []],
    ['apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: a-}\n', []],
    ['apiVersion: v1\nkind: ConfigMap\n', ['a.yaml: a ConfigMap has no metadata.name.']],
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ""}\n', ['a.yaml: a ConfigMap has no metadata.name.']],
    ['kind: ConfigMap\nmetadata: {name: a}\n', ['a.yaml: ConfigMap a has no apiVersion.']],
    ['apiVersion: v1\nmetadata: {name: a}\n', ['a.yaml: a document a has no kind.']],
    ['just text\n', ['a.yaml: a document is not a mapping with apiVersion, kind and metadata.']],
    ['apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Pod}]\n', ['a.yaml: a Pod has no metadata.name.']],
    // No cluster has these.
    ['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n', []],
    ['apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n', []],
    ['apiVersion: v1\nkind: Config\nclusters: []\n', []],
    // Nobody knows what becomes of a template.
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: {{ meta }}\n  a: b\n', []],
  ])('%j', (text, problems) => {
    expect(readManifests('a.yaml', text).problems).toEqual(problems);
  });

  test.each([
    ['apiVersion: v1\nkind: ConfigMap\n  metadata: a\n', /^a\.yaml is no YAML: .+ at line \d+, column \d+\.$/],
    [
      'apiVersion: v1\nkind: ConfigMap\nkind: Pod\n',
      /^a\.yaml is no YAML: Map keys must be unique at line 3, column 1\.$/,
    ],
    [`a: ${'['.repeat(20_000)}`, /^a\.yaml is no YAML: /],
  ])('%j', (text, problem) => {
    expect(readManifests('a.yaml', text).problems.join()).toMatch(problem);
  });
});

test('values are those of YAML 1.1 as Kubernetes reads it: octal modes and yes, no times, dates or lone dots', () => {
  const text = configMap('a', '{mode: 0644, yes: yes, time: 12:30, date: 2026-01-31, dot: ., merged: {<<: {b: 1}}}');
  const [manifest] = readManifests('a.yaml', text).manifests;
  expect(manifest?.object['data']).toMatchObject({
    mode: 0o644,
    true: true,
    time: '12:30',
    date: '2026-01-31',
    dot: '.',
    merged: { b: 1 },
  });
});

test('what an object is called, and whether SOPS has encrypted it', () => {
  const text = `${configMap('a')}sops: {mac: "ENC[x]"}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n`;
  const { manifests } = readManifests('a.yaml', text);
  expect(manifests.map((manifest) => [calledOf(manifest), isEncrypted(manifest)])).toEqual([
    ['ConfigMap shop/a', true],
    ['Namespace shop', false],
  ]);
});

test('of a part of an object only broken YAML is told', () => {
  expect(yamlProblems('patch.yaml', 'apiVersion: apps/v1\nkind: Deployment\nspec: {replicas: 2}\n')).toEqual([]);
  expect(yamlProblems('patch.yaml', 'spec: [')).toHaveLength(1);
  expect(yamlProblems('patch.yaml', 'spec: [{{ x }}')).toEqual([]);
});
