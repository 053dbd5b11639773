/** What is the task's to change or repair, however it was before. */
import { expect, test } from 'vitest';
import type { TouchedObject } from '../../../../../src/cluster/changes/touched.ts';
import { helmReleaseKind } from '../../../../../src/cluster/flux/flux-kinds.ts';
import { planOf } from '../../../../../src/cluster/plan.ts';
import type { Subject } from '../../../../../src/cluster/snapshot/external.ts';
import { isOwn, type Work } from '../../../../../src/tools/process/snapshot/ownership.ts';
import { probe, release, state } from '../../../cluster/snapshot/state.ts';

const scope = { namespaces: ['shop'], workloads: [], services: [], urls: [] };
const touched = (kind: string, name: string, namespace?: string): TouchedObject => {
  return { apiVersion: 'v1', kind, name, namespace };
};
const byHelm = state({ managers: ['HelmRelease flux-system/shop'] });

const redis = { written: 'hr/redis', kind: helmReleaseKind, namespace: undefined, name: 'redis' };
const image = probe({ check: 'Image', object: 'x.test/web:1.5.0' });

test.each<[string, Partial<Work>, Subject, boolean]>([
  ['only in a namespace of the scope', {}, state(), false],
  ['named by the scope', { plan: planOf({ ...scope, workloads: ['deployment/web'] }) }, state(), true],
  ['of another kind than named', { plan: planOf({ ...scope, services: ['web'] }) }, state(), false],
  ['touched', { objects: [touched('Deployment', 'web', 'shop')] }, state(), true],
  ['touched where a manifest names no namespace', { objects: [touched('Deployment', 'web')] }, state(), true],
  ['touched in another namespace', { objects: [touched('Deployment', 'web', 'test')] }, state(), false],
  ['applied by what was touched', { objects: [touched('HelmRelease', 'shop', 'flux-system')] }, byHelm, true],
  ['the same without a namespace', { objects: [touched('HelmRelease', 'shop')] }, byHelm, true],
  ['applied by another', { objects: [touched('HelmRelease', 'other', 'flux-system')] }, byHelm, false],
  ['named by the text', { words: { title: '', text: 'Repair `web`, please.' } }, state(), true],
  ['a Flux object that the scope names', { fluxNames: [redis] }, release(), true],
  ['another of that name', { fluxNames: [redis] }, release({ kind: 'Kustomization' }), false],
  ['a URL that the scope names', {}, probe(), false],
  ['a URL that the text names', { words: { title: '', text: 'https://shop.test must answer' } }, probe(), true],
  ['a URL whose host a commit wrote', { changed: 'hosts: [shop.test]' }, probe(), true],
  ['a URL that a repair states', { statesRepair: true }, probe(), true],
  ['an image that the scope names', {}, image, false],
  ['an image of a task about images', { isAboutImages: true }, image, true],
  ['an image that a commit wrote', { changed: 'image: x.test/web:1.5.0' }, image, true],
])('%s', (_name, work, one, own) => {
  const nothing = {
    objects: [],
    words: { title: '', text: '' },
    changed: '',
    isAboutImages: false,
    statesRepair: false,
    fluxNames: [],
  };
  expect(isOwn(one, { plan: planOf(scope), ...nothing, ...work })).toBe(own);
});
