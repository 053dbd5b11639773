/** StatefulSet: what its controller writes. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, deleted, type Fields, meta, object } from './case.ts';

interface Shape {
  readonly replicas?: number;
  readonly ready?: number;
  readonly available?: number;
  readonly updated?: number;
  readonly updateRevision?: string;
  readonly currentRevision?: string;
  readonly strategy?: Fields;
  readonly metadata?: Fields;
  readonly status?: Fields;
}

/** The StatefulSet db with three replicas, rolled out unless something else is said. */
export function statefulSet(shape: Shape = {}): KubeObject {
  const { replicas = 3, ready = replicas, available = ready, updated = replicas } = shape;
  const { updateRevision = 'db-5c9', currentRevision = 'db-5c9' } = shape;
  return object('apps/v1', 'StatefulSet', meta('db', { generation: 4, labels: { app: 'db' }, ...shape.metadata }), {
    spec: {
      replicas,
      serviceName: 'db',
      podManagementPolicy: 'OrderedReady',
      selector: { matchLabels: { app: 'db' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 }, ...shape.strategy },
    },
    status: {
      observedGeneration: 4,
      replicas,
      readyReplicas: ready,
      availableReplicas: available,
      currentReplicas: replicas - updated,
      updatedReplicas: updated,
      currentRevision,
      updateRevision,
      collisionCount: 0,
      ...shape.status,
    },
  });
}

const onDelete = { type: 'OnDelete', rollingUpdate: undefined };
const partition = (count: number) => ({ rollingUpdate: { partition: count } });
const next = { updateRevision: 'db-6d8' };

export const statefulSetCases: readonly Case[] = [
  { name: 'rolled out', object: statefulSet(), is: 'healthy Healthy', says: '3 wanted: 3 ready' },
  { name: 'scaled to nothing', object: statefulSet({ replicas: 0 }), is: 'healthy Healthy' },
  { name: 'being deleted', object: statefulSet({ metadata: deleted }), is: 'terminating Terminating' },
  { name: 'no status yet', object: { ...statefulSet(), status: { replicas: 0 } }, is: 'progressing NotObserved' },
  {
    name: 'changed, and not seen yet',
    object: statefulSet({ metadata: { generation: 5 } }),
    is: 'progressing NotObserved',
  },
  { name: 'one pod is not ready', object: statefulSet({ ready: 2 }), is: 'progressing RolloutProgressing' },
  { name: 'ready, and not available yet', object: statefulSet({ available: 2 }), is: 'progressing RolloutProgressing' },
  { name: 'one pod is still old', object: statefulSet({ updated: 2, ...next }), is: 'progressing RolloutProgressing' },
  {
    name: 'all pods are updated, and the revision is not the current one yet',
    object: statefulSet(next),
    is: 'progressing RolloutProgressing',
    says: 'revision db-6d8 is not the current one yet',
  },
  {
    name: 'a partition holds two pods back, the third is updated',
    object: statefulSet({ updated: 1, ...next, strategy: partition(2) }),
    is: 'healthy Healthy',
    says: 'partition 2',
  },
  {
    name: 'a partition holds two pods back, and the third is not updated yet',
    object: statefulSet({ updated: 0, ...next, strategy: partition(2) }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'OnDelete, and one pod is not ready: kstatus and gitops-engine do not look',
    object: statefulSet({ ready: 2, strategy: onDelete }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'OnDelete, and the change waits for somebody to delete the pods',
    object: statefulSet({ updated: 0, ...next, strategy: onDelete }),
    is: 'healthy Healthy',
    says: 'OnDelete',
  },
  { name: 'scaling down', object: statefulSet({ replicas: 1, ready: 3 }), is: 'progressing RolloutProgressing' },
];
