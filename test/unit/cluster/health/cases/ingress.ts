/** Ingress: what ingress controllers write. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, deleted, type Fields, meta, object } from './case.ts';
import { service, slice } from './service.ts';

const backend = (port: Fields = { number: 80 }, name = 'web') => ({ service: { name, port } });
const address = { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } };

function ingress(status: Fields = address, spec: Fields = {}, metadata: Fields = {}): KubeObject {
  return object('networking.k8s.io/v1', 'Ingress', meta('web', { generation: 1, ...metadata }), {
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
      rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend() }] } }],
      ...spec,
    },
    status,
  });
}

const none = { loadBalancer: {} };
const ready = slice([{ ready: true }]);
const unready = slice([{ ready: false }]);
const paths = (...backends: readonly Fields[]) => ({
  rules: [{ http: { paths: backends.map((one) => ({ path: '/', pathType: 'Prefix', backend: one })) } }],
});

export const ingressCases: readonly Case[] = [
  {
    name: 'an address, and its backend is ready',
    object: ingress(),
    related: [service(), ready],
    is: 'healthy Healthy',
    says: '203.0.113.7',
  },
  {
    name: 'a host name for address',
    object: ingress({ loadBalancer: { ingress: [{ hostname: 'a1b2.elb.amazonaws.com' }] } }),
    related: [service(), ready],
    is: 'healthy Healthy',
    says: 'elb.amazonaws.com',
  },
  { name: 'no address yet', object: ingress(none), related: [service(), ready], is: 'progressing NoIngressAddress' },
  {
    name: 'no address, and a request was answered',
    object: ingress(none),
    related: [service(), ready],
    known: { answeringHosts: new Set(['shop.example.com']) },
    is: 'healthy Healthy',
    says: 'answers',
  },
  {
    name: 'an address, and nothing ready behind it: kstatus and gitops-engine do not look',
    object: ingress(),
    related: [service(), unready],
    is: 'progressing NoReadyEndpoints',
    says: 'its service web has no ready endpoint for port 80',
  },
  {
    name: 'its service does not exist',
    object: ingress(address, paths(backend({ number: 80 }, 'shop'))),
    related: [service(), ready],
    is: 'progressing BackendMissing',
    says: 'service shop does not exist',
  },
  {
    name: 'its service has no such port',
    object: ingress(address, paths(backend({ number: 8080 }))),
    related: [service(), ready],
    is: 'progressing BackendPortMissing',
    says: 'no port 8080',
  },
  {
    name: 'a port by its name',
    object: ingress(address, paths(backend({ name: 'http' }))),
    related: [service(), ready],
    is: 'healthy Healthy',
  },
  {
    name: 'one of two backends is not ready',
    object: ingress(address, paths(backend(), backend({ name: 'metrics' }))),
    related: [
      service({
        ports: [
          { name: 'http', port: 80 },
          { name: 'metrics', port: 9090 },
        ],
      }),
      ready,
    ],
    is: 'progressing NoReadyEndpoints',
    says: 'port metrics',
  },
  {
    name: 'only a default backend',
    object: ingress(address, { rules: undefined, defaultBackend: backend() }),
    related: [service(), unready],
    is: 'progressing NoReadyEndpoints',
  },
  {
    name: 'a backend that is no service',
    object: ingress(
      address,
      paths({ resource: { apiGroup: 'k8s.example.com', kind: 'StorageBucket', name: 'static' } }),
    ),
    is: 'healthy Healthy',
  },
  {
    name: 'a backend outside the cluster',
    object: ingress(),
    related: [service({ type: 'ExternalName', externalName: 'shop.example.net', selector: undefined })],
    is: 'healthy Healthy',
  },
  {
    name: 'alone: its service is not known, a note',
    object: ingress(),
    is: 'healthy Healthy',
    says: 'service web is not known',
  },
  {
    name: 'with its service, whose endpoints are not known: a note',
    object: ingress(),
    related: [service()],
    is: 'healthy Healthy',
    says: 'endpoints of its service web are not known',
  },
  {
    name: 'as served before 1.19',
    object: {
      ...ingress(address, { rules: [{ http: { paths: [{ backend: { serviceName: 'web', servicePort: 80 } }] } }] }),
      apiVersion: 'extensions/v1beta1',
    },
    related: [service(), unready],
    is: 'progressing NoReadyEndpoints',
  },
  { name: 'being deleted', object: ingress(address, {}, deleted), is: 'terminating Terminating' },
];
