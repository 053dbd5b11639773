/** What is the task's to change or repair, however it was before. */
import { expect, test } from 'vitest';
import type { TouchedObject } from '../../../../../src/cluster/changes/touched.ts';
import { planOf } from '../../../../../src/cluster/plan.ts';
import { isOwn, type Work } from '../../../../../src/tools/process/snapshot/ownership.ts';
import { state } from '../../../cluster/snapshot/state.ts';

const scope = { namespaces: ['shop'], workloads: [], services: [], urls: [] };
const touched = (kind: string, name: string, namespace?: string): TouchedObject => {
  return { apiVersion: 'v1', kind, name, namespace };
};
const byHelm = state({ managers: ['HelmRelease flux-system/shop'] });

test.each<[string, Partial<Work>, ReturnType<typeof state>, boolean]>([
  ['only in a namespace of the scope', {}, state(), false],
  ['named by the scope', { plan: planOf({ ...scope, workloads: ['deployment/web'] }) }, state(), true],
  ['of another kind than named', { plan: planOf({ ...scope, services: ['web'] }) }, state(), false],
  ['touched', { objects: [touched('Deployment', 'web', 'shop')] }, state(), true],
  ['touched where a manifest names no namespace', { objects: [touched('Deployment', 'web')] }, state(), true],
  ['touched in another namespace', { objects: [touched('Deployment', 'web', 'test')] }, state(), false],
  ['applied by what was touched', { objects: [touched('HelmRelease', 'shop', 'flux-system')] }, byHelm, true],
  ['the same without a namespace', { objects: [touched('HelmRelease', 'shop')] }, byHelm, true],
  ['applied by another', { objects: [touched('HelmRelease', 'other', 'flux-system')] }, byHelm, false],
  ['a word of the text', { words: 'Repair `Web`, please.' }, state(), true],
  ['a part of a longer name', { words: 'Repair web-admin and the-web and website.' }, state(), false],
  ['a name with a dot, word for word', { words: 'aXb' }, state({ name: 'a.b' }), false],
])('%s', (_name, work, one, own) => {
  expect(isOwn(one, { plan: planOf(scope), objects: [], words: '', ...work })).toBe(own);
});
