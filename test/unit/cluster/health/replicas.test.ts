/** The rules of Deployment and ReplicaSet, case by case. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/cluster/health/health.ts';
import { deploymentHealth, replicaSetHealth } from '../../../../src/cluster/health/replicas.ts';
import type { Condition, Deployment, ReplicaSet } from '../../../../src/cluster/kube-object.ts';
import { deployment, replicaSet } from '../../../support/kubernetes-objects.ts';

const conditions = (...more: Condition[]) => [...more, { type: 'Available', status: 'True' }];
const deadline = {
  type: 'Progressing',
  status: 'False',
  reason: 'ProgressDeadlineExceeded',
  message: 'timed out progressing',
};
const quota = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'exceeded quota: pods' };
const web = (shape: Parameters<typeof deployment>[1] = {}) => deployment('shop/web', shape);

const deployments: readonly [string, Deployment, Verdict, string][] = [
  ['all replicas there', web({ replicas: 3 }), 'healthy', 'Healthy'],
  ['scaled to zero', web({ replicas: 0 }), 'healthy', 'Healthy'],
  ['replicas left out means one', web({ spec: { replicas: undefined } }), 'healthy', 'Healthy'],
  ['never seen by the controller', web({ status: { observedGeneration: undefined } }), 'progressing', 'NotObserved'],
  [
    'changed since the controller looked',
    web({ metadata: { generation: 2 }, status: { observedGeneration: 1 } }),
    'progressing',
    'NotObserved',
  ],
  [
    'no status at all',
    { kind: 'Deployment', metadata: { name: 'web', generation: 1 }, spec: {} },
    'progressing',
    'NotObserved',
  ],
  ['being deleted', web({ metadata: { deletionTimestamp: '2026-01-31T12:00:00Z' } }), 'terminating', 'Terminating'],
  ['paused', web({ spec: { replicas: 1, paused: true } }), 'suspended', 'Suspended'],
  ['one of two ready', web({ replicas: 2, ready: 1 }), 'progressing', 'RolloutProgressing'],
  [
    'within maxUnavailable, Available=True: still no slack',
    web({ replicas: 4, ready: 3, status: { conditions: conditions() } }),
    'progressing',
    'RolloutProgressing',
  ],
  ['old pods still there', web({ replicas: 2, status: { replicas: 3 } }), 'progressing', 'RolloutProgressing'],
  ['not all updated', web({ replicas: 2, status: { updatedReplicas: 1 } }), 'progressing', 'RolloutProgressing'],
  [
    'ready, not available yet (minReadySeconds)',
    web({ replicas: 2, status: { availableReplicas: 1 } }),
    'progressing',
    'RolloutProgressing',
  ],
  [
    'counts fit, Available=False',
    web({ status: { conditions: [{ type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' }] } }),
    'progressing',
    'MinimumReplicasUnavailable',
  ],
  [
    'past its deadline while old pods serve',
    web({ replicas: 2, status: { updatedReplicas: 1, conditions: conditions(deadline) } }),
    'failed',
    'ProgressDeadlineExceeded',
  ],
  [
    'pods cannot be created',
    web({ replicas: 2, ready: 1, status: { conditions: conditions(quota) } }),
    'failed',
    'FailedCreate',
  ],
  [
    'stalled and reconciling: stalled counts',
    web({
      status: {
        conditions: [
          { type: 'Reconciling', status: 'True' },
          { type: 'Stalled', status: 'True', reason: 'Bad' },
        ],
      },
    }),
    'failed',
    'Bad',
  ],
];

describe('deploymentHealth', () => {
  test.each(deployments)('%s', (_name, object, verdict, reason) => {
    const health = deploymentHealth(object);
    expect({ verdict: health.verdict, reason: health.reason }).toEqual({ verdict, reason });
  });

  test('says the counts, and the message of the controller', () => {
    expect(deploymentHealth(web({ replicas: 2, ready: 1 })).message).toBe(
      '2 wanted: 2 updated, 2 total, 1 available, 1 ready',
    );
    expect(deploymentHealth(web({ status: { conditions: [quota] } })).message).toBe('exceeded quota: pods');
  });
});

const set = (replicas: number, status: object = {}): ReplicaSet => {
  const whole = replicaSet('shop/web-abc', 1, replicas);
  return { ...whole, status: { ...whole.status, ...status } };
};

const replicaSets: readonly [string, ReplicaSet, Verdict, string][] = [
  ['all there', set(2), 'healthy', 'Healthy'],
  ['old, scaled to zero', set(0), 'healthy', 'Healthy'],
  ['one ready of two', set(2, { readyReplicas: 1 }), 'progressing', 'ReplicasProgressing'],
  ['one available of two', set(2, { availableReplicas: 1 }), 'progressing', 'ReplicasProgressing'],
  ['pods cannot be created', set(2, { conditions: [quota] }), 'failed', 'FailedCreate'],
];

test.each(replicaSets)('replicaSetHealth: %s', (_name, object, verdict, reason) => {
  const health = replicaSetHealth(object);
  expect({ verdict: health.verdict, reason: health.reason }).toEqual({ verdict, reason });
});
