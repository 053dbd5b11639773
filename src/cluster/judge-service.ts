/** What is told of a service beside its health. Pure. */
import type { Around } from './health/around.ts';
import { readyEndpoints } from './health/service.ts';
import { isRolling, selectedPods } from './health/service-circumstances.ts';
import type { Judgement } from './judgement.ts';
import { type EndpointSlice, refOf, type Service } from './kube-object.ts';
import { isInScope, type Plan } from './plan.ts';

/** A service with its endpoints; it waits as long as its pods do, or shortly for itself. */
export function judgeService(service: Service, around: Around, plan: Plan): Judgement {
  const health = around.healthOf(service);
  const waitsLong = health.reason === 'NoLoadBalancerAddress' || isRolling(selectedPods(service, around));
  return {
    ref: refOf(service, 'Service'),
    health,
    inScope: isInScope(plan, service, 'Service'),
    evidence: endpointsText(service, around.objects.slicesOf(service)),
    waitsFor: waitsLong ? 'rollout' : 'itself',
  };
}

function endpointsText(service: Service, slices: readonly EndpointSlice[]): string {
  const ready = readyEndpoints(service, slices).size;
  const addresses = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).flatMap((endpoint) => endpoint.addresses ?? []),
  );
  if (addresses.length === 0) return 'no endpoints';
  const more = addresses.length > 5 ? ` and ${addresses.length - 5} more` : '';
  return `${ready} ready; addresses ${addresses.slice(0, 5).join(', ')}${more}`;
}
