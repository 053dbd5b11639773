/** Service and EndpointSlice: what the endpoint slice controller and load balancers write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, deleted, type Fields, meta, object } from './case.ts';
import { pod } from './pod-object.ts';

const http = { name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 };
const metrics = { name: 'metrics', port: 9090, protocol: 'TCP', targetPort: 'metrics' };

export function service(spec: Fields = {}, rest: { status?: Fields; metadata?: Fields } = {}): KubeObject {
  return object('v1', 'Service', meta('web', { labels: { app: 'web' }, ...rest.metadata }), {
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.96.114.20',
      clusterIPs: ['10.96.114.20'],
      ipFamilies: ['IPv4'],
      selector: { app: 'web' },
      ports: [http],
      ...spec,
    },
    status: { loadBalancer: {}, ...rest.status },
  });
}

interface Endpoint {
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
}

/** An endpoint for each entry, in the order of their addresses. */
export function slice(endpoints: readonly (Endpoint | undefined)[], rest: Fields = {}, name = 'web-x7k2p'): KubeObject {
  return object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    meta(name, { labels: { 'kubernetes.io/service-name': 'web' } }),
    {
      addressType: 'IPv4',
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      endpoints: endpoints.map((conditions, index) => ({
        addresses: [`10.244.0.${17 + index}`],
        ...(conditions === undefined ? {} : { conditions }),
        nodeName: 'node-1',
        targetRef: { kind: 'Pod', namespace: 'shop', name: `web-${index}`, uid: `uid-${index}` },
      })),
      ...rest,
    },
  );
}

const ready = { ready: true, serving: true, terminating: false };
const unready = { ready: false, serving: false, terminating: false };
const draining = { ready: false, serving: true, terminating: true };
const balanced = { type: 'LoadBalancer', ports: [{ ...http, nodePort: 31234 }] };
const address = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7', ipMode: 'VIP' }] } } };

