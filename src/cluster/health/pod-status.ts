/** What kubectl's STATUS column says of a pod: the words that people search for. */
import { type ContainerStatus, conditionOf, type Pod } from '../kube-object.ts';

/**
 * The STATUS column of `kubectl get pods`. The order of its rules is kubectl's: phase, the pod's own reason,
 * scheduling gates, the first init container that is not done, then the containers from last to first.
 */
export function podStatusText(pod: Pod): string {
  const { phase = 'Pending', reason: ownReason } = pod.status ?? {};
  if (pod.metadata?.deletionTimestamp !== undefined && ownReason === 'NodeLost') return 'Unknown';
  if (pod.metadata?.deletionTimestamp !== undefined && phase !== 'Succeeded' && phase !== 'Failed')
    return 'Terminating';
  const initialising = initText(pod);
  if (initialising !== undefined && conditionOf(pod, 'Initialized')?.status !== 'True') return initialising;
  const fromContainers = containersText(pod);
  if (fromContainers !== undefined) return fromContainers;
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (initialising === undefined && scheduled?.reason === 'SchedulingGated') return 'SchedulingGated';
  return initialising ?? (ownReason || phase);
}

/** `Init:…` for the first init container that still holds the pod up; undefined when none does. */
function initText(pod: Pod): string | undefined {
  const containers = pod.spec?.initContainers ?? [];
  const statuses = pod.status?.initContainerStatuses ?? [];
  for (const [index, status] of statuses.entries()) {
    const { waiting, terminated } = status.state ?? {};
    if (terminated?.exitCode === 0) continue;
    const isSidecar = containers.find(({ name }) => name === status.name)?.restartPolicy === 'Always';
    if (isSidecar && status.started === true) continue;
    if (terminated !== undefined) return `Init:${terminationText(terminated)}`;
    if (waiting?.reason && waiting.reason !== 'PodInitializing') return `Init:${waiting.reason}`;
    return `Init:${index}/${containers.length}`;
  }
  return undefined;
}

/** What the containers say; the first one that has something to say wins. Undefined when none has. */
function containersText(pod: Pod): string | undefined {
  const statuses = pod.status?.containerStatuses ?? [];
  const words = statuses.map(containerText);
  const word = words.find((text) => text !== undefined);
  if (word !== 'Completed') return word;
  // One container of several has ended by plan: the pod goes on.
  const someRun = statuses.some((status) => status.ready === true && status.state?.running !== undefined);
  if (!someRun) return word;
  return conditionOf(pod, 'Ready')?.status === 'True' ? 'Running' : 'NotReady';
}

function containerText({ state }: ContainerStatus): string | undefined {
  if (state?.waiting?.reason) return state.waiting.reason;
  return state?.terminated === undefined ? undefined : terminationText(state.terminated);
}

function terminationText(terminated: { reason?: string; signal?: number; exitCode?: number }): string {
  if (terminated.reason) return terminated.reason;
  return terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode ?? 0}`;
}
