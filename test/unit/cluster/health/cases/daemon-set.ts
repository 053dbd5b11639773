/** DaemonSet: what its controller writes. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, deleted, type Fields, meta, object } from './case.ts';

function daemonSet(desired: number, status: Fields = {}, metadata: Fields = {}): KubeObject {
  return object('apps/v1', 'DaemonSet', meta('log-shipper', { generation: 3, ...metadata }), {
    spec: {
      selector: { matchLabels: { app: 'log-shipper' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    },
    status: {
      observedGeneration: 3,
      desiredNumberScheduled: desired,
      currentNumberScheduled: desired,
      numberMisscheduled: 0,
      updatedNumberScheduled: desired,
      numberReady: desired,
      numberAvailable: desired,
      ...status,
    },
  });
}

export const daemonSetCases: readonly Case[] = [
  { name: 'on every node', object: daemonSet(3), is: 'healthy Healthy', says: '3 wanted' },
  { name: 'no node matches: a pass with a note', object: daemonSet(0), is: 'healthy Healthy', says: 'it runs nowhere' },
  { name: 'being deleted', object: daemonSet(3, {}, deleted), is: 'terminating Terminating' },
  { name: 'changed, and not seen yet', object: daemonSet(3, {}, { generation: 4 }), is: 'progressing NotObserved' },
  { name: 'no status yet', object: daemonSet(3, { observedGeneration: undefined }), is: 'progressing NotObserved' },
  {
    name: 'a node has no pod yet',
    object: daemonSet(3, { currentNumberScheduled: 2, numberReady: 2, numberAvailable: 2, updatedNumberScheduled: 2 }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'a node has no pod by now, and the rest is not counted anew yet',
    object: daemonSet(3, { currentNumberScheduled: 2 }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'one pod is still old',
    object: daemonSet(3, { updatedNumberScheduled: 2 }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'one pod is not ready',
    object: daemonSet(3, { numberReady: 2, numberAvailable: 2, numberUnavailable: 1 }),
    is: 'progressing RolloutProgressing',
  },
  {
    name: 'ready, and not available yet',
    object: daemonSet(3, { numberAvailable: 2 }),
    is: 'progressing RolloutProgressing',
  },
];
