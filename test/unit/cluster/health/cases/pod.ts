/** Pod: what the kubelet and the scheduler write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, condition, deleted, type Fields, now, object, ownedBy } from './case.ts';
import { deployment, replicaSet } from './deployment.ts';
import { job } from './job.ts';
import { container, ended, hash, image, type PodShape, pod, waiting } from './pod-object.ts';
import { statefulSet } from './stateful-set.ts';

/** A pod that nobody controls. */
const alone = (shape: PodShape): KubeObject =>
  pod({ ...shape, metadata: { name: 'debug', ownerReferences: undefined, ...shape.metadata } });

/** A pod that waits for its init container `migrate`. */
const initialising = (state: Fields, spec: Fields = {}): KubeObject =>
  pod({
    phase: 'Pending',
    spec: { initContainers: [{ name: 'migrate', image, ...spec }] },
    app: waiting('PodInitializing'),
    status: {
      initContainerStatuses: [container('migrate', { ready: false, started: false, ...state })],
      conditions: [
        condition('Initialized', 'False', 'ContainersNotInitialized', {
          message: 'containers with incomplete status: [migrate]',
        }),
        condition('Ready', 'False', 'ContainersNotReady'),
        condition('PodScheduled', 'True'),
      ],
    },
  });

const unscheduled = (reason: string, message: string, seconds: number): KubeObject =>
  pod({
    phase: 'Pending',
    spec: { nodeName: undefined },
    status: {
      conditions: [condition('PodScheduled', 'False', reason, { message, lastTransitionTime: ago(seconds) })],
      containerStatuses: undefined,
      startTime: undefined,
    },
  });

const crashing = {
  ...waiting('CrashLoopBackOff', 'back-off 2m40s restarting failed container=app pod=web-7d4b9c6f5-x2k8p_shop'),
  restartCount: 5,
  lastState: ended(1, 'Error'),
};
const unpulled = waiting('ImagePullBackOff', `Back-off pulling image "${image}": ErrImagePull: manifest unknown`);
const ofJob = {
  name: 'import-29-x7c2d',
  labels: { 'job-name': 'import-29' },
  ...ownedBy('batch/v1', 'Job', 'import-29'),
};
const ofSet = (revision: string) => ({
  name: 'db-0',
  labels: { app: 'db', 'controller-revision-hash': revision, 'apps.kubernetes.io/pod-index': '0' },
  ...ownedBy('apps/v1', 'StatefulSet', 'db'),
});
const evicted: PodShape = {
  phase: 'Failed',
  status: {
    reason: 'Evicted',
    message: 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 92Mi.',
    containerStatuses: undefined,
  },
};
const earlier = (since: number | undefined, restarts: Readonly<Record<string, number>> = {}) => ({
  earlier: { pullTroubleSince: () => since, restartsBefore: () => restarts },
});

