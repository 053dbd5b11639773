/** The rules of DaemonSet, Job and of kinds without a rule of their own. */
import { expect, test } from 'vitest';
import { workloadHealth } from '../../../../src/cluster/health/controller.ts';
import type { Verdict } from '../../../../src/cluster/health/health.ts';
import type { Condition, DaemonSet, KubeObject } from '../../../../src/cluster/kube-object.ts';
import { job } from '../../../support/kubernetes-objects.ts';

const daemons = (desired: number, status: NonNullable<DaemonSet['status']> = {}): DaemonSet => ({
  kind: 'DaemonSet',
  metadata: { generation: 1 },
  status: {
    observedGeneration: 1,
    desiredNumberScheduled: desired,
    currentNumberScheduled: desired,
    updatedNumberScheduled: desired,
    numberAvailable: desired,
    numberReady: desired,
    ...status,
  },
});
const condition = (type: string, status = 'True', reason?: string): Condition => ({
  type,
  status,
  ...(reason === undefined ? {} : { reason }),
});
const custom = (...conditions: Condition[]): KubeObject => ({ kind: 'Widget', status: { conditions } as object });
const none = { conditions: [] };

const cases: readonly [string, string, KubeObject, Verdict, string][] = [
  ['DaemonSet', 'on every node', daemons(3), 'healthy', 'Healthy'],
  ['DaemonSet', 'matches no node', daemons(0), 'healthy', 'Healthy'],
  ['DaemonSet', 'one not updated', daemons(3, { updatedNumberScheduled: 2 }), 'progressing', 'RolloutProgressing'],
  ['DaemonSet', 'one not available', daemons(3, { numberAvailable: 2 }), 'progressing', 'RolloutProgressing'],
  ['Job', 'complete', job('shop/import'), 'healthy', 'Healthy'],
  ['Job', 'complete after failed pods', job('shop/import', { failed: 3 }), 'healthy', 'Healthy'],
  ['Job', 'running', job('shop/import', { active: 1, ...none }), 'progressing', 'JobRunning'],
  [
    'Job',
    'failed',
    job('shop/import', { conditions: [condition('Failed', 'True', 'BackoffLimitExceeded')] }),
    'failed',
    'BackoffLimitExceeded',
  ],
  [
    'Job',
    'about to fail',
    job('shop/import', { conditions: [condition('FailureTarget', 'True', 'PodFailurePolicy')] }),
    'failed',
    'PodFailurePolicy',
  ],
  ['Job', 'suspended', { ...job('shop/import', none), spec: { suspend: true } as object }, 'suspended', 'Suspended'],
  ['Widget', 'Ready', custom(condition('Ready')), 'healthy', 'Healthy'],
  ['Widget', 'not Ready', custom(condition('Ready', 'False', 'Broken')), 'progressing', 'Broken'],
  ['Widget', 'Available, no Ready', custom(condition('Available')), 'healthy', 'Healthy'],
  [
    'Widget',
    'Ready=False counts before Available=True',
    custom(condition('Available'), condition('Ready', 'False')),
    'progressing',
    'NotReady',
  ],
  ['Widget', 'Reconciling', custom(condition('Ready'), condition('Reconciling')), 'progressing', 'Reconciling'],
  ['Widget', 'Stalled', custom(condition('Ready'), condition('Stalled', 'True', 'GaveUp')), 'failed', 'GaveUp'],
  ['Widget', 'says nothing', { kind: 'Widget' }, 'healthy', 'Healthy'],
  [
    'Widget',
    'being deleted',
    { kind: 'Widget', metadata: { deletionTimestamp: '2026-01-31T12:00:00Z' } },
    'terminating',
    'Terminating',
  ],
  [
    'Widget',
    'old status',
    { kind: 'Widget', metadata: { generation: 2 }, status: { observedGeneration: 1 } as object },
    'progressing',
    'NotObserved',
  ],
];

test.each(cases)('%s: %s', (kind, _name, object, verdict, reason) => {
  const health = workloadHealth(kind, object);
  expect({ verdict: health.verdict, reason: health.reason }).toEqual({ verdict, reason });
});

test('a DaemonSet that runs nowhere passes with a note', () => {
  expect(workloadHealth('DaemonSet', daemons(0)).notes).toEqual(['no node matches it, so it runs nowhere']);
});
