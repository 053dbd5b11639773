/** A service and its endpoints in the light of the pods that it selects. */
import { type ObjectRef, type Pod, refOf, refText, type Service } from '../kube-object.ts';
import type { Around } from './around.ts';
import { failed, type Health, healthy, progressing, troubled, unknown } from './health.ts';
import { serviceHealth } from './service.ts';

/** A pod that the selector of a service means. */
export interface SelectedPod {
  readonly ref: ObjectRef;
  readonly health: Health;
}

/** The pods that the service selects, judged. */
export function selectedPods(service: Service, { objects, healthOf }: Around): SelectedPod[] {
  return objects.selectedBy(service).map((pod) => ({ ref: refOf(pod, 'Pod'), health: healthOf(pod) }));
}

/**
 * A service without endpoints waits for its pods, or fails with them; without any such pod it has only itself. Where
 * its endpoints are not known (`kubectl get all` leaves them out), its pods tell.
 */
export function serviceHealthAround(service: Service, around: Around): Health {
  const { objects } = around;
  const slices = objects.slicesOf(service);
  const namespace = service.metadata?.namespace ?? '';
  const own = serviceHealth(service, { slices, addressRequired: around.needsAddress(service) });
  if (own.troubled !== true) return own;
  const pods = selectedPods(service, around);
  if (slices.length === 0 && !objects.knowsEndpoints(namespace)) return withoutEndpoints(service, pods, around);
  const verdicts = pods.map(({ health }) => health.verdict);
  const isLost = verdicts.includes('failed') && !isRolling(pods);
  const message = `${own.message}; ${selectedText(service, pods)}`;
  return isLost ? failed(own.reason, message) : troubled(own.reason, message);
}

/** Whether pods that may become ready are among them. */
export function isRolling(pods: readonly SelectedPod[]): boolean {
  return pods.some(({ health }) => health.verdict === 'progressing' || health.verdict === 'terminating');
}

function withoutEndpoints(service: Service, pods: readonly SelectedPod[], { objects }: Around): Health {
  const ready = pods.filter(({ ref }) => isReadyPod(objects.named('Pod', ref.namespace, ref.name))).length;
  const hint = 'its EndpointSlices are not among the objects';
  if (ready > 0) return healthy(`${ready} ready pod${ready === 1 ? '' : 's'}`, [hint]);
  if (service.spec?.type === 'LoadBalancer' && (service.status?.loadBalancer?.ingress ?? []).length === 0) {
    return progressing('NoLoadBalancerAddress', `has no address yet, and ${hint}`);
  }
  const isMissing = pods.length === 0 && objects.mayLack('Pod', service.metadata?.namespace ?? '');
  if (isMissing || Object.keys(service.spec?.selector ?? {}).length === 0) return unknown('EndpointsNotKnown', hint);
  return troubled('NoReadyEndpoints', `has no ready pod; ${selectedText(service, pods)}`);
}

function isReadyPod(pod: Pod | undefined): boolean {
  return (pod?.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
}

function selectedText(service: Service, selected: readonly SelectedPod[]): string {
  const labels = Object.entries(service.spec?.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (labels.length === 0) return 'it has no selector, so somebody else must add its endpoints';
  if (selected.length === 0) return `its selector ${labels.join(',')} matches no pod`;
  const unwell = selected.filter(({ health }) => health.verdict !== 'healthy');
  if (unwell.length === 0) return `its selector ${labels.join(',')} matches ${selected.length} healthy pods`;
  const texts = unwell.slice(0, 3).map(({ ref, health }) => `${refText(ref)}: ${health.reason}`);
  return texts.join(', ');
}
