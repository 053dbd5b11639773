/** HorizontalPodAutoscaler: what its controller writes. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, condition, deleted, type Fields, meta, object } from './case.ts';

function autoscaler(conditions: readonly object[], metadata: Fields = {}): KubeObject {
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', meta('web', metadata), {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
      ],
    },
    status: {
      currentReplicas: 2,
      desiredReplicas: 2,
      currentMetrics: null,
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  });
}

const able = condition('AbleToScale', 'True', 'ReadyForNewScale', { message: 'recommended size matches current size' });
const active = condition('ScalingActive', 'True', 'ValidMetricFound', {
  message: 'the HPA was able to successfully calculate a replica count from cpu resource utilization',
});
const limited = condition('ScalingLimited', 'True', 'TooManyReplicas', {
  message: 'the desired replica count is more than the maximum replica count',
});
const noMetrics = (seconds: number) =>
  condition('ScalingActive', 'False', 'FailedGetResourceMetric', {
    message: 'the HPA was unable to compute the replica count: no metrics returned from resource metrics API',
    lastTransitionTime: ago(seconds),
  });

export const autoscalerCases: readonly Case[] = [
  {
    name: 'scales',
    object: autoscaler([able, active, condition('ScalingLimited', 'False', 'DesiredWithinRange')]),
    is: 'healthy Healthy',
  },
  { name: 'at its limit: that is its work', object: autoscaler([able, active, limited]), is: 'healthy Healthy' },
  {
    name: 'no metrics, for 30 seconds',
    object: autoscaler([able, noMetrics(30)]),
    is: 'progressing FailedGetResourceMetric',
  },
  {
    name: 'no metrics, for a minute',
    object: autoscaler([able, noMetrics(60)]),
    is: 'failed FailedGetResourceMetric',
    says: 'no metrics returned',
  },
  {
    name: 'what it scales does not exist',
    object: autoscaler([
      condition('AbleToScale', 'False', 'FailedGetScale', { message: 'deployments/scale.apps "web" not found' }),
    ]),
    is: 'failed FailedGetScale',
    says: 'not found',
  },
  {
    name: 'its selector is none',
    object: autoscaler([
      able,
      condition('ScalingActive', 'False', 'InvalidSelector', { message: 'the HPA target has no selector' }),
    ]),
    is: 'failed InvalidSelector',
  },
  {
    name: 'waits after its last change',
    object: autoscaler([condition('AbleToScale', 'False', 'BackoffBoth'), active]),
    is: 'progressing NotScaling',
  },
  {
    name: 'its target has zero replicas: a note',
    object: autoscaler([
      able,
      condition('ScalingActive', 'False', 'ScalingDisabled', {
        message: 'scaling is disabled since the replica count of the target is zero',
      }),
    ]),
    is: 'healthy Healthy',
    says: 'zero replicas',
  },
  { name: 'made a moment ago', object: autoscaler([]), is: 'progressing NotScaling' },
  {
    name: 'as autoscaling/v1 has it: the conditions are an annotation',
    object: {
      ...autoscaler([], {
        annotations: { 'autoscaling.alpha.kubernetes.io/conditions': JSON.stringify([able, noMetrics(300)]) },
      }),
      apiVersion: 'autoscaling/v1',
    },
    is: 'failed FailedGetResourceMetric',
  },
  {
    name: 'as autoscaling/v1 has it, and all is well',
    object: {
      ...autoscaler([], {
        annotations: { 'autoscaling.alpha.kubernetes.io/conditions': JSON.stringify([able, active]) },
      }),
      apiVersion: 'autoscaling/v1',
    },
    is: 'healthy Healthy',
  },
  { name: 'being deleted', object: autoscaler([able, active], deleted), is: 'terminating Terminating' },
];