export const podCases: readonly Case[] = [
  { name: 'running and ready', object: pod(), is: 'healthy Healthy', says: 'Running' },
  { name: 'being deleted', object: pod({ metadata: deleted }), is: 'terminating Terminating' },
  {
    name: 'being deleted, and a finalizer holds it',
    object: pod({ metadata: { ...deleted, finalizers: ['batch.kubernetes.io/job-tracking'] } }),
    is: 'terminating Terminating',
    says: 'batch.kubernetes.io/job-tracking',
  },
  {
    name: 'resized, and the kubelet has not seen it yet',
    object: pod({ metadata: { generation: 2 }, status: { observedGeneration: 1 } }),
    is: 'progressing NotObserved',
  },
  { name: 'accepted a moment ago, no status yet', object: { ...pod(), status: {} }, is: 'progressing Pending' },
  {
    name: 'its container is being created',
    object: pod({ phase: 'Pending', app: waiting('ContainerCreating') }),
    is: 'progressing ContainerCreating',
  },
  {
    name: 'running, its readiness probe has not passed yet',
    object: pod({ app: { ready: false } }),
    is: 'progressing NotReady',
    says: 'waits for container app',
  },
  {
    name: 'running, its containers are ready, its readiness gate is not',
    object: pod({
      spec: { readinessGates: [{ conditionType: 'target-health.elbv2.k8s.aws/web' }] },
      ready: false,
    }),
    is: 'progressing NotReady',
    says: 'readiness gates',
  },
  {
    name: 'running, not ready, and it has crashed before: kubectl shows Running',
    object: pod({ app: { ready: false, restartCount: 1, lastState: ended(1, 'Error') } }),
    is: 'failed CrashedNotReady',
    says: 'exit code 1',
  },
  {
    name: 'crash loop',
    object: pod({ app: crashing }),
    is: 'failed CrashLoopBackOff',
    says: 'container app ended (Error, exit code 1)',
  },
  {
    name: 'killed for its memory, before the kubelet starts it again',
    object: pod({ app: { ready: false, state: ended(137, 'OOMKilled') } }),
    is: 'failed OOMKilled',
    says: 'exit code 137',
  },
  {
    name: 'ended without an error and is about to be started again',
    object: pod({ app: { ready: false, state: ended(0, 'Completed') } }),
    is: 'progressing NotReady',
    says: 'Completed',
  },
  {
    name: 'a Secret that it needs does not exist',
    object: pod({ phase: 'Pending', app: waiting('CreateContainerConfigError', 'secret "db" not found') }),
    is: 'failed CreateContainerConfigError',
    says: 'secret "db" not found',
  },
  {
    name: 'the runtime refuses its container',
    object: pod({ phase: 'Pending', app: waiting('CreateContainerError', 'context deadline exceeded') }),
    is: 'failed CreateContainerError',
  },
  {
    name: 'its command does not exist',
    object: pod({ app: waiting('RunContainerError', 'exec: "/bin/serve": no such file or directory') }),
    is: 'failed RunContainerError',
  },
  {
    name: 'the name of its image is none',
    object: pod({ phase: 'Pending', app: waiting('InvalidImageName', 'couldn\'t parse image name "Web:1"') }),
    is: 'failed InvalidImageName',
  },
  {
    name: 'its image may not be pulled and is not on the node',
    object: pod({ phase: 'Pending', app: waiting('ErrImageNeverPull') }),
    is: 'failed ErrImageNeverPull',
  },
  {
    name: 'its image cannot be pulled, seen for the first time',
    object: pod({ phase: 'Pending', app: unpulled }),
    known: earlier(undefined),
    is: 'progressing ImagePullBackOff',
    says: 'manifest unknown',
  },
  {
    name: 'its image cannot be pulled, seen 29 seconds ago as well',
    object: pod({ phase: 'Pending', app: unpulled }),
    known: earlier(now - 29_000),
    is: 'progressing ImagePullBackOff',
  },
  {
    name: 'its image cannot be pulled, seen 30 seconds ago as well',
    object: pod({ phase: 'Pending', app: unpulled }),
    known: earlier(now - 30_000),
    is: 'failed ImagePullBackOff',
  },
  {
    name: 'its image cannot be pulled, by the other name of that',
    object: pod({ phase: 'Pending', app: waiting('ErrImagePull', 'failed to pull and unpack image: not found') }),
    known: earlier(now - 60_000),
    is: 'failed ErrImagePull',
  },
  {
    name: 'the registry does not answer',
    object: pod({ phase: 'Pending', app: waiting('RegistryUnavailable') }),
    known: earlier(now - 60_000),
    is: 'failed RegistryUnavailable',
  },
  {
    name: 'its init container runs',
    object: initialising({ state: { running: { startedAt: ago(5) } } }),
    is: 'progressing Init:0/1',
  },
  {
    name: 'its init container is in a crash loop, which the containers do not show',
    object: initialising({ ...crashing, lastState: ended(3, 'Error') }),
    is: 'failed CrashLoopBackOff',
    says: 'Init:CrashLoopBackOff',
  },
  {
    name: 'its init container ended with an error',
    object: initialising({ state: ended(2, 'Error') }),
    is: 'failed Error',
    says: 'Init:Error',
  },
  {
    name: 'the image of its init container cannot be pulled',
    object: initialising(unpulled),
    known: earlier(now - 45_000),
    is: 'failed ImagePullBackOff',
    says: 'Init:ImagePullBackOff',
  },
  {
    name: 'its sidecar is in a crash loop',
    object: initialising(crashing, { restartPolicy: 'Always' }),
    is: 'failed CrashLoopBackOff',
  },
  {
    name: 'no node has the memory, for 20 seconds',
    object: unscheduled('Unschedulable', '0/3 nodes are available: 3 Insufficient memory.', 20),
    is: 'progressing Unschedulable',
    says: '3 Insufficient memory',
  },
  {
    name: 'no node has the memory, for a minute',
    object: unscheduled('Unschedulable', '0/3 nodes are available: 3 Insufficient memory.', 60),
    is: 'failed Unschedulable',
  },
  {
    name: 'held back by a scheduling gate, however long',
    object: unscheduled('SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates', 86_400),
    is: 'progressing SchedulingGated',
  },
  {
    name: 'restarted 90 times, all before anybody watched',
    object: pod({ app: { restartCount: 90, lastState: ended(1, 'Error') } }),
    known: earlier(undefined, { app: 90 }),
    is: 'healthy Healthy',
  },
  {
    name: 'restarted while somebody watches, and ready again',
    object: pod({ app: { restartCount: 91, lastState: ended(1, 'Error') } }),
    known: earlier(undefined, { app: 90 }),
    is: 'failed Restarting',
    says: 'restarted 1 times while watched',
  },
  {
    name: 'its node is gone',
    object: pod({ phase: 'Unknown', ready: false, status: { reason: 'NodeLost' } }),
    is: 'unknown NodeUnreachable',
  },

  {
    name: 'failed, and nobody makes another one: kstatus calls that current',
    object: alone({
      phase: 'Failed',
      app: { ready: false, state: ended(1, 'Error') },
      spec: { restartPolicy: 'Never' },
    }),
    is: 'failed Error',
    says: 'exit code 1',
  },
  {
    name: 'evicted, and nobody makes another one',
    object: alone(evicted),
    is: 'failed Evicted',
    says: 'low on resource',
  },
  {
    name: 'evicted, and its Deployment is well without it',
    object: pod(evicted),
    related: [deployment(), replicaSet(`web-${hash}`)],
    is: 'healthy Healthy',
    says: 'Deployment shop/web is healthy without it',
  },
  {
    name: 'evicted, and its Deployment works on another one',
    object: pod(evicted),
    related: [deployment({ ready: 2 }), replicaSet(`web-${hash}`)],
    is: 'progressing Evicted',
  },
  {
    name: 'a static pod that failed: its node is well and makes no other one',
    object: pod({ ...evicted, metadata: { name: 'kube-proxy-node-1', ...ownedBy('v1', 'Node', 'node-1') } }),
    related: [object('v1', 'Node', { name: 'node-1' }, { status: { conditions: [condition('Ready', 'True')] } })],
    is: 'failed Evicted',
  },
  {
    name: 'failed, and its Job has tried again and is complete',
    object: pod({ phase: 'Failed', metadata: ofJob, app: { ready: false, state: ended(1, 'Error') } }),
    related: [job('complete')],
    is: 'healthy Healthy',
    says: 'Job shop/import-29 is healthy without it',
  },
  {
    name: 'failed, and its Job tries again',
    object: pod({ phase: 'Failed', metadata: ofJob, app: { ready: false, state: ended(1, 'Error') } }),
    related: [job('running')],
    is: 'progressing Error',
  },
  {
    name: 'failed, and so has its Job',
    object: pod({ phase: 'Failed', metadata: ofJob, app: { ready: false, state: ended(1, 'Error') } }),
    related: [job('failed')],
    is: 'failed Error',
  },
  {
    name: 'done, for a Job',
    object: pod({ phase: 'Succeeded', metadata: ofJob, app: { ready: false, state: ended(0, 'Completed') } }),
    is: 'healthy Healthy',
    says: 'Completed',
  },
  {
    name: 'done, and was to run once',
    object: alone({ phase: 'Succeeded', spec: { restartPolicy: 'OnFailure' }, app: { state: ended(0, 'Completed') } }),
    is: 'healthy Healthy',
  },
  {
    name: 'done, and was to run for ever',
    object: pod({ phase: 'Succeeded', app: { ready: false, state: ended(0, 'Completed') } }),
    is: 'failed Completed',
    says: 'restartPolicy Always',
  },
  {
    name: 'crash loop of an old revision that is being replaced',
    object: pod({ app: crashing }),
    related: [deployment({ ready: 2, revision: '4' }), replicaSet(`web-${hash}`, { revision: '3' })],
    is: 'progressing BeingReplaced',
    says: 'CrashLoopBackOff',
  },
  {
    name: 'crash loop of the revision that is rolled out',
    object: pod({ app: crashing }),
    related: [deployment({ ready: 2, revision: '4' }), replicaSet(`web-${hash}`, { revision: '4' })],
    is: 'failed CrashLoopBackOff',
  },
  {
    name: 'crash loop of an old revision, and the rollout that was to replace it has failed',
    object: pod({ app: crashing }),
    related: [deployment({ revision: '4', stuck: true }), replicaSet(`web-${hash}`, { revision: '3' })],
    is: 'failed CrashLoopBackOff',
  },
  {
    name: 'crash loop of a StatefulSet pod of the old revision',
    object: pod({ metadata: ofSet('db-5c9'), app: crashing }),
    related: [statefulSet({ ready: 2, updated: 2, updateRevision: 'db-6d8' })],
    is: 'progressing BeingReplaced',
  },
  {
    name: 'crash loop of a StatefulSet pod of the new revision',
    object: pod({ metadata: ofSet('db-6d8'), app: crashing }),
    related: [statefulSet({ ready: 2, updated: 1, updateRevision: 'db-6d8' })],
    is: 'failed CrashLoopBackOff',
  },
];
