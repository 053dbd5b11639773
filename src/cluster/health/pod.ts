/** The rule of Pod. Sources: core/v1 API reference, kubelet's container state reasons, kubectl's STATUS column. */
import { type ContainerStatus, conditionOf, controllerOf, type Pod } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy, progressing, troubled, type Verdict } from './health.ts';
import { hasLasted } from './lasting.ts';
import { podStatusText } from './pod-status.ts';

/** What is known of a pod beside the pod. */
export interface PodCircumstances {
  /** When the pod was looked at; milliseconds since the epoch. */
  readonly now: number;
  /** How long an image may fail to be pulled, and a pod be unschedulable, before that counts; milliseconds. */
  readonly pullGraceMs: number;
  readonly schedulingGraceMs: number;
  /** When we first saw that an image could not be pulled; undefined when this is the first look. */
  readonly pullTroubleSince?: number;
  /** Restart counts by container when we first looked: the increase since then counts, not the total. */
  readonly restartsBefore?: Readonly<Record<string, number>>;
  /** The object that made the pod and would make another one. */
  readonly controller?: {
    readonly text: string;
    readonly verdict: Verdict;
    /** The pod is of an older revision and about to be replaced. */
    readonly outdated: boolean;
  };
}

/** Waiting reasons that a registry or network can cause for a moment. */
const pullReasons = new Set(['ImagePullBackOff', 'ErrImagePull', 'RegistryUnavailable', 'ImageInspectError']);
const failingReason = /BackOff$|^Err|Error$|^InvalidImageName$|^CreateContainer/;

/** Healthy, or the first thing that is wrong with the pod. */
export function podHealth(pod: Pod, circumstances: PodCircumstances): Health {
  const first = beforeKind(pod, false);
  if (first !== undefined) return first;
  const phase = pod.status?.phase ?? 'Pending';
  if (phase === 'Succeeded') return succeededHealth(pod);
  if (phase === 'Failed') return failedPhaseHealth(pod, circumstances);
  if (phase === 'Unknown') {
    return { verdict: 'unknown', reason: 'NodeUnreachable', message: 'its node does not report its state' };
  }
  const health = containerTrouble(pod, circumstances) ?? runningHealth(pod, phase, circumstances);
  const { controller } = circumstances;
  const replaced = controller?.outdated === true && controller.verdict !== 'failed';
  if (replaced && health.verdict !== 'healthy') {
    return progressing('BeingReplaced', `is of an older revision (${health.reason}) that ${controller.text} replaces`);
  }
  return health;
}

/** Whether an image of the pod cannot be pulled right now; two such looks apart from each other make a failure. */
export function hasPullTrouble(pod: Pod): boolean {
  return allStatuses(pod).some(({ state }) => pullReasons.has(state?.waiting?.reason ?? ''));
}

/** Restart counts by container name, init containers included. */
export function restartCounts(pod: Pod): Record<string, number> {
  return Object.fromEntries(allStatuses(pod).map(({ name = '', restartCount = 0 }) => [name, restartCount]));
}

function succeededHealth(pod: Pod): Health {
  if (controllerOf(pod)?.kind === 'Job' || (pod.spec?.restartPolicy ?? 'Always') !== 'Always') {
    return healthy('Completed');
  }
  return failed('Completed', 'ended although it should run for ever (restartPolicy Always)');
}

/** A failed pod is only a record when whoever made it has others that are well: evicted, or retried by a Job. */
function failedPhaseHealth(pod: Pod, { controller }: PodCircumstances): Health {
  const text = podStatusText(pod);
  const ended = allStatuses(pod).find(({ state }) => (state?.terminated?.exitCode ?? 0) !== 0);
  const detail =
    pod.status?.message || (ended === undefined ? 'has failed' : endedText(ended, ended.state?.terminated));
  if (controller?.verdict === 'healthy') {
    return healthy(text, [`failed (${text}: ${detail}), but ${controller.text} is healthy without it`]);
  }
  if (controller?.verdict === 'progressing') {
    return progressing(text, `${text}: ${detail}; ${controller.text} is still progressing`);
  }
  return failed(text, `${text}: ${detail}`);
}

