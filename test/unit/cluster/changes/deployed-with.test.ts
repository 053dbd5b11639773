/** The manifests that changed files are deployed together with. */
import { expect, test } from 'vitest';
import { deployedWith } from '../../../../src/cluster/changes/deployed-with.ts';
import { readKustomizations } from '../../../../src/cluster/gate/kustomizations.ts';

const texts = new Map([
  ['apps/kustomization.yaml', 'resources: [cart, web]\n'],
  [
    'apps/cart/kustomization.yaml',
    'resources: [deployment.yaml]\nconfigMapGenerator: [{name: c, files: [../../shared/cart.ini]}]\n',
  ],
  ['apps/cart/deployment.yaml', ''],
  ['apps/web/kustomization.yaml', 'resources: [deployment.yaml, ../../base]\n'],
  ['apps/web/deployment.yaml', ''],
  ['base/kustomization.yaml', 'resources: [service.yaml]\n'],
  ['base/service.yaml', ''],
  ['plain/a.yaml', ''],
  ['plain/b.yaml', ''],
  ['plain/deeper/c.yaml', ''],
]);
const files = { paths: new Set([...texts.keys(), 'shared/cart.ini', 'Makefile']), texts };
const state = { files, kustomizations: readKustomizations(files), fluxes: [] };
const web = ['apps/web/deployment.yaml', 'base/service.yaml'];
const all = ['apps/cart/deployment.yaml', ...web];

test.each([
  ['all of its kustomization, what that takes from elsewhere too', 'apps/web/deployment.yaml', web],
  ['an app beside it', 'apps/cart/deployment.yaml', ['apps/cart/deployment.yaml']],
  ['a file that a generator names', 'shared/cart.ini', ['apps/cart/deployment.yaml']],
  ['a kustomization above: all below it', 'apps/kustomization.yaml', all],
  ['a manifest that is gone', 'apps/cart/old.yaml', ['apps/cart/deployment.yaml']],
  ['without a kustomization: those beside it', 'plain/a.yaml', ['plain/a.yaml', 'plain/b.yaml']],
  ['no part of a deployment', 'Makefile', []],
])('%s', (_name, changed, wanted) => {
  const found = deployedWith(state, [changed]).filter((file) => !file.endsWith('kustomization.yaml'));
  expect(found.toSorted()).toEqual(wanted);
});
