/** The images that pods of a scope use. */
import { expect, test } from 'vitest';
import type { Container, Pod } from '../../../src/cluster/kube-object.ts';
import { planOf } from '../../../src/cluster/plan.ts';
import { usedImages } from '../../../src/cluster/used-images.ts';

const plan = planOf({ namespaces: ['shop'], workloads: [], services: [], urls: [] });
const pod = (name: string, containers: Container[], initContainers?: Container[], namespace = 'shop'): Pod => ({
  metadata: { namespace, name },
  spec: { containers, ...(initContainers === undefined ? {} : { initContainers }) },
});

test('each image once, with the pods that use it', () => {
  const pods = [
    pod('a', [{ image: 'web:1' }, { image: 'proxy:1' }], [{ image: 'init:1' }]),
    pod('b', [{ image: 'web:1' }, { image: 'web:1' }]),
    pod('c', [{ image: 'other:1' }], undefined, 'ops'),
    pod('d', [{ name: 'app' }]),
    { metadata: { namespace: 'shop', name: 'e' } },
  ];
  const none = { isNeverPulled: false, isReady: false };
  expect(usedImages(pods, plan)).toEqual([
    { image: 'init:1', pods: ['Pod shop/a'], ...none },
    { image: 'web:1', pods: ['Pod shop/a', 'Pod shop/b'], ...none },
    { image: 'proxy:1', pods: ['Pod shop/a'], ...none },
  ]);
});

test.each([
  [['Never', 'Never'], true],
  [['Never', 'Always'], false],
  [['Always', 'Never'], false],
  [['IfNotPresent'], false],
])('pull policies %j: never pulled is %s', (policies, isNeverPulled) => {
  const pods = policies.map((imagePullPolicy, index) => pod(`p${index}`, [{ image: 'web:1', imagePullPolicy }]));
  expect(usedImages(pods, plan).map((used) => used.isNeverPulled)).toEqual([isNeverPulled]);
});

test.each([
  [[{ conditions: [{ type: 'Ready', status: 'True' }] }], true],
  [[{ phase: 'Succeeded', conditions: [{ type: 'Ready', status: 'False' }] }], true],
  [[{ conditions: [{ type: 'Ready', status: 'True' }] }, { phase: 'Pending' }], false],
  [[{}], false],
] as const)('pods of status %j: ready is %s', (statuses, isReady) => {
  const pods = statuses.map((status, index) => ({ ...pod(`p${index}`, [{ image: 'web:1' }]), status }) as Pod);
  expect(usedImages(pods, plan).map((used) => used.isReady)).toEqual([isReady]);
});
