/** Endpoints (core/v1) as slices: what dumps of older clusters have. Source: core/v1 API reference. */
import type { EndpointSlice, KubeObject, TargetRef } from '../kube-object.ts';

interface Address {
  readonly ip?: string;
  readonly targetRef?: TargetRef;
}

interface LegacyEndpoints extends KubeObject {
  readonly subsets?: readonly {
    readonly addresses?: readonly Address[];
    readonly notReadyAddresses?: readonly Address[];
    readonly ports?: readonly { readonly name?: string; readonly port?: number }[];
  }[];
}

/** A slice for each subset, since each has its own ports. */
export function slicesOfEndpoints({ subsets }: LegacyEndpoints): EndpointSlice[] {
  return (subsets ?? []).map(({ addresses, notReadyAddresses, ports = [] }) => ({
    ports,
    endpoints: [...endpointsOf(addresses, true), ...endpointsOf(notReadyAddresses, false)],
  }));
}

function endpointsOf(
  addresses: readonly Address[] | undefined,
  ready: boolean,
): NonNullable<EndpointSlice['endpoints']> {
  return (addresses ?? []).map(({ ip = '', targetRef }) => ({
    addresses: [ip],
    conditions: { ready },
    ...(targetRef === undefined ? {} : { targetRef }),
  }));
}
