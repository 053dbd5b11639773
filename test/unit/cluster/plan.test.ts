/** What a scope means. */
import { describe, expect, test } from 'vitest';
import { controllersOf } from '../../../src/cluster/health/pod-controllers.ts';
import { areaOf, isInScope, needsCluster, type Plan, planOf } from '../../../src/cluster/plan.ts';
import type { VerificationScope } from '../../../src/cluster/request.ts';
import { deployment, pod, service } from '../../support/kubernetes-objects.ts';

const none: VerificationScope = { namespaces: [], workloads: [], services: [], urls: [] };
const plan = (scope: Partial<VerificationScope>): Plan => planOf({ ...none, ...scope });

/** Kind, namespace and name of the first entry, or why it is unusable. */
function reading(scope: Partial<VerificationScope>): string {
  const { named, unusable } = plan(scope);
  const [first] = named;
  return first === undefined
    ? (unusable[0]?.reason ?? 'nothing')
    : `${first.resource.kind} ${first.namespace ?? '*'}/${first.name}`;
}

test.each([
  ['deployment/web', 'Deployment */web'],
  ['Deployment/web', 'Deployment */web'],
  ['shop/deployment/web', 'Deployment shop/web'],
  ['deploy/web', 'Deployment */web'],
  ['web', 'Deployment */web'],
  ['shop/sts/db', 'StatefulSet shop/db'],
  ['pods/web-1', 'Pod */web-1'],
  ['helmrelease/web', 'health of the kind "helmrelease" is not judged'],
  ['a/b/c/d', 'it is not of the form kind/name or namespace/kind/name'],
  ['deployment/', 'it is not of the form kind/name or namespace/kind/name'],
])('workload %s is %s', (written, expected) => {
  expect(reading({ workloads: [written] })).toBe(expected);
});

test.each([
  ['web', 'Service */web'],
  ['shop/web', 'Service shop/web'],
  ['svc/web', 'Service */web'],
  ['shop/service/web', 'Service shop/web'],
])('service %s is %s', (written, expected) => {
  expect(reading({ services: [written] })).toBe(expected);
});

test.each<[string, Partial<VerificationScope>, readonly string[] | undefined]>([
  ['namespaces', { namespaces: ['shop', 'shop', 'ops'] }, ['shop', 'ops']],
  ['names with a namespace', { workloads: ['shop/deployment/web'], services: ['ops/api'] }, ['shop', 'ops']],
  ['names within the namespaces', { namespaces: ['shop'], workloads: ['deployment/web'] }, ['shop']],
  ['a name without any namespace: everywhere', { workloads: ['deployment/web'] }, undefined],
])('areaOf: %s', (_name, scope, expected) => {
  expect(areaOf(plan(scope))).toEqual(expected);
});

test('URLs alone need no cluster', () => {
  expect(needsCluster(plan({ urls: ['https://shop.example/health'] }))).toBe(false);
  expect(needsCluster(plan({ services: ['web'] }))).toBe(true);
});

const labels = { 'pod-template-hash': 'abc', app: 'web' };
const owned = pod('shop/web-abc-1', { owner: 'ReplicaSet/web-abc', metadata: { labels } });

test('controllersOf: a ReplicaSet named after its Deployment and the template hash', () => {
  expect(controllersOf(owned).map(({ kind, name }) => `${kind}/${name}`)).toEqual([
    'ReplicaSet/web-abc',
    'Deployment/web',
  ]);
  expect(controllersOf(pod('shop/db-0', { owner: 'StatefulSet/db' })).map(({ kind }) => kind)).toEqual(['StatefulSet']);
  expect(controllersOf(pod('shop/bare'))).toEqual([]);
});

describe('isInScope', () => {
  test.each([
    ['everything in a namespace', { namespaces: ['shop'] }, true],
    ['a named workload and its pods', { workloads: ['shop/deployment/web'] }, true],
    ['a named workload in any namespace', { workloads: ['deployment/web'] }, true],
    ['another namespace', { namespaces: ['ops'] }, false],
    ['the same name in another namespace', { workloads: ['ops/deployment/web'] }, false],
    ['a name that is bound to the scope’s namespaces', { namespaces: ['ops'], workloads: ['deployment/web'] }, false],
    ['a name that only starts alike', { workloads: ['deployment/we'] }, false],
  ])('%s', (_name, scope, expected) => {
    expect(isInScope(plan(scope), deployment('shop/web'), 'Deployment')).toBe(expected);
    expect(isInScope(plan(scope), owned, 'Pod')).toBe(expected);
  });

  test('a named service is in scope, a workload of its name is not', () => {
    const named = plan({ services: ['shop/web'] });
    expect(isInScope(named, service('shop/web'), 'Service')).toBe(true);
    expect(isInScope(named, deployment('shop/web'), 'Deployment')).toBe(false);
  });
});
