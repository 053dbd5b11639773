/** Plays what kubelet and scheduler tell of a pod: the states of its container and its events, in containerd's words. */
import { createHash, randomBytes } from 'node:crypto';
import type { ContainerStatus, KubeEvent, KubeObject } from '../src/cluster/kube-object.ts';
import type { KubernetesApi } from '../test/support/kubernetes-api.ts';
import { timestamp } from '../test/support/kubernetes-store.ts';

/** What becomes of a container, in the order in which it happens; the last two to one whose image the registry does not have. */
export type ContainerPhase = 'creating' | 'running' | 'pull refused' | 'backing off';

/** The status of a container in this phase. */
export function containerStatus(name: string, image: string, phase: ContainerPhase): ContainerStatus {
  const waiting = (reason: string, message?: string) => ({
    ...{ name, image, imageID: '', ready: false, started: false, restartCount: 0 },
    state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
  });
  if (phase === 'creating') return waiting('ContainerCreating');
  if (phase === 'pull refused') return waiting('ErrImagePull', refusal(image));
  if (phase === 'backing off') {
    return waiting('ImagePullBackOff', `Back-off pulling image "${image}": ErrImagePull: ${refusal(image)}`);
  }
  const state = { running: { startedAt: timestamp() } };
  return { ...{ name, image, imageID: digestOf(image), ready: true, started: true, restartCount: 0 }, state };
}

/** Puts the events that come with a phase. */
export function tellPhase(
  api: KubernetesApi,
  pod: KubeObject,
  container: ContainerStatus,
  phase: ContainerPhase,
): void {
  const { name = '', image = '' } = container;
  const tell = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    api.put(eventAbout(pod, name, { type, reason, message }));
  if (phase === 'creating') tell('Normal', 'Pulling', `Pulling image "${image}"`);
  else if (phase === 'running') {
    tell('Normal', 'Pulled', `Successfully pulled image "${image}"`);
    tell('Normal', 'Started', `Started container ${name}`);
  } else if (phase === 'pull refused') {
    tell('Warning', 'Failed', `Failed to pull image "${image}": ${refusal(image)}`);
    tell('Warning', 'Failed', 'Error: ErrImagePull');
  } else {
    tell('Normal', 'BackOff', `Back-off pulling image "${image}"`);
    tell('Warning', 'Failed', 'Error: ImagePullBackOff');
  }
}

function refusal(image: string): string {
  return (
    `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ` +
    `failed to resolve reference "${image}": ${image}: not found`
  );
}

/** The same image always has the same digest, as long as nobody pushes its tag again. */
function digestOf(image: string): string {
  const repository = image.replace(/:[^/:]*$/, '');
  return `${repository}@sha256:${createHash('sha256').update(image).digest('hex')}`;
}

function eventAbout(
  pod: KubeObject,
  container: string,
  told: Required<Pick<KubeEvent, 'type' | 'reason' | 'message'>>,
): KubeEvent {
  const { name = '', namespace = '', uid = '' } = pod.metadata ?? {};
  const now = timestamp();
  return {
    kind: 'Event',
    metadata: { namespace, name: `${name}.${randomBytes(8).toString('hex')}` },
    involvedObject: { kind: 'Pod', namespace, name, uid, fieldPath: `spec.containers{${container}}` },
    ...told,
    ...{ count: 1, firstTimestamp: now, lastTimestamp: now, source: { component: 'kubelet', host: 'demo-node' } },
  } as KubeEvent;
}
