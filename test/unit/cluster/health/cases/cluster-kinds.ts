/** PodDisruptionBudget, CustomResourceDefinition, Node and Namespace. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, clusterMeta, condition, deleted, type Fields, meta, object } from './case.ts';

function budget(allowed: number, conditions: readonly object[], metadata: Fields = {}): KubeObject {
  return object('policy/v1', 'PodDisruptionBudget', meta('web', { generation: 1, ...metadata }), {
    spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    status: {
      observedGeneration: 1,
      disruptionsAllowed: allowed,
      currentHealthy: 2 + allowed,
      desiredHealthy: 2,
      expectedPods: 3,
      conditions,
    },
  });
}

export const disruptionBudgetCases: readonly Case[] = [
  {
    name: 'allows a disruption',
    object: budget(1, [condition('DisruptionAllowed', 'True', 'SufficientPods')]),
    is: 'healthy Healthy',
    says: '1 disruptions allowed',
  },
  {
    name: 'allows none now: that is its work',
    object: budget(0, [condition('DisruptionAllowed', 'False', 'InsufficientPods')]),
    is: 'healthy Healthy',
    says: 'may be evicted',
  },
  {
    name: 'cannot count its pods',
    object: budget(0, [
      condition('DisruptionAllowed', 'False', 'SyncFailed', {
        message: 'jobs.batch does not implement the scale subresource',
      }),
    ]),
    is: 'failed SyncFailed',
    says: 'scale subresource',
  },
  {
    name: 'as policy/v1beta1 has it, without conditions',
    object: { ...budget(1, []), apiVersion: 'policy/v1beta1' },
    is: 'healthy Healthy',
  },
  { name: 'changed, and not seen yet', object: budget(1, [], { generation: 2 }), is: 'progressing NotObserved' },
  { name: 'no status yet', object: { ...budget(1, []), status: {} }, is: 'progressing NotObserved' },
];

function definition(conditions: readonly object[], metadata: Fields = {}): KubeObject {
  return object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    clusterMeta('widgets.example.com', { generation: 1, ...metadata }),
    {
      spec: { group: 'example.com', names: { kind: 'Widget', plural: 'widgets' }, scope: 'Namespaced' },
      status: { acceptedNames: { kind: 'Widget', plural: 'widgets' }, conditions, storedVersions: ['v1'] },
    },
  );
}

const accepted = condition('NamesAccepted', 'True', 'NoConflicts', { message: 'no conflicts found' });
const established = condition('Established', 'True', 'InitialNamesAccepted', {
  message: 'the initial names have been accepted',
});

export const resourceDefinitionCases: readonly Case[] = [
  { name: 'established', object: definition([accepted, established]), is: 'healthy Healthy' },
  {
    name: 'another definition has its names',
    object: definition([
      condition('NamesAccepted', 'False', 'PluralConflict', { message: '"widgets" is already in use' }),
      condition('Established', 'False', 'NotAccepted', { message: 'not all names are accepted' }),
    ]),
    is: 'failed PluralConflict',
    says: 'already in use',
  },
  {
    name: 'being established',
    object: definition([accepted, condition('Established', 'False', 'Installing')]),
    is: 'progressing Installing',
  },
  {
    name: 'names are accepted, nothing else is told',
    object: definition([accepted]),
    is: 'progressing NotEstablished',
  },
  {
    name: 'established, and nothing of its names',
    object: definition([established]),
    is: 'progressing InitialNamesAccepted',
  },
  { name: 'made a moment ago', object: definition([]), is: 'progressing NotEstablished' },
  {
    name: 'its schema is not structural: a note',
    object: definition([accepted, established, condition('NonStructuralSchema', 'True', 'Violations')]),
    is: 'healthy Healthy',
    says: 'not structural',
  },
  {
    name: 'its objects are being deleted',
    object: definition([
      accepted,
      established,
      condition('Terminating', 'True', 'InstanceDeletionInProgress', {
        message: 'CustomResource deletion is in progress',
      }),
    ]),
    is: 'terminating Terminating',
    says: 'in progress',
  },
  { name: 'being deleted', object: definition([accepted, established], deleted), is: 'terminating Terminating' },
];

function node(ready: object, more: readonly object[] = [], spec: Fields = {}): KubeObject {
  return object('v1', 'Node', clusterMeta('node-1', { labels: { 'kubernetes.io/hostname': 'node-1' } }), {
    spec: { podCIDR: '10.244.0.0/24', ...spec },
    status: {
      capacity: { cpu: '8', memory: '16Gi', pods: '110' },
      conditions: [
        ...more,
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        ready,
      ],
      nodeInfo: { kubeletVersion: 'v1.33.1', osImage: 'Ubuntu 24.04', containerRuntimeVersion: 'containerd://2.0.4' },
    },
  });
}

const nodeReady = condition('Ready', 'True', 'KubeletReady', { message: 'kubelet is posting ready status' });
const networkMissing = (seconds: number) =>
  condition('Ready', 'False', 'KubeletNotReady', {
    message: 'container runtime network not ready: cni plugin not initialized',
    lastTransitionTime: ago(seconds),
  });

export const nodeCases: readonly Case[] = [
  { name: 'ready', object: node(nodeReady), is: 'healthy Healthy' },
  { name: 'starts, for 20 seconds', object: node(networkMissing(20)), is: 'progressing KubeletNotReady' },
  {
    name: 'not ready, for ten minutes',
    object: node(networkMissing(600)),
    is: 'failed KubeletNotReady',
    says: 'cni plugin',
  },
  {
    name: 'its kubelet says nothing any more',
    object: node(
      condition('Ready', 'Unknown', 'NodeStatusUnknown', { message: 'Kubelet stopped posting node status.' }),
    ),
    is: 'failed NodeStatusUnknown',
  },
  {
    name: 'short of memory: a note',
    object: node(nodeReady, [condition('MemoryPressure', 'True', 'KubeletHasInsufficientMemory')]),
    is: 'healthy Healthy',
    says: 'MemoryPressure',
  },
  {
    name: 'cordoned: a note',
    object: node(nodeReady, [], { unschedulable: true }),
    is: 'healthy Healthy',
    says: 'cordoned',
  },
  {
    name: 'joined a moment ago',
    object: object('v1', 'Node', clusterMeta('node-2'), { status: {} }),
    is: 'progressing NotReady',
  },
];

const namespace = (phase: string, conditions: readonly object[] = [], metadata: Fields = {}): KubeObject =>
  object('v1', 'Namespace', clusterMeta('shop', { labels: { 'kubernetes.io/metadata.name': 'shop' }, ...metadata }), {
    spec: { finalizers: ['kubernetes'] },
    status: { phase, ...(conditions.length > 0 ? { conditions } : {}) },
  });

export const namespaceCases: readonly Case[] = [
  { name: 'active', object: namespace('Active'), is: 'healthy Healthy', says: 'Active' },
  { name: 'being deleted', object: namespace('Terminating', [], deleted), is: 'terminating Terminating' },
  { name: 'its phase alone says that it goes', object: namespace('Terminating'), is: 'terminating Terminating' },
  {
    name: 'cannot be deleted: an API does not answer',
    object: namespace(
      'Terminating',
      [
        condition('NamespaceDeletionDiscoveryFailure', 'True', 'DiscoveryFailed', {
          message: 'Discovery failed for some groups: metrics.k8s.io/v1beta1',
        }),
        condition('NamespaceContentRemaining', 'True', 'SomeResourcesRemain', {
          message: 'widgets.example.com has 1 resource instances',
        }),
      ],
      deleted,
    ),
    is: 'terminating Terminating',
    says: 'metrics.k8s.io/v1beta1; widgets.example.com has 1',
  },
  { name: 'as a manifest has it', object: object('v1', 'Namespace', clusterMeta('shop')), is: 'healthy Healthy' },
];
