/** Kinds without a rule of their own. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, condition, deleted, type Fields, meta, object } from './case.ts';

function widget(
  conditions: readonly object[],
  status: Fields = { observedGeneration: 2 },
  metadata: Fields = {},
): KubeObject {
  return object('example.com/v1', 'Widget', meta('blue', { generation: 2, ...metadata }), {
    spec: { size: 3 },
    status: { ...status, conditions },
  });
}

const ready = condition('Ready', 'True', 'Working', { message: 'all parts work' });
const reconciling = condition('Reconciling', 'True', 'NewGeneration', { message: 'building' });
const stalled = condition('Stalled', 'True', 'InvalidSpec', { message: 'size must be even' });

export const anyKindCases: readonly Case[] = [
  { name: 'Ready is True', object: widget([ready]), is: 'healthy Healthy', says: 'all parts work' },
  {
    name: 'Ready is False',
    object: widget([condition('Ready', 'False', 'Building', { message: 'one part of three' })]),
    is: 'progressing Building',
  },
  { name: 'Ready is Unknown', object: widget([condition('Ready', 'Unknown')]), is: 'progressing NotReady' },
  {
    name: 'Available is True, nothing else is told',
    object: widget([condition('Available', 'True')]),
    is: 'healthy Healthy',
  },
  {
    name: 'Available is False',
    object: widget([condition('Available', 'False', 'NoEndpoints')]),
    is: 'progressing NoEndpoints',
  },
  {
    name: 'Ready is False counts before Available is True, wherever they stand',
    object: widget([condition('Available', 'True'), condition('Ready', 'False', 'Broken')]),
    is: 'progressing Broken',
  },
  {
    name: 'says nothing: it exists',
    object: object('v1', 'ConfigMap', meta('settings')),
    is: 'healthy Healthy',
    says: 'exists',
  },
  {
    name: 'a Secret: it exists, and nothing of it is told',
    object: object('v1', 'Secret', meta('db'), { type: 'Opaque', data: { password: 'aHVudGVyMg==' } }),
    is: 'healthy Healthy',
    says: 'exists',
  },
  {
    name: 'its status is of an older generation',
    object: widget([ready], { observedGeneration: 1 }),
    is: 'progressing NotObserved',
  },
  {
    name: 'its status tells a generation as text, as Argo Rollouts do',
    object: widget([ready], { observedGeneration: '1' }),
    is: 'progressing NotObserved',
  },
  {
    name: 'its status tells no generation, and Ready is of an older one',
    object: widget([{ ...ready, observedGeneration: 1 }], {}),
    is: 'progressing NotObserved',
  },
  {
    name: 'its status tells no generation, and Available is of this one',
    object: widget([condition('Available', 'True', 'Up', { observedGeneration: 2 })], {}),
    is: 'healthy Healthy',
  },
  { name: 'its status tells no generation', object: widget([ready], {}), is: 'healthy Healthy' },
  {
    name: 'Reconciling',
    object: widget([reconciling, condition('Ready', 'True')]),
    is: 'progressing NewGeneration',
    says: 'building',
  },
  { name: 'Reconciling is False', object: widget([condition('Reconciling', 'False'), ready]), is: 'healthy Healthy' },
  {
    name: 'Stalled beats Reconciling',
    object: widget([stalled, reconciling]),
    is: 'failed InvalidSpec',
    says: 'size must be even',
  },
  {
    name: 'Stalled beats Reconciling that stands before it: kstatus takes the first',
    object: widget([reconciling, stalled]),
    is: 'failed InvalidSpec',
  },
  { name: 'Stalled, although Ready is True', object: widget([ready, stalled]), is: 'failed InvalidSpec' },
  {
    name: 'Stalled at an older generation: the new one may mend it',
    object: widget([stalled], { observedGeneration: 1 }),
    is: 'progressing NotObserved',
  },
  { name: 'being deleted, although Ready', object: widget([ready], {}, deleted), is: 'terminating Terminating' },
  {
    name: 'an API service that does not answer',
    object: object(
      'apiregistration.k8s.io/v1',
      'APIService',
      { name: 'v1beta1.metrics.k8s.io' },
      {
        status: {
          conditions: [
            condition('Available', 'False', 'MissingEndpoints', {
              message: 'endpoints for service/metrics-server have no addresses',
            }),
          ],
        },
      },
    ),
    is: 'progressing MissingEndpoints',
  },
  {
    name: 'a certificate that is being issued',
    object: object('cert-manager.io/v1', 'Certificate', meta('shop-tls', { generation: 1 }), {
      status: {
        conditions: [
          condition('Issuing', 'True', 'DoesNotExist', { message: 'Issuing certificate as Secret does not exist' }),
          condition('Ready', 'False', 'DoesNotExist', { message: 'Issuing certificate as Secret does not exist' }),
        ],
      },
    }),
    is: 'progressing DoesNotExist',
  },
];