export const serviceCases: readonly Case[] = [
  {
    name: 'two ready endpoints',
    object: service(),
    related: [slice([ready, ready])],
    is: 'healthy Healthy',
    says: '2 ready endpoints',
  },
  {
    name: 'one of two ready',
    object: service(),
    related: [slice([ready, unready])],
    is: 'healthy Healthy',
    says: '1 ready endpoint',
  },
  {
    name: 'none of its endpoints is ready',
    object: service(),
    related: [slice([unready])],
    is: 'progressing NoReadyEndpoints',
    says: 'none of them is ready',
  },
  {
    name: 'no endpoints',
    object: service(),
    related: [slice([])],
    is: 'progressing NoReadyEndpoints',
    says: 'matches no pod',
  },
  {
    name: 'nothing is told of ready: that means ready',
    object: service(),
    related: [slice([undefined])],
    is: 'healthy Healthy',
  },
  {
    name: 'serving and terminating is draining',
    object: service(),
    related: [slice([draining])],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'terminating, and somebody calls it ready',
    object: service(),
    related: [slice([{ ready: true, serving: true, terminating: true }])],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'publishes addresses that are not ready: serving counts',
    object: service({ publishNotReadyAddresses: true }),
    related: [slice([{ ready: true, serving: false }])],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'publishes addresses that are not ready, and one serves',
    object: service({ publishNotReadyAddresses: true }),
    related: [slice([{ ready: true, serving: true }])],
    is: 'healthy Healthy',
  },
  {
    name: 'both address families count a pod once',
    object: service({ ipFamilies: ['IPv4', 'IPv6'] }),
    related: [slice([ready]), slice([ready], { addressType: 'IPv6' }, 'web-v6')],
    is: 'healthy Healthy',
    says: '1 ready endpoint',
  },
  {
    name: 'no container has the port that one of its ports means',
    object: service({ ports: [http, metrics] }),
    related: [slice([ready])],
    is: 'progressing PortWithoutEndpoints',
    says: 'port metrics (target port metrics)',
  },
  {
    name: 'each port has its endpoints, in slices of their own',
    object: service({ ports: [http, metrics] }),
    related: [slice([ready]), slice([ready], { ports: [{ name: 'metrics', port: 9100 }] }, 'web-m')],
    is: 'healthy Healthy',
  },
  {
    name: 'headless, with endpoints',
    object: service({ clusterIP: 'None' }),
    related: [slice([ready])],
    is: 'healthy Healthy',
  },
  {
    name: 'headless, without',
    object: service({ clusterIP: 'None' }),
    related: [slice([])],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'headless and without ports',
    object: service({ clusterIP: 'None', ports: undefined }),
    related: [slice([ready], { ports: undefined })],
    is: 'healthy Healthy',
  },
  {
    name: 'an external name needs no endpoints',
    object: service({
      type: 'ExternalName',
      externalName: 'db.example.com',
      selector: undefined,
      clusterIP: undefined,
    }),
    is: 'healthy Healthy',
    says: 'external name',
  },
  {
    name: 'load balancer with its address',
    object: service(balanced, address),
    related: [slice([ready])],
    is: 'healthy Healthy',
    says: '203.0.113.7',
  },
  {
    name: 'load balancer with endpoints and no address: a note (minikube without a tunnel)',
    object: service(balanced),
    related: [slice([ready])],
    is: 'healthy Healthy',
    says: 'no load balancer address',
  },
  {
    name: 'load balancer without the address that is asked for',
    object: service(balanced),
    related: [slice([ready])],
    known: { needsAddress: () => true },
    is: 'progressing NoLoadBalancerAddress',
  },
  {
    name: 'load balancer with its address and without endpoints',
    object: service(balanced, address),
    related: [slice([unready])],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'its pods start',
    object: service(),
    related: [slice([unready]), pod({ app: { ready: false } })],
    is: 'progressing NoReadyEndpoints',
    says: 'Pod shop/web-7d4b9c6f5-x2k8p: NotReady',
  },
  {
    name: 'its pods have failed, and it with them',
    object: service(),
    related: [slice([unready]), pod({ app: { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } } })],
    is: 'failed NoReadyEndpoints',
    says: 'CrashLoopBackOff',
  },
  {
    name: 'a slice of a service of that name in another namespace',
    object: service(),
    related: [
      slice([unready]),
      { ...slice([ready]), metadata: { name: 'x', namespace: 'ops', labels: { 'kubernetes.io/service-name': 'web' } } },
    ],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'no selector, and nobody has added endpoints',
    object: service({ selector: undefined }),
    related: [slice([])],
    is: 'progressing NoReadyEndpoints',
    says: 'no selector',
  },
  {
    name: 'Endpoints of an older cluster',
    object: service(),
    related: [
      object('v1', 'Endpoints', meta('web'), {
        subsets: [
          {
            addresses: [
              { ip: '10.244.0.17', targetRef: { kind: 'Pod', namespace: 'shop', name: 'web-0', uid: 'uid-0' } },
            ],
            notReadyAddresses: [{ ip: '10.244.0.18' }],
            ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
          },
        ],
      }),
    ],
    is: 'healthy Healthy',
    says: '1 ready endpoint',
  },
  {
    name: 'Endpoints without a ready address',
    object: service(),
    related: [
      object('v1', 'Endpoints', meta('web'), {
        subsets: [{ notReadyAddresses: [{ ip: '10.244.0.18' }], ports: [{ name: 'http', port: 8080 }] }],
      }),
    ],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'load balancer alone, without an address',
    object: service(balanced),
    is: 'progressing NoLoadBalancerAddress',
  },
  {
    name: 'load balancer alone, with its address',
    object: service(balanced, address),
    is: 'unknown EndpointsNotKnown',
  },
  { name: 'alone: its endpoints are not known', object: service(), is: 'unknown EndpointsNotKnown' },
  {
    name: 'without slices (kubectl get all), and a pod is ready',
    object: service(),
    related: [pod()],
    is: 'healthy Healthy',
    says: '1 ready pod',
  },
  {
    name: 'without slices, and no pod is ready',
    object: service(),
    related: [pod({ app: { ready: false } })],
    is: 'progressing NoReadyEndpoints',
    says: 'no ready pod',
  },
  { name: 'being deleted', object: service({}, { metadata: deleted }), is: 'terminating Terminating' },
  {
    name: 'a Service of Knative is another kind',
    object: object('serving.knative.dev/v1', 'Service', meta('web', { generation: 1 }), {
      spec: {},
      status: { observedGeneration: 1, conditions: [{ type: 'Ready', status: 'True' }] },
    }),
    is: 'healthy Healthy',
    says: 'Ready',
  },
];

export const endpointSliceCases: readonly Case[] = [
  { name: 'all ready', object: slice([ready, ready]), is: 'healthy Healthy', says: '2 of 2 endpoints ready' },
  { name: 'one ready', object: slice([ready, unready]), is: 'healthy Healthy', says: '1 of 2' },
  { name: 'none ready', object: slice([unready]), is: 'progressing NoReadyEndpoints', says: '0 of 1 endpoint ready' },
  { name: 'only draining', object: slice([draining]), is: 'progressing NoReadyEndpoints' },
  { name: 'ready is not told', object: slice([undefined]), is: 'healthy Healthy' },
  {
    name: 'empty, and another slice of its service has ready ones',
    object: slice([], { addressType: 'IPv6' }, 'web-v6'),
    related: [slice([ready])],
    is: 'healthy Healthy',
    says: 'another slice',
  },
  {
    name: 'of a service that publishes what is not ready',
    object: slice([{ ready: true, serving: false }]),
    related: [service({ publishNotReadyAddresses: true })],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'belongs to no service',
    object: { ...slice([ready]), metadata: { name: 'x', namespace: 'shop' } },
    is: 'healthy Healthy',
  },
];
