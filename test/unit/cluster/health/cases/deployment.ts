/** Deployment, ReplicaSet and ReplicationController: what the controllers of kube-controller-manager write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, condition, deleted, type Fields, meta, object, ownedBy } from './case.ts';
import { pod } from './pod-object.ts';

interface Shape {
  readonly replicas?: number;
  readonly ready?: number;
  readonly updated?: number;
  readonly total?: number;
  readonly revision?: string;
  /** Past its progress deadline. */
  readonly stuck?: boolean;
  readonly metadata?: Fields;
  readonly spec?: Fields;
  readonly status?: Fields;
  readonly more?: readonly object[];
}

/** The Deployment web with three replicas, rolled out unless something else is said. */
export function deployment(shape: Shape = {}): KubeObject {
  const { replicas = 3, ready = replicas, updated = replicas, total = replicas, revision = '3', stuck = false } = shape;
  const isAvailable = ready >= Math.floor(replicas * 0.75);
  const progressing = stuck
    ? condition('Progressing', 'False', 'ProgressDeadlineExceeded', {
        message: 'ReplicaSet "web-7d4b9c6f5" has timed out progressing.',
      })
    : condition('Progressing', 'True', ready < replicas ? 'ReplicaSetUpdated' : 'NewReplicaSetAvailable');
  return object(
    'apps/v1',
    'Deployment',
    meta('web', {
      generation: 7,
      labels: { app: 'web' },
      annotations: { 'deployment.kubernetes.io/revision': revision },
      ...shape.metadata,
    }),
    {
      spec: {
        replicas,
        progressDeadlineSeconds: 600,
        revisionHistoryLimit: 10,
        selector: { matchLabels: { app: 'web' } },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image: 'web:1.5.0' }] } },
        ...shape.spec,
      },
      status: {
        observedGeneration: 7,
        replicas: total,
        updatedReplicas: updated,
        readyReplicas: ready,
        availableReplicas: ready,
        ...(ready < replicas ? { unavailableReplicas: replicas - ready } : {}),
        conditions: [
          condition('Available', isAvailable ? 'True' : 'False', `MinimumReplicas${isAvailable ? 'A' : 'Una'}vailable`),
          progressing,
          ...(shape.more ?? []),
        ],
        ...shape.status,
      },
    },
  );
}

const quota = condition('ReplicaFailure', 'True', 'FailedCreate', {
  message:
    'pods "web-7d4b9c6f5-" is forbidden: exceeded quota: compute, requested: pods=1, used: pods=10, limited: pods=10',
});

/** A ReplicaSet of the Deployment web. */
export function replicaSet(
  name = 'web-7d4b9c6f5',
  shape: Pick<Shape, 'replicas' | 'ready' | 'revision' | 'more' | 'status'> = {},
): KubeObject {
  const { replicas = 3, ready = replicas, revision = '3', more = [], status = {} } = shape;
  const annotations = {
    'deployment.kubernetes.io/revision': revision,
    'deployment.kubernetes.io/desired-replicas': '3',
  };
  return object(
    'apps/v1',
    'ReplicaSet',
    meta(name, { generation: 2, annotations, ...ownedBy('apps/v1', 'Deployment', 'web') }),
    {
      spec: { replicas, selector: { matchLabels: { app: 'web', 'pod-template-hash': name.slice(4) } } },
      status: {
        observedGeneration: 2,
        replicas,
        fullyLabeledReplicas: replicas,
        ...(ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}),
        ...(more.length > 0 ? { conditions: more } : {}),
        ...status,
      },
    },
  );
}

const crashingPod = () =>
  pod({
    app: {
      ready: false,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 10s restarting failed container=app' } },
    },
  });

