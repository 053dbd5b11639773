/** Which changed resources are looked at by themselves. */
import { expect, test } from 'vitest';
import { unwatched } from '../../../../src/cluster/changes/unwatched.ts';
import { planOf } from '../../../../src/cluster/plan.ts';

const nothing = { namespaces: [], workloads: [], services: [], urls: [] };
const object = (written: string, apiVersion: string) => {
  const [kind = '', place = ''] = written.split(' ');
  const [name = '', namespace] = place.split('/').reverse();
  return { apiVersion, kind, namespace, name };
};

test.each([
  [
    'a Deployment of a namespace of the scope',
    object('Deployment shop/web', 'apps/v1'),
    { namespaces: ['shop'] },
    false,
  ],
  ['one of another namespace', object('Deployment ops/web', 'apps/v1'), { namespaces: ['shop'] }, true],
  ['one that is named', object('Deployment ops/web', 'apps/v1'), { workloads: ['ops/deployment/web'] }, false],
  ['a StatefulSet, which must be there', object('StatefulSet shop/db', 'apps/v1'), { namespaces: ['shop'] }, true],
  ['a StatefulSet that is named', object('StatefulSet shop/db', 'apps/v1'), { workloads: ['shop/sts/db'] }, false],
  ['a Service', object('Service shop/web', 'v1'), { namespaces: ['shop'] }, false],
  ['a Service of another group', object('Service shop/web', 'serving.knative.dev/v1'), { namespaces: ['shop'] }, true],
  ['an Ingress', object('Ingress shop/web', 'networking.k8s.io/v1'), { namespaces: ['shop'] }, true],
  ['a Deployment that names no namespace', object('Deployment web', 'apps/v1'), { namespaces: ['shop'] }, true],
])('%s', (_name, one, scope, isLookedAt) => {
  expect(unwatched([one], planOf({ ...nothing, ...scope }), true)).toEqual(isLookedAt ? [one] : []);
});

test('objects of Flux, unless they are judged as such', () => {
  const release = object('HelmRelease shop/db', 'helm.toolkit.fluxcd.io/v2');
  const plan = planOf({ ...nothing, namespaces: ['shop'] });
  expect(unwatched([release], plan, false)).toEqual([release]);
  expect(unwatched([release], plan, true)).toEqual([]);
});
