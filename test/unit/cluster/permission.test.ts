/** Which forbidden permissions keep a scope from being judged. */
import { describe, expect, test } from 'vitest';
import { neededOf, permissionFailure, permissionText } from '../../../src/cluster/permission.ts';
import { planOf } from '../../../src/cluster/plan.ts';
import { listed } from '../../../src/cluster/resource.ts';

const none = { namespaces: [], workloads: [], services: [], urls: [] };
const everything = ['pods', 'deployments', 'services', 'endpointslices', 'statefulsets', 'jobs', 'ingresses'];

describe('of everything that is forbidden in shop, the scope needs', () => {
  test.each<[string, object, string[]]>([
    ['a namespace', { namespaces: ['shop'] }, everything],
    ['a service', { services: ['shop/web'] }, ['services', 'endpointslices']],
    ['a Deployment', { workloads: ['shop/deployment/web'] }, ['pods', 'deployments']],
    ['a StatefulSet', { workloads: ['shop/sts/db'] }, ['pods', 'statefulsets']],
    ['an Ingress', { workloads: ['shop/ingress/web'] }, ['services', 'endpointslices', 'ingresses']],
    ['a CronJob', { workloads: ['shop/cronjob/report'] }, ['jobs']],
    ['a Pod', { workloads: ['shop/pod/web-1'] }, ['pods']],
    ['a service of another namespace', { services: ['ops/web'] }, []],
    ['a Job of the namespaces', { namespaces: ['shop'], workloads: ['job/seed'] }, everything],
    ['nothing', {}, []],
  ])('%s', (_name, scope, expected) => {
    const forbidden = everything.map((plural) => `list ${plural} in shop`);
    const needed = neededOf(planOf({ ...none, ...scope }), forbidden);
    expect(needed.map(permissionText)).toEqual(expected.map((plural) => `list ${plural} in shop`));
  });
});

test('what is looked for everywhere needs the permission everywhere', () => {
  const forbidden = ['list deployments in all namespaces', 'list services in all namespaces'];
  const needed = neededOf(planOf({ ...none, workloads: ['deployment/web'] }), forbidden);
  expect(needed.map(permissionText)).toEqual(['list deployments in all namespaces']);
});

test('the failure names verb, resource and namespace, and who can grant them', () => {
  expect(permissionFailure({ resource: listed.slices, namespace: 'shop' })).toEqual({
    check: 'Permission',
    object: 'list endpointslices in shop',
    reason: 'Forbidden',
    message: 'The user of the kubeconfig may not list endpointslices in shop, and the scope of the task needs it.',
    cause: 'No role of the user allows it.',
    remedy:
      'Allow the user to list endpointslices in shop (a Role and a RoleBinding in namespace shop). ' +
      '`kubectl auth can-i list endpointslices.discovery.k8s.io -n shop` tells whether it may.',
    scope: 'external',
  });
  expect(permissionFailure({ resource: listed.pods, namespace: undefined }).remedy).toContain(
    'or name the namespace in the scope (`verify:` in the front matter)',
  );
});
