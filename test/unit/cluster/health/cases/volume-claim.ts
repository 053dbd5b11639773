/** PersistentVolumeClaim: what the volume controllers write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, clusterMeta, condition, deleted, type Fields, meta, object } from './case.ts';

function claim(phase: string, { metadata = {}, status = {} }: { metadata?: Fields; status?: Fields } = {}): KubeObject {
  const isBound = phase === 'Bound';
  return object(
    'v1',
    'PersistentVolumeClaim',
    meta('data-db-0', { finalizers: ['kubernetes.io/pvc-protection'], ...metadata }),
    {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '10Gi' } },
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
        ...(isBound || phase === 'Lost' ? { volumeName: 'pvc-6f1d2c3b' } : {}),
      },
      status: {
        phase,
        ...(isBound ? { accessModes: ['ReadWriteOnce'], capacity: { storage: '10Gi' } } : {}),
        ...status,
      },
    },
  );
}

const storageClass = (volumeBindingMode: string) =>
  object('storage.k8s.io/v1', 'StorageClass', clusterMeta('fast'), {
    provisioner: 'ebs.csi.aws.com',
    reclaimPolicy: 'Delete',
    volumeBindingMode,
  });
const event = (type: string, reason: string, message: string) =>
  object('v1', 'Event', meta(`data-db-0.${reason}`), {
    involvedObject: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-db-0' },
    type,
    reason,
    message,
    count: 14,
    lastTimestamp: ago(20),
    source: { component: 'persistentvolume-controller' },
  });
const chosen = { annotations: { 'volume.kubernetes.io/selected-node': 'node-1' } };

export const volumeClaimCases: readonly Case[] = [
  { name: 'bound', object: claim('Bound'), is: 'healthy Healthy', says: 'bound to pvc-6f1d2c3b' },
  {
    name: 'bound, and growing',
    object: claim('Bound', { status: { conditions: [condition('FileSystemResizePending', 'True')] } }),
    is: 'healthy Healthy',
    says: 'being resized',
  },
  { name: 'its volume is gone', object: claim('Lost'), is: 'failed ClaimLost', says: 'pvc-6f1d2c3b is gone' },
  { name: 'waits for a volume', object: claim('Pending'), is: 'progressing ClaimPending', says: 'class fast' },
  {
    name: 'waits for a volume of a class that binds at once',
    object: claim('Pending'),
    related: [storageClass('Immediate')],
    is: 'progressing ClaimPending',
  },
  {
    name: 'waits for the first pod that uses it: a note',
    object: claim('Pending'),
    related: [storageClass('WaitForFirstConsumer')],
    is: 'healthy Healthy',
    says: 'first pod that uses it',
  },
  {
    name: 'waits for the first pod, as an event says',
    object: claim('Pending'),
    related: [event('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')],
    is: 'healthy Healthy',
    says: 'first pod that uses it',
  },
  {
    name: 'a pod that uses it has its node: now a volume is made',
    object: claim('Pending', { metadata: chosen }),
    related: [storageClass('WaitForFirstConsumer')],
    is: 'progressing ClaimPending',
  },
  {
    name: 'no volume can be made',
    object: claim('Pending', { metadata: chosen }),
    related: [
      storageClass('WaitForFirstConsumer'),
      event('Warning', 'ProvisioningFailed', 'rpc error: code = ResourceExhausted desc = volume limit exceeded'),
    ],
    is: 'progressing ProvisioningFailed',
    says: 'volume limit exceeded',
  },
  {
    name: 'being deleted while a pod uses it',
    object: claim('Bound', { metadata: deleted }),
    is: 'terminating Terminating',
    says: 'pvc-protection',
  },
];
