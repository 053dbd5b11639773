/** kubectl's STATUS column. */
import { expect, test } from 'vitest';
import { podStatusText } from '../../../../src/cluster/health/pod-status.ts';
import type { ContainerStatus, Pod } from '../../../../src/cluster/kube-object.ts';
import { pod } from '../../../support/kubernetes-objects.ts';

const containers = (containerStatuses: readonly ContainerStatus[], ready = false): Pod =>
  pod('shop/web', { ready, status: { containerStatuses } });
const inits = (initContainerStatuses: readonly ContainerStatus[], initContainers: readonly object[]): Pod =>
  pod('shop/web', {
    phase: 'Pending',
    spec: { initContainers },
    status: { initContainerStatuses, conditions: [{ type: 'Initialized', status: 'False' }], containerStatuses: [] },
  });
const ended = (terminated: object): ContainerStatus => ({ name: 'app', state: { terminated } });

const cases: readonly [string, Pod][] = [
  ['Running', pod('shop/web')],
  ['Pending', pod('shop/web', { phase: 'Pending', status: { containerStatuses: [] } })],
  ['Evicted', pod('shop/web', { phase: 'Failed', status: { reason: 'Evicted', containerStatuses: [] } })],
  ['Terminating', pod('shop/web', { metadata: { deletionTimestamp: '2026-01-31T12:00:00Z' } })],
  [
    'Unknown',
    pod('shop/web', { metadata: { deletionTimestamp: '2026-01-31T12:00:00Z' }, status: { reason: 'NodeLost' } }),
  ],
  ['Completed', pod('shop/web', { phase: 'Succeeded', container: ended({ exitCode: 0, reason: 'Completed' }) })],
  ['CrashLoopBackOff', containers([{ name: 'app', state: { waiting: { reason: 'CrashLoopBackOff' } } }])],
  ['OOMKilled', containers([ended({ exitCode: 137, reason: 'OOMKilled' })])],
  ['ExitCode:3', containers([ended({ exitCode: 3 })])],
  ['Signal:9', containers([ended({ exitCode: 137, signal: 9 })])],
  [
    'NotReady',
    containers([ended({ exitCode: 0, reason: 'Completed' }), { name: 'b', ready: true, state: { running: {} } }]),
  ],
  [
    'Running',
    containers([ended({ exitCode: 0, reason: 'Completed' }), { name: 'b', ready: true, state: { running: {} } }], true),
  ],
  ['Init:0/2', inits([{ name: 'a', state: { running: {} } }], [{ name: 'a' }, { name: 'b' }])],
  [
    'Init:1/2',
    inits([ended({ exitCode: 0 }), { name: 'b', state: { running: {} } }], [{ name: 'app' }, { name: 'b' }]),
  ],
  [
    'Init:CrashLoopBackOff',
    inits([{ name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } }], [{ name: 'a' }]),
  ],
  ['Init:Error', inits([ended({ exitCode: 1, reason: 'Error' })], [{ name: 'app' }])],
  ['Init:ExitCode:1', inits([ended({ exitCode: 1 })], [{ name: 'app' }])],
  ['Init:Signal:15', inits([ended({ exitCode: 143, signal: 15 })], [{ name: 'app' }])],
  [
    'Init:1/2',
    inits(
      [
        { name: 'side', started: true, state: { running: {} } },
        { name: 'b', state: { waiting: { reason: 'PodInitializing' } } },
      ],
      [{ name: 'side', restartPolicy: 'Always' }, { name: 'b' }],
    ),
  ],
  [
    'SchedulingGated',
    pod('shop/web', {
      phase: 'Pending',
      status: {
        containerStatuses: [],
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      },
    }),
  ],
];

test.each(cases)('%s', (text, object) => {
  expect(podStatusText(object)).toBe(text);
});
