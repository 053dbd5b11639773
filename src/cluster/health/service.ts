/** The rule of Service with its EndpointSlices. Sources: core/v1 and discovery.k8s.io/v1 API references. */
import type { EndpointSlice, Service } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy, progressing, troubled } from './health.ts';

/** What is known of a service beside the service. */
export interface ServiceCircumstances {
  /** All its slices, of all address types: label kubernetes.io/service-name. */
  readonly slices: readonly EndpointSlice[];
  /** A LoadBalancer needs its address: verify names it, or the task is about networking. */
  readonly addressRequired: boolean;
}

/**
 * Every port needs a ready endpoint. ExternalName needs none; a headless service needs no IP; a LoadBalancer with
 * ready endpoints and no address is a note unless the address is asked for (minikube without a tunnel never has one).
 */
export function serviceHealth(service: Service, circumstances: ServiceCircumstances): Health {
  const first = beforeKind(service, false);
  if (first !== undefined) return first;
  const { spec, status } = service;
  if (spec?.type === 'ExternalName') return healthy('is an external name and needs no endpoints');
  const { slices } = circumstances;
  const endpoints = readyEndpoints(service, slices);
  if (endpoints.size === 0) {
    const known = slices.some((slice) => (slice.endpoints ?? []).length > 0);
    const message = known ? 'has endpoints, and none of them is ready' : 'has no endpoints';
    return troubled('NoReadyEndpoints', message);
  }
  const ports = spec?.ports ?? [];
  for (const port of ports) {
    const name = port.name ?? '';
    if (readyEndpoints(service, slices, name).size > 0) continue;
    const target = port.targetPort === undefined ? '' : ` (target port ${port.targetPort})`;
    return troubled('PortWithoutEndpoints', `port ${name || port.port}${target} has no ready endpoint`);
  }
  const text = `${endpoints.size} ready endpoint${endpoints.size === 1 ? '' : 's'}`;
  if (spec?.type !== 'LoadBalancer') return healthy(text);
  const addresses = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  if (addresses.some((address) => address !== '')) return healthy(`${text}, address ${addresses.join(', ')}`);
  if (circumstances.addressRequired) return progressing('NoLoadBalancerAddress', `${text}, and no address yet`);
  return healthy(text, ['has no load balancer address; its endpoints are ready inside the cluster']);
}

/**
 * Ready endpoints as unique targets: a pod stands in one slice an address family, and in two while it moves between
 * slices. `ready` left out means ready; one that is terminating only drains. With publishNotReadyAddresses `ready` is
 * always true, so `serving` decides.
 * @param port name of a service port; all ports when left out
 */
export function readyEndpoints(service: Service, slices: readonly EndpointSlice[], port?: string): Set<string> {
  const targets = new Set<string>();
  for (const slice of slices) {
    if (port !== undefined && !servesPort(slice, port)) continue;
    for (const { addresses, conditions, targetRef } of slice.endpoints ?? []) {
      const isReady =
        service.spec?.publishNotReadyAddresses === true
          ? (conditions?.serving ?? conditions?.ready ?? true)
          : (conditions?.ready ?? true);
      if (!isReady || conditions?.terminating === true) continue;
      const target = targetRef?.uid ?? (targetRef?.name && `${targetRef.namespace}/${targetRef.name}`);
      targets.add(target || (addresses ?? []).join(','));
    }
  }
  return targets;
}

/**
 * A slice's port has the name of the service's port; a name left out is the empty one. A slice without ports serves
 * none: that is what a named target port leads to that no container has.
 */
function servesPort(slice: EndpointSlice, port: string): boolean {
  return (slice.ports ?? []).some((served) => (served.name ?? '') === port);
}