/** A container that cannot start or has ended badly, init containers first, as they come first. */
function containerTrouble(pod: Pod, circumstances: PodCircumstances): Health | undefined {
  const restartsAlways = (pod.spec?.restartPolicy ?? 'Always') === 'Always';
  for (const status of allStatuses(pod)) {
    const { waiting, terminated } = status.state ?? {};
    const reason = waiting?.reason ?? '';
    if (pullReasons.has(reason)) {
      const message = `${podStatusText(pod)}: container ${status.name} (image ${status.image}): ${waiting?.message || reason}`;
      const since = circumstances.pullTroubleSince;
      const isOld = since !== undefined && circumstances.now - since >= circumstances.pullGraceMs;
      return isOld ? failed(reason, message) : troubled(reason, message);
    }
    if (failingReason.test(reason)) {
      const last = status.lastState?.terminated;
      const cause = last === undefined ? '' : `; ${endedText(status, last)}`;
      return failed(reason, `${podStatusText(pod)}: container ${status.name}: ${waiting?.message || reason}${cause}`);
    }
    if (restartsAlways && terminated !== undefined && (terminated.exitCode ?? 0) !== 0) {
      return failed(terminated.reason || 'Error', `${podStatusText(pod)}: ${endedText(status, terminated)}`);
    }
  }
  return undefined;
}

function runningHealth(pod: Pod, phase: string, circumstances: PodCircumstances): Health {
  const text = podStatusText(pod);
  const scheduled = conditionOf(pod, 'PodScheduled');
  if (phase === 'Pending' && scheduled?.status === 'False') {
    if (scheduled.reason !== 'Unschedulable') {
      return progressing(scheduled.reason || text, scheduled.message || 'waits to be scheduled');
    }
    const since = scheduled.lastTransitionTime ?? pod.metadata?.creationTimestamp;
    const message = `${text}: no node takes it: ${scheduled.message || 'Unschedulable'}`;
    const isOld = hasLasted(since, circumstances.schedulingGraceMs, circumstances.now);
    return isOld ? failed('Unschedulable', message) : troubled('Unschedulable', message);
  }
  if (phase !== 'Running') return progressing(text, `${text}: is starting`);
  const grown = allStatuses(pod).find(
    ({ name = '', restartCount = 0 }) => restartCount > (circumstances.restartsBefore?.[name] ?? restartCount),
  );
  if (grown !== undefined) {
    const times = (grown.restartCount ?? 0) - (circumstances.restartsBefore?.[grown.name ?? ''] ?? 0);
    const cause = endedText(grown, grown.lastState?.terminated);
    return failed('Restarting', `${text}: container ${grown.name} restarted ${times} times while watched; ${cause}`);
  }
  if (conditionOf(pod, 'Ready')?.status === 'True') return healthy(text);
  const unready = (pod.status?.containerStatuses ?? []).filter(({ ready }) => ready !== true);
  const crashed = unready.find(({ lastState }) => lastState?.terminated !== undefined);
  if (crashed !== undefined) {
    return failed('CrashedNotReady', `${text}, not ready: ${endedText(crashed, crashed.lastState?.terminated)}`);
  }
  const names = unready.map(({ name }) => name).join(', ');
  const waitsFor = names === '' ? 'its readiness gates' : `container ${names}`;
  return progressing('NotReady', `${text}, not ready: waits for ${waitsFor}`);
}

function endedText(
  { name }: ContainerStatus,
  ended: { reason?: string; exitCode?: number; message?: string } | undefined,
): string {
  const how = [ended?.reason, ended?.exitCode === undefined ? undefined : `exit code ${ended.exitCode}`];
  const text = how.filter((part) => part).join(', ') || 'for an unknown reason';
  return `container ${name} ended (${text})${ended?.message ? `: ${ended.message}` : ''}`;
}

function allStatuses(pod: Pod): readonly ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
}
