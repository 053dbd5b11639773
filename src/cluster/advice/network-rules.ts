/** What is wrong with Services and Ingresses, and what to do. NS, NAME and KIND stand for the object's. */
import type { AdviceRule } from '../advice.ts';

/** What a gateway's controller says; not what is said of objects of every kind. */
const ofGateways = /^(?!(?:NotFound|NotObserved|Terminating|KindNotServed|Malformed)$)/;

/** The first rule that fits counts: special ones stand before general ones. */
export const networkRules: readonly AdviceRule[] = [
  {
    reason: /^BackendMissing$/,
    cause: 'The Ingress sends requests to a Service that does not exist in its namespace.',
    remedy:
      'Correct the service of the backend in the Ingress, or apply the Service; there are `kubectl -n NS get services`.',
  },
  {
    reason: /^BackendPortMissing$/,
    cause: 'The Ingress sends requests to a port that its Service does not have.',
    remedy:
      'Compare the port of the backend in the Ingress with spec.ports of the Service: `kubectl -n NS get services`.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    kind: /^Ingress$/,
    cause: 'No pod is ready behind a Service of the Ingress.',
    remedy: 'Repair the Service and its pods first: `kubectl -n NS get endpointslices,pods`; the Ingress follows.',
  },
  {
    reason: /^(NoIngressAddress|TimedOut|NotReady)$/,
    kind: /^Ingress$/,
    cause:
      'No ingress controller has taken it up: none is installed, or spec.ingressClassName names none of its classes.',
    remedy:
      'Compare spec.ingressClassName with `kubectl get ingressclasses`, and check that the controller runs (on minikube: `minikube addons enable ingress`).',
  },
  {
    reason: /^(BackendNotFound|InvalidKind|RefNotPermitted|UnsupportedProtocol)$/,
    kind: /Route$/,
    cause: 'The route refers to a Service that does not exist, or that it may not use.',
    remedy:
      'Correct spec.rules[].backendRefs, or allow it with a ReferenceGrant; there are `kubectl -n NS get services`.',
  },
  {
    reason: ofGateways,
    kind: /Route$/,
    cause: 'A gateway that the route names does not take it.',
    remedy:
      'Compare spec.parentRefs and hostnames with the listeners of the Gateway, and read the conditions: `kubectl -n NS describe KIND NAME`.',
  },
  {
    reason: ofGateways,
    kind: /^Gateway(Class)?$/,
    cause: 'No controller has taken the Gateway up, or it could not set up its listeners or address.',
    remedy:
      'Compare spec.gatewayClassName with `kubectl get gatewayclasses`, check that the controller runs, and read the conditions: `kubectl -n NS describe KIND NAME`.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    message: /matches no pod/,
    cause: 'The selector of the service matches no pod.',
    remedy: 'Compare spec.selector of the service with the labels of the pods, and check that the workload runs.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    message: /no selector/,
    cause: 'The service has no selector, and nobody has added endpoints.',
    remedy: 'Add a selector, or an EndpointSlice for it.',
  },
  {
    reason: /^NoReadyEndpoints$/,
    cause: 'The pods behind the service are not ready.',
    remedy: 'Repair the pods first: `kubectl -n NS get pods`; the endpoints follow.',
  },
  {
    reason: /^PortWithoutEndpoints$/,
    cause: 'No pod behind the service has the target port.',
    remedy: 'Compare targetPort of the service with the (named) ports of the containers.',
  },
  {
    reason: /^NoLoadBalancerAddress$/,
    cause: 'Nothing in the cluster gives the service an address.',
    remedy: 'Check the cloud or load-balancer controller (on minikube: `minikube tunnel`).',
  },
  {
    reason: /^EndpointsNotKnown$/,
    cause: 'What was read does not hold the endpoints of the service, so nobody can tell whether pods stand behind it.',
    remedy: 'Look at them: `kubectl -n NS get endpointslices -l kubernetes.io/service-name=NAME`.',
  },
];