export const deploymentCases: readonly Case[] = [
  { name: 'rolled out', object: deployment(), is: 'healthy Healthy', says: '3 wanted: 3 updated' },
  { name: 'scaled to nothing', object: deployment({ replicas: 0 }), is: 'healthy Healthy', says: '0 wanted' },
  {
    name: 'one replica where none is written',
    object: deployment({ replicas: 1, spec: { replicas: undefined } }),
    is: 'healthy Healthy',
  },
  { name: 'being deleted', object: deployment({ metadata: deleted }), is: 'terminating Terminating' },
  {
    name: 'applied a moment ago, no status: kstatus waits as well, helm does not look',
    object: { ...deployment(), status: {} },
    is: 'progressing NotObserved',
    says: 'seen nothing of it yet',
  },
  {
    name: 'changed, and the controller has not seen it: all counts are those of before',
    object: deployment({ metadata: { generation: 8 } }),
    is: 'progressing NotObserved',
    says: 'generation 8 is wanted, the controller has seen generation 7',
  },
  {
    name: 'paused in the middle of a rollout',
    object: deployment({ updated: 1, spec: { paused: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'paused, and nothing is to be rolled out',
    object: deployment({ spec: { paused: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'past its progress deadline, while the old pods serve and Available is True',
    object: deployment({ ready: 3, updated: 1, total: 4, stuck: true }),
    is: 'failed ProgressDeadlineExceeded',
    says: 'has timed out progressing',
  },
  {
    name: 'a quota refuses its pods',
    object: deployment({ ready: 2, total: 2, more: [quota] }),
    is: 'failed FailedCreate',
    says: 'exceeded quota',
  },
  {
    name: 'two of three ready: maxUnavailable gives no slack',
    object: deployment({ ready: 2 }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'all ready, the old ones among them',
    object: deployment({ updated: 1 }),
    is: 'progressing RolloutProgressing',
    says: '1 updated',
  },
  {
    name: 'all updated, and old pods are still there',
    object: deployment({ total: 4 }),
    is: 'progressing RolloutProgressing',
    says: '4 total',
  },
  {
    name: 'ready, and not available for minReadySeconds yet',
    object: deployment({ spec: { minReadySeconds: 30 }, status: { availableReplicas: 1, unavailableReplicas: 2 } }),
    is: 'progressing RolloutProgressing',
    says: '1 available',
  },
  {
    name: 'counts agree, and Available is not True yet',
    object: deployment({ status: { conditions: [condition('Available', 'False', 'MinimumReplicasUnavailable')] } }),
    is: 'progressing MinimumReplicasUnavailable',
  },
  {
    name: 'scaling down',
    object: deployment({ replicas: 1, ready: 3, updated: 3, total: 3 }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'its new pod is in a crash loop: no need to wait for the deadline',
    object: deployment({ ready: 2, revision: '3' }),
    related: [replicaSet('web-7d4b9c6f5', { revision: '3' }), crashingPod()],
    is: 'failed CrashLoopBackOff',
    says: 'Pod shop/web-7d4b9c6f5-x2k8p',
  },
  {
    name: 'an old pod is in a crash loop while the new ones come up',
    object: deployment({ ready: 2, revision: '4' }),
    related: [replicaSet('web-7d4b9c6f5', { revision: '3' }), crashingPod()],
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'a pod is in a crash loop, and a change that may mend it was not seen yet',
    object: deployment({ ready: 2, metadata: { generation: 8 } }),
    related: [replicaSet('web-7d4b9c6f5', { revision: '3' }), crashingPod()],
    is: 'progressing NotObserved',
  },
  {
    name: 'as served before 1.16',
    object: { ...deployment(), apiVersion: 'extensions/v1beta1' },
    is: 'healthy Healthy',
    says: '3 wanted',
  },
];

export const replicaSetCases: readonly Case[] = [
  { name: 'complete', object: replicaSet(), is: 'healthy Healthy', says: '3 wanted: 3 total' },
  {
    name: 'an old one, scaled to nothing',
    object: replicaSet('web-5b8f7c9d4', { replicas: 0 }),
    is: 'healthy Healthy',
  },
  {
    name: 'one pod is not ready',
    object: replicaSet('web-7d4b9c6f5', { ready: 2 }),
    is: 'progressing ReplicasProgressing',
  },
  {
    name: 'ready, and not available yet',
    object: replicaSet('web-7d4b9c6f5', { status: { availableReplicas: 2 } }),
    is: 'progressing ReplicasProgressing',
    says: '2 available',
  },
  {
    name: 'more pods than wanted',
    object: replicaSet('web-7d4b9c6f5', { status: { replicas: 4 } }),
    is: 'progressing ReplicasProgressing',
  },
  {
    name: 'its pods are refused',
    object: replicaSet('web-7d4b9c6f5', { ready: 0, more: [quota] }),
    is: 'failed FailedCreate',
  },
  { name: 'not seen yet', object: { ...replicaSet(), status: { replicas: 0 } }, is: 'progressing NotObserved' },
  {
    name: 'a ReplicationController, complete',
    object: { ...replicaSet('legacy'), apiVersion: 'v1', kind: 'ReplicationController' },
    is: 'healthy Healthy',
    says: '3 wanted',
  },
  {
    name: 'a ReplicationController, one pod missing',
    object: { ...replicaSet('legacy', { ready: 2 }), apiVersion: 'v1', kind: 'ReplicationController' },
    is: 'progressing ReplicasProgressing',
  },
];
