/** The rule of Service with its EndpointSlices, case by case. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../../src/cluster/health/health.ts';
import { readyEndpoints, serviceHealth } from '../../../../src/cluster/health/service.ts';
import type { EndpointSlice, Service } from '../../../../src/cluster/kube-object.ts';
import { endpointSlice, service } from '../../../support/kubernetes-objects.ts';

type Endpoint = NonNullable<EndpointSlice['endpoints']>[number];

const web = (spec: Parameters<typeof service>[1] = {}) => service('shop/web', spec);
const slice = (...pods: string[]) => endpointSlice('shop/web', pods);
const withConditions = (conditions: NonNullable<Endpoint['conditions']>): EndpointSlice => ({
  ...slice(),
  endpoints: [{ addresses: ['10.0.0.1'], conditions }],
});
const two = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'metrics', port: 9090, targetPort: 'metrics' },
];
const balanced = (ingress: readonly object[] = []): Service => ({
  ...web({ type: 'LoadBalancer' }),
  status: { loadBalancer: { ingress } },
});

const cases: readonly [string, Service, readonly EndpointSlice[], Verdict, string][] = [
  ['one ready endpoint', web(), [slice('web-1')], 'healthy', 'Healthy'],
  ['no slice', web(), [], 'progressing', 'NoReadyEndpoints'],
  ['an empty slice', web(), [slice()], 'progressing', 'NoReadyEndpoints'],
  ['none ready', web(), [endpointSlice('shop/web', ['web-1'], false)], 'progressing', 'NoReadyEndpoints'],
  ['ready left out means ready', web(), [withConditions({})], 'healthy', 'Healthy'],
  [
    'serving while terminating only drains',
    web(),
    [withConditions({ ready: false, serving: true, terminating: true })],
    'progressing',
    'NoReadyEndpoints',
  ],
  [
    'publishNotReadyAddresses: ready is always true, serving decides',
    web({ publishNotReadyAddresses: true }),
    [withConditions({ ready: true, serving: false })],
    'progressing',
    'NoReadyEndpoints',
  ],
  [
    'publishNotReadyAddresses and serving',
    web({ publishNotReadyAddresses: true }),
    [withConditions({ ready: true, serving: true })],
    'healthy',
    'Healthy',
  ],
  [
    'publishNotReadyAddresses, draining',
    web({ publishNotReadyAddresses: true }),
    [withConditions({ ready: true, serving: true, terminating: true })],
    'progressing',
    'NoReadyEndpoints',
  ],
  ['a second port without endpoints', web({ ports: two }), [slice('web-1')], 'progressing', 'PortWithoutEndpoints'],
  [
    'a slice for each port',
    web({ ports: two }),
    [slice('web-1'), { ...slice('web-1'), ports: [{ name: 'metrics', port: 9090 }] }],
    'healthy',
    'Healthy',
  ],
  [
    'a slice without ports: no container has the named port',
    web(),
    [{ ...slice('web-1'), ports: [] }],
    'progressing',
    'PortWithoutEndpoints',
  ],
  [
    'a port without a name',
    web({ ports: [{ port: 80 }] }),
    [{ ...slice('web-1'), ports: [{ port: 8080 }] }],
    'healthy',
    'Healthy',
  ],
  ['headless with endpoints', web({ clusterIP: 'None' }), [slice('web-1')], 'healthy', 'Healthy'],
  [
    'headless without ports',
    web({ clusterIP: 'None', ports: undefined }),
    [{ ...slice('web-1'), ports: null }],
    'healthy',
    'Healthy',
  ],
  ['headless without endpoints', web({ clusterIP: 'None' }), [], 'progressing', 'NoReadyEndpoints'],
  ['external name', web({ type: 'ExternalName' }), [], 'healthy', 'Healthy'],
  ['load balancer with an address', balanced([{ ip: '192.0.2.7' }]), [slice('web-1')], 'healthy', 'Healthy'],
  ['load balancer with a host name', balanced([{ hostname: 'lb.example' }]), [slice('web-1')], 'healthy', 'Healthy'],
  ['load balancer without an address', balanced(), [slice('web-1')], 'healthy', 'Healthy'],
  ['load balancer without endpoints', balanced([{ ip: '192.0.2.7' }]), [], 'progressing', 'NoReadyEndpoints'],
  [
    'being deleted',
    { ...web(), metadata: { name: 'web', deletionTimestamp: '2026-01-31T12:00:00Z' } },
    [slice('web-1')],
    'terminating',
    'Terminating',
  ],
];

describe('serviceHealth', () => {
  test.each(cases)('%s', (_name, object, slices, verdict, reason) => {
    const health = serviceHealth(object, { slices, addressRequired: false });
    expect({ verdict: health.verdict, reason: health.reason }).toEqual({ verdict, reason });
  });

  test('a load balancer without an address is a note, unless the address is asked for', () => {
    const slices = [slice('web-1')];
    expect(serviceHealth(balanced(), { slices, addressRequired: false }).notes).toHaveLength(1);
    expect(serviceHealth(balanced(), { slices, addressRequired: true })).toMatchObject({
      verdict: 'progressing',
      reason: 'NoLoadBalancerAddress',
    });
  });
});

test('readyEndpoints counts a pod once, however many slices and address families it stands in', () => {
  const six = { ...slice('web-1', 'web-2'), addressType: 'IPv6' };
  expect(readyEndpoints(web(), [slice('web-1'), six]).size).toBe(2);
  const unnamed: EndpointSlice = {
    ...slice(),
    endpoints: [{ addresses: ['192.0.2.1'] }, { addresses: ['192.0.2.2'] }],
  };
  expect(readyEndpoints(web(), [unnamed]).size).toBe(2);
});
