/** Gateway API: what gateway controllers write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, clusterMeta, condition, deleted, type Fields, meta, object } from './case.ts';

const told = (type: string, status: 'True' | 'False' | 'Unknown', reason: string, observedGeneration = 2) =>
  condition(type, status, reason, { observedGeneration });
const accepted = told('Accepted', 'True', 'Accepted');
const programmed = told('Programmed', 'True', 'Programmed');
const resolved = told('ResolvedRefs', 'True', 'ResolvedRefs');

function gateway(conditions: readonly object[], more: Fields = {}): KubeObject {
  return object('gateway.networking.k8s.io/v1', 'Gateway', meta('public', { generation: 2, ...more }), {
    spec: { gatewayClassName: 'envoy', listeners: [{ name: 'https', port: 443, protocol: 'HTTPS' }] },
    status: { conditions },
  });
}

function route(parents: readonly (readonly object[])[], kind = 'HTTPRoute'): KubeObject {
  return object('gateway.networking.k8s.io/v1', kind, meta('web', { generation: 2 }), {
    spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] },
    status: { parents: parents.map((conditions) => ({ parentRef: { name: 'public' }, conditions })) },
  });
}

const gatewayClass = (status: 'True' | 'Unknown', reason: string): KubeObject =>
  object('gateway.networking.k8s.io/v1', 'GatewayClass', clusterMeta('envoy', { generation: 2 }), {
    spec: { controllerName: 'example.com/gateway' },
    status: { conditions: [told('Accepted', status, reason)] },
  });

export const gatewayCases: readonly Case[] = [
  { name: 'accepted and programmed', object: gateway([accepted, programmed]), is: 'healthy Healthy' },
  { name: 'being deleted', object: gateway([accepted, programmed], deleted), is: 'terminating Terminating' },
  { name: 'nothing is told', object: gateway([]), is: 'progressing NotAccepted' },
  {
    name: 'waits for its controller',
    object: gateway([told('Accepted', 'Unknown', 'Pending'), told('Programmed', 'Unknown', 'Pending')]),
    is: 'progressing Pending',
  },
  {
    name: 'accepted, and of no address',
    object: gateway([accepted, told('Programmed', 'False', 'AddressNotAssigned')]),
    is: 'progressing AddressNotAssigned',
    says: 'Programmed is False',
  },
  {
    name: 'programmed as it was before',
    object: gateway([accepted, told('Programmed', 'True', 'Programmed', 1)]),
    is: 'progressing NotObserved',
  },
  { name: 'a class with a controller', object: gatewayClass('True', 'Accepted'), is: 'healthy Healthy' },
  { name: 'a class that nobody takes', object: gatewayClass('Unknown', 'Waiting'), is: 'progressing Waiting' },
  { name: 'a route that is accepted', object: route([[accepted, resolved]]), is: 'healthy Healthy', says: 'by public' },
  {
    name: 'a route whose service does not exist',
    object: route([[accepted, told('ResolvedRefs', 'False', 'BackendNotFound')]]),
    is: 'progressing BackendNotFound',
  },
  {
    name: 'a route that one of two controllers refuses',
    object: route([[accepted, resolved], [told('Accepted', 'False', 'NotAllowedByListeners')]]),
    is: 'progressing NotAllowedByListeners',
    says: 'public',
  },
  { name: 'a route that no gateway takes', object: route([], 'GRPCRoute'), is: 'progressing NotAccepted' },
];
