import { describe, expect, test } from 'vitest';
import {
  affectedBy,
  isPart,
  missingOf,
  overlooking,
  resourceFilesOf,
  rootsAmong,
} from '../../../../src/cluster/gate/kustomizations.ts';
import { configMap, stateOf } from './repository.ts';

const shop = {
  'apps/base/kustomization.yaml':
    'resources: [web.yaml, ../../lib/common]\nconfigMapGenerator: [{name: a, files: [app.conf, k=b.conf]}]\n',
  'apps/base/web.yaml': configMap('web'),
  'apps/base/app.conf': '',
  'apps/base/b.conf': '',
  'apps/base/notes.yaml': 'a: 1\n',
  'apps/staging/kustomization.yml':
    'resources: [../base]\npatches: [{path: patch.yaml}, {patch: "a: 1\\nb: 2"}]\ncomponents: [../../lib/tls]\n',
  'apps/staging/patch.yaml': configMap('web'),
  'apps/production/kustomization.yaml': 'bases: [../base]\n',
  'lib/common/Kustomization': 'resources: [ns.yaml]\n',
  'lib/common/ns.yaml': configMap('ns'),
  'lib/tls/kustomization.yaml': 'kind: Component\nresources: [tls.yaml]\n',
  'lib/tls/tls.yaml': configMap('tls'),
  'loose/a.yaml': configMap('loose'),
};

describe('which kustomizations a change concerns', () => {
  test.each([
    ['apps/base/web.yaml', ['apps/base', 'apps/production', 'apps/staging']],
    ['apps/base/app.conf', ['apps/base', 'apps/production', 'apps/staging']],
    ['apps/base/b.conf', ['apps/base', 'apps/production', 'apps/staging']],
    ['lib/common/ns.yaml', ['apps/base', 'apps/production', 'apps/staging', 'lib/common']],
    ['apps/staging/patch.yaml', ['apps/staging']],
    ['lib/tls/tls.yaml', ['apps/staging', 'lib/tls']],
    ['apps/production/kustomization.yaml', ['apps/production']],
    // Named by none: the nearest above.
    ['apps/base/deep/new.yaml', ['apps/base', 'apps/production', 'apps/staging']],
    ['apps/base/README.txt', []],
    ['loose/a.yaml', []],
  ])('%s', (path, folders) => {
    const affected = affectedBy(stateOf(shop).kustomizations, [path]);
    expect(affected.map(({ folder }) => folder).sort()).toEqual(folders);
  });

  test('those that hold the others are built', () => {
    const { kustomizations } = stateOf(shop);
    const roots = (path: string) => rootsAmong(affectedBy(kustomizations, [path])).map(({ folder }) => folder);
    expect(roots('lib/common/ns.yaml').sort()).toEqual(['apps/production', 'apps/staging']);
    expect(roots('lib/tls/tls.yaml')).toEqual(['apps/staging']);
  });
});

describe('what is named and not there', () => {
  test.each([
    ['resources: [gone.yaml]', ['k/kustomization.yaml names gone.yaml, which is not there.']],
    ['resources: [../plain]', ['k/kustomization.yaml names ../plain, which is a folder without a kustomization.yaml.']],
    ['resources: [../inner, ./a.yaml]', []],
    ['resources: ["https://example.com/a.yaml", "github.com/org/repo//deploy?ref=v1", "git@example.com:a/b"]', []],
    ['resources: [example.com/org/repo]', []],
    ['resources: [../../outside]', []],
    [
      'patchesStrategicMerge: [gone.yaml, "a: 1\\nb: 2"]',
      ['k/kustomization.yaml names gone.yaml, which is not there.'],
    ],
    [
      'patches: [{path: ../inner}]',
      ['k/kustomization.yaml names ../inner, which is a folder without a kustomization.yaml.'],
    ],
    ['patchesJson6902: [{path: gone.json}]', ['k/kustomization.yaml names gone.json, which is not there.']],
    ['replacements: [{path: gone.yaml}]', ['k/kustomization.yaml names gone.yaml, which is not there.']],
    [
      'secretGenerator: [{name: a, files: [key=gone], envs: [a.yaml]}]',
      ['k/kustomization.yaml names gone, which is not there.'],
    ],
    ['components: [../inner]\ncrds: [a.yaml]', []],
    ['resources: 7', []],
    ['[]', []],
  ])('%s', (text, missing) => {
    const state = stateOf({
      'k/kustomization.yaml': text,
      'k/a.yaml': configMap('a'),
      'plain/a.yaml': configMap('a'),
      'inner/kustomization.yaml': 'resources: []\n',
    });
    const kustomization = state.kustomizations.get('k');
    expect(kustomization && missingOf(kustomization, state.files, state.kustomizations)).toEqual(missing);
  });

  test('one that is no YAML says so', () => {
    expect(stateOf({ 'k/kustomization.yaml': 'resources: [\n' }).kustomizations.get('k')?.problem).toMatch(
      /^k\/kustomization\.yaml is no YAML: /,
    );
  });
});

test('files that are resources, parts of other objects, and overlooked', () => {
  const { kustomizations } = stateOf(shop);
  const staging = kustomizations.get('apps/staging');
  expect([...resourceFilesOf(staging === undefined ? [] : [staging], kustomizations)].sort()).toEqual([
    'apps/base/web.yaml',
    'lib/common/ns.yaml',
    'lib/tls/tls.yaml',
  ]);
  expect(isPart(kustomizations, 'apps/staging/patch.yaml')).toBe(true);
  expect(isPart(kustomizations, 'apps/base/web.yaml')).toBe(false);
  expect(overlooking(kustomizations, 'apps/base/notes.yaml')).toBe('apps/base/kustomization.yaml');
  expect(overlooking(kustomizations, 'apps/base/web.yaml')).toBeUndefined();
  expect(overlooking(kustomizations, 'loose/a.yaml')).toBeUndefined();
});

test('kustomizations that hold each other come to an end', () => {
  const { kustomizations } = stateOf({
    'a/kustomization.yaml': 'resources: [../b, x.yaml]\n',
    'b/kustomization.yaml': 'resources: [../a]\n',
    'a/x.yaml': configMap('x'),
  });
  const affected = affectedBy(kustomizations, ['a/x.yaml']);
  expect(affected).toHaveLength(2);
  expect([...resourceFilesOf(affected, kustomizations)]).toEqual(['a/x.yaml']);
});
