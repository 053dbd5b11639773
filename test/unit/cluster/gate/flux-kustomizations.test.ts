import { describe, expect, test } from 'vitest';
import { builtKustomization, changesBuild } from '../../../../src/cluster/gate/flux-kustomizations.ts';
import { configMap, flux, stateOf } from './repository.ts';

const shop = { 'apps/web.yaml': configMap('web') };
const only = (texts: Record<string, string>) => {
  const state = stateOf({ ...shop, ...texts });
  const [one] = state.fluxes;
  if (one === undefined) throw new Error('no Flux Kustomization');
  return { ...state, one };
};

describe('the folder', () => {
  test.each([
    ['./apps', ['apps']],
    ['apps/', ['apps']],
    ['/apps', ['apps']],
    ['./', ['']],
    ['.', ['']],
    // Of another repository, or nobody's.
    ['./elsewhere', []],
    ['../apps', []],
  ])('%s', (path, folders) => {
    expect(stateOf({ ...shop, 'c/a.yaml': flux('apps', path) }).fluxes.map(({ folder }) => folder)).toEqual(folders);
  });
});

describe('variables', () => {
  test('from the object and from ConfigMaps of the repository; the object wins', () => {
    const spec = `  postBuild:
    substitute: {a: "1", c: 2}
    substituteFrom: [{kind: ConfigMap, name: vars}]\n`;
    const { one } = only({
      'c/a.yaml': flux('apps', './apps', spec),
      'c/vars.yaml': configMap('vars', '{a: x, b: z}', 'flux-system'),
    });
    expect([...(one.variables ?? [])]).toEqual([
      ['a', '1'],
      ['b', 'z'],
      ['c', '2'],
    ]);
    expect(one.hasUnknown).toBe(false);
  });

  test.each([
    ['{kind: Secret, name: vars}'],
    ['{kind: ConfigMap, name: gone}'],
    ['{kind: ConfigMap, name: gone, optional: true}'],
  ])('from %s nobody knows', (source) => {
    const { one } = only({ 'c/a.yaml': flux('apps', './apps', `  postBuild: {substituteFrom: [${source}]}\n`) });
    expect(one).toMatchObject({ hasUnknown: true, variables: new Map() });
  });

  test('without any nothing is substituted', () => {
    expect(only({ 'c/a.yaml': flux('apps', './apps') }).one.variables).toBeUndefined();
    expect(
      only({ 'c/a.yaml': flux('apps', './apps', '  postBuild: {substitute: {}}\n') }).one.variables,
    ).toBeUndefined();
  });
});

describe('what Flux builds', () => {
  test('a kustomization of its own, changed by the spec', () => {
    const spec = `  targetNamespace: shop
  namePrefix: a-
  patches: [{patch: "x: 1", target: {kind: Deployment}, extra: 1}]
  images: [{name: web, newTag: "2"}]
  components: [../tls]\n`;
    const { one, files, kustomizations } = only({
      'c/a.yaml': flux('apps', './apps', spec),
      'apps/kustomization.yaml':
        'resources: [web.yaml]\nnamespace: other\nimages: [{name: web, newTag: "1"}, {name: db, newTag: "1"}]\n',
    });
    expect(changesBuild(one)).toBe(true);
    expect(builtKustomization(one, files, kustomizations)).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['web.yaml'],
      namespace: 'shop',
      namePrefix: 'a-',
      patches: [{ patch: 'x: 1', target: { kind: 'Deployment' } }],
      images: [
        { name: 'db', newTag: '1' },
        { name: 'web', newTag: '2' },
      ],
      components: ['../tls'],
    });
  });

  test('without one, all manifests below the folder, and the folders that have their own', () => {
    const { one, files, kustomizations } = only({
      'c/a.yaml': flux('apps', './apps'),
      'apps/deep/b.yaml': configMap('b'),
      'apps/own/kustomization.yaml': 'resources: [c.yaml]\n',
      'apps/own/c.yaml': configMap('c'),
      'apps/own/more/kustomization.yaml': 'resources: []\n',
      'apps/values.yaml': 'a: 1\n',
    });
    expect(changesBuild(one)).toBe(false);
    expect(builtKustomization(one, files, kustomizations)['resources']).toEqual(['deep/b.yaml', 'own', 'web.yaml']);
  });

  test('also at the root', () => {
    const { one, files, kustomizations } = only({ 'c/a.yaml': flux('all', './') });
    expect(builtKustomization(one, files, kustomizations)['resources']).toEqual(['apps/web.yaml', 'c/a.yaml']);
  });
});
