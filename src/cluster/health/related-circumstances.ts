/** What the objects around say of claims, slices, ingresses and Flux's objects. */
import type { EndpointSlice, KubeObject, Service } from '../kube-object.ts';
import type { Around } from './around.ts';
import type { SliceCircumstances } from './endpoint-slice.ts';
import type { HelmRelease } from './flux/helm-release.ts';
import type { FluxKustomization } from './flux/kustomization.ts';
import type { FluxSource } from './flux/source.ts';
import { hostsOf, type Ingress, type IngressCircumstances } from './ingress.ts';
import type { RelatedObjects } from './related-objects.ts';
import { readyEndpoints } from './service.ts';
import type { StorageClass, VolumeClaim } from './volume-claim.ts';

/** The class that the claim names; once it is admitted, the default class stands in it as well. */
export function storageClassOf(claim: VolumeClaim, objects: RelatedObjects): StorageClass | undefined {
  const name = claim.spec?.storageClassName ?? '';
  return name === '' ? undefined : objects.named('StorageClass.storage.k8s.io', '', name);
}

/** Whether the claim names a class that does not exist, as far as all of them are known. */
export function isClassMissing(claim: VolumeClaim, objects: RelatedObjects): boolean {
  const isNamed = (claim.spec?.storageClassName ?? '') !== '';
  return isNamed && !objects.mayLack('StorageClass.storage.k8s.io', '') && storageClassOf(claim, objects) === undefined;
}

/** The service of a slice by its label, and all slices of that service. */
export function serviceOfSlice(slice: EndpointSlice, objects: RelatedObjects): SliceCircumstances {
  const { namespace = '', labels } = slice.metadata ?? {};
  const name = labels?.['kubernetes.io/service-name'];
  if (name === undefined) return { service: undefined, siblings: [slice] };
  const siblings = objects.slicesOf({ metadata: { namespace, name } });
  return { service: objects.named('Service', namespace, name), siblings };
}

/** The backends of an ingress are services of its own namespace. */
export function ingressCircumstances(ingress: Ingress, { objects, answeringHosts }: Around): IngressCircumstances {
  const namespace = ingress.metadata?.namespace ?? '';
  return {
    answered: hostsOf(ingress).some((host) => answeringHosts.has(host)),
    serviceNamed: (name) => {
      const found = objects.named('Service', namespace, name);
      return found === undefined && objects.mayLack('Service', namespace) ? 'not known' : found;
    },
    readyBehind: (service: Service, port) => {
      const slices = objects.slicesOf(service);
      if (slices.length === 0 && !objects.knowsEndpoints(namespace)) return undefined;
      return readyEndpoints(service, slices, port).size;
    },
  };
}

/** The source that a Kustomization applies, in its own namespace where it names none. */
export function sourceOf({ spec, metadata }: FluxKustomization, objects: RelatedObjects): FluxSource | undefined {
  const { kind = '', name = '', namespace = metadata?.namespace ?? '' } = spec?.sourceRef ?? {};
  return objects.named(`${kind}.source.toolkit.fluxcd.io`, namespace, name);
}

/** The HelmChart that the controller made for a HelmRelease: its status names it as `namespace/name`. */
export function chartOf({ status }: HelmRelease, objects: RelatedObjects): KubeObject | undefined {
  const [namespace = '', name = ''] = status?.helmChart?.split('/') ?? [];
  return objects.named('HelmChart.source.toolkit.fluxcd.io', namespace, name);
}
