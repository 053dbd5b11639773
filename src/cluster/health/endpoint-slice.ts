/** The rule of EndpointSlice. Source: discovery.k8s.io/v1 API reference. */
import type { EndpointSlice, Service } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { type Health, healthy, troubled } from './health.ts';
import { readyEndpoints } from './service.ts';

/** What is known of a slice beside the slice. */
export interface SliceCircumstances {
  /** The service that it belongs to by its label kubernetes.io/service-name. */
  readonly service: Service | undefined;
  /** All slices of that service, this one among them: another one may hold what this one lacks. */
  readonly siblings: readonly EndpointSlice[];
}

/** A slice needs a ready endpoint, or a sibling that has one: a service with two address families may use only one. */
export function endpointSliceHealth(slice: EndpointSlice, { service = {}, siblings }: SliceCircumstances): Health {
  const first = beforeKind(slice, false);
  if (first !== undefined) return first;
  const ready = readyEndpoints(service, [slice]).size;
  const total = slice.endpoints?.length ?? 0;
  const text = `${ready} of ${total} endpoint${total === 1 ? '' : 's'} ready`;
  if (ready > 0) return healthy(text);
  if (readyEndpoints(service, siblings).size > 0) return healthy(text, ['another slice of its service has ready ones']);
  return troubled('NoReadyEndpoints', text);
}
