/** Judges a service with its endpoints in the light of the pods that it selects. Pure. */
import { failed, type Health, troubled } from './health/health.ts';
import { readyEndpoints, serviceHealth } from './health/service.ts';
import type { JudgedPod } from './judge-pod.ts';
import type { Circumstances, Judgement } from './judgement.ts';
import { type EndpointSlice, refOf, refText, type Service } from './kube-object.ts';
import type { Look } from './look.ts';
import { isInScope, isNamed } from './plan.ts';

/** A service without endpoints waits for its pods, or fails with them; without any such pod it has only itself. */
export function judgeService(
  service: Service,
  look: Look,
  pods: readonly JudgedPod[],
  { plan, addressRequired }: Circumstances,
): Judgement {
  const ref = refOf(service, 'Service');
  const slices = look.slices.filter(
    ({ metadata }) =>
      metadata?.namespace === ref.namespace && metadata.labels?.['kubernetes.io/service-name'] === ref.name,
  );
  const isWanted = plan.named.some((wanted) => isNamed(plan, wanted, ref));
  const own = serviceHealth(service, { slices, addressRequired: addressRequired || isWanted });
  const selected = selectedPods(service, pods);
  const verdicts = selected.map(({ judgement }) => judgement.health.verdict);
  const isRolling = verdicts.includes('progressing') || verdicts.includes('terminating');
  const isLost = verdicts.includes('failed') && !isRolling;
  return {
    ref,
    health: own.troubled === true ? withPods(own, service, selected, isLost) : own,
    inScope: isInScope(plan, service, 'Service'),
    evidence: endpointsText(service, slices),
    waitsFor: isRolling || own.reason === 'NoLoadBalancerAddress' ? 'rollout' : 'itself',
  };
}

function withPods(own: Health, service: Service, selected: readonly JudgedPod[], isLost: boolean): Health {
  const message = `${own.message}; ${selectedText(service, selected)}`;
  return isLost ? failed(own.reason, message) : troubled(own.reason, message);
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

function selectedPods(service: Service, pods: readonly JudgedPod[]): JudgedPod[] {
  const selector = Object.entries(service.spec?.selector ?? {});
  if (selector.length === 0) return [];
  const { namespace } = service.metadata ?? {};
  return pods.filter(
    ({ pod }) =>
      pod.metadata?.namespace === namespace && selector.every(([key, value]) => pod.metadata?.labels?.[key] === value),
  );
}

function selectedText(service: Service, selected: readonly JudgedPod[]): string {
  const labels = Object.entries(service.spec?.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (labels.length === 0) return 'it has no selector, so somebody else must add its endpoints';
  if (selected.length === 0) return `its selector ${labels.join(',')} matches no pod`;
  const unwell = selected.filter(({ judgement }) => judgement.health.verdict !== 'healthy');
  if (unwell.length === 0) return `its selector ${labels.join(',')} matches ${selected.length} healthy pods`;
  const texts = unwell.slice(0, 3).map(({ judgement: { ref, health } }) => `${refText(ref)}: ${health.reason}`);
  return texts.join(', ');
}
