import { describe, expect, test } from 'vitest';
import { buildName, isCovered, isDeployed, planBuilds } from '../../../../src/cluster/gate/build-plan.ts';
import { configMap, flux, stateOf } from './repository.ts';

const shop = {
  'apps/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'apps/base/web.yaml': configMap('web'),
  'apps/staging/kustomization.yaml': 'resources: [../base]\n',
  'apps/production/kustomization.yaml': 'resources: [../base]\n',
  'plain/a.yaml': configMap('a'),
  'docs/example.yaml': configMap('example'),
  'clusters/staging/apps.yaml': flux('staging', './apps/staging'),
  'clusters/staging/plain.yaml': flux('plain', './plain'),
};

const planned = (changes: Record<string, string>, before: Record<string, string> = shop) => {
  const after = stateOf({ ...before, ...changes });
  const changed = Object.keys(changes);
  return planBuilds(
    after,
    stateOf(before),
    changed,
    changed.filter((path) => path.endsWith('.yaml')),
  ).map(buildName);
};

describe('what is built', () => {
  test.each([
    [
      'a base',
      { 'apps/base/web.yaml': configMap('x') },
      ['apps/production', 'apps/staging as Flux deploys it (flux-system/staging)'],
    ],
    [
      'a folder without a kustomization',
      { 'plain/a.yaml': configMap('x') },
      ['plain as Flux deploys it (flux-system/plain)'],
    ],
    ['a new file in it', { 'plain/deep/b.yaml': configMap('b') }, ['plain as Flux deploys it (flux-system/plain)']],
    ['what nobody deploys', { 'docs/example.yaml': configMap('x') }, []],
    [
      'how Flux deploys it',
      { 'clusters/staging/apps.yaml': flux('staging', './apps/staging', '  postBuild: {substitute: {a: b}}\n') },
      ['apps/staging as Flux deploys it (flux-system/staging)'],
    ],
    [
      'one more that Flux deploys',
      { 'clusters/staging/more.yaml': flux('production', './apps/production') },
      ['apps/production as Flux deploys it (flux-system/production)'],
    ],
    ['how often Flux looks', { 'clusters/staging/plain.yaml': flux('plain', './plain') }, []],
  ])('%s', (_, changes, names) => {
    expect(planned(changes)).toEqual(names);
  });

  test('each Flux Kustomization of a folder, since each may put other values in', () => {
    const two = { 'c/a.yaml': flux('one', './apps/staging'), 'c/b.yaml': flux('two', './apps/staging') };
    expect(planned({ 'apps/base/web.yaml': configMap('x') }, { ...shop, ...two })).toHaveLength(4);
  });

  test('what a ConfigMap of variables changes', () => {
    const before = {
      ...shop,
      'clusters/staging/apps.yaml': flux(
        'staging',
        './apps/staging',
        '  postBuild: {substituteFrom: [{kind: ConfigMap, name: vars}]}\n',
      ),
      'clusters/vars.yaml': configMap('vars', '{a: "1"}', 'flux-system'),
    };
    expect(planned({ 'clusters/vars.yaml': configMap('vars', '{a: "2"}', 'flux-system') }, before)).toEqual([
      'apps/staging as Flux deploys it (flux-system/staging)',
    ]);
  });
});

test('what builds hold, and what is deployed at all', () => {
  const state = stateOf(shop);
  const builds = planBuilds(
    state,
    state,
    ['apps/base/web.yaml', 'plain/a.yaml'],
    ['apps/base/web.yaml', 'plain/a.yaml'],
  );
  const files = ['apps/base/web.yaml', 'plain/a.yaml', 'docs/example.yaml'];
  expect(files.map((file) => isCovered(file, builds, state))).toEqual([true, true, false]);
  expect(files.map((file) => isDeployed(file, state))).toEqual([true, true, false]);
  // Where no Flux is told of, anybody may apply anything.
  expect(isDeployed('docs/example.yaml', stateOf({ 'docs/example.yaml': configMap('a') }))).toBe(true);
});
