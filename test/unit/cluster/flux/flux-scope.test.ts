import { expect, test } from 'vitest';
import { fluxNameOf, isFluxNamed } from '../../../../src/cluster/flux/flux-scope.ts';

const apps = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };

test.each([
  ['apps', true],
  ['kustomization/apps', true],
  ['ks/apps', true],
  ['Kustomizations/apps', true],
  ['flux-system/apps', true],
  ['flux-system/kustomization/apps', true],
  ['kustomization/flux-system/apps', true],
  ['hr/apps', false],
  ['shop/apps', false],
  ['shop/ks/apps', false],
  ['kustomization/other', false],
])('%s names Kustomization flux-system/apps: %s', (written, expected) => {
  const name = fluxNameOf(written);
  expect(name !== undefined && isFluxNamed(name, apps)).toBe(expected);
});

test.each(['', '/', 'kustomization/', 'a/b/c', 'a/b/c/d', '/apps', 'ks//apps'])('"%s" names nothing', (written) => {
  expect(fluxNameOf(written)).toBeUndefined();
});
