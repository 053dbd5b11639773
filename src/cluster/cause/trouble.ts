/** What is at fault, in words that are the same for every object that fails by it and at every verification. Pure. */
import { readReference, referenceText } from '../registry/reference.ts';
import type { Failure } from '../verification.ts';

const pull =
  /^(ImagePullBackOff|ErrImagePull|RegistryUnavailable|ImageInspectError|ErrImageNeverPull|InvalidImageName)$/;
const crash =
  /^(CrashLoopBackOff|CrashedNotReady|Restarting|Error|OOMKilled|ContainerCannotRun|StartError|RunContainerError)$/;
const slow =
  /^(TimedOut|NotReady|RolloutProgressing|NotAvailable|ProgressDeadlineExceeded|MinimumReplicasUnavailable)$/;
/** What has one trouble at a time, told in turn as refused, failed, out of time or out of tries. */
const oneTrouble = /^(Health URL|Command|PersistentVolumeClaim|HelmRelease|Kustomization)$/;
const outOfReach =
  /no such host|dial tcp|i\/o timeout|handshake timeout|timed out|deadline exceeded|connection refused/i;

/** Whether a container waits for its image, in any phase of the pull. */
export function isPullReason(reason: string): boolean {
  return pull.test(reason);
}

/**
 * The fault of a failure: the image, the Secret, the quota, the node pool; where nothing is named, the workload and
 * what it does. Reasons that change by themselves (ErrImagePull and ImagePullBackOff) are one; URL, command, volume claim,
 * HelmRelease and Kustomization are one each, whatever the reason.
 * @param owner the workload that the object belongs to; the object itself where there is none
 * @param unreached `imagesOutOfReach` of all failures
 */
export function troubleOf(failure: Failure, owner: string, unreached: ReadonlySet<string>): string {
  const { check, object, reason, message, cause, scope } = failure;
  const namespace = /^\S+ ([^/ ]+)\//.exec(object)?.[1] ?? '';
  if (check === 'Permission') return 'permissions of the user';
  if (check === 'Registry') return `registry ${object}`;
  // What is external of an image is its registry's: it could not be asked.
  if (check === 'Image') return scope === 'external' ? `registry ${registryOf(object)}` : `image ${wholeName(object)}`;
  if (oneTrouble.test(check)) return `${check} ${object}`;
  const image = imageOf(failure);
  if (image !== undefined)
    return unreached.has(image) ? `registry ${registryOf(image)} from the nodes` : `image ${image}`;
  if (reason === 'CreateContainerConfigError') {
    const missing =
      /\b(secret|configmap) "([^"]+)" not found/i.exec(message) ?? /\b(Secret|ConfigMap) [^/\s]+\/(\S+)/.exec(message);
    if (missing !== null) return `${missing[1]?.toLowerCase()} ${namespace}/${missing[2]}`;
  }
  const quota = /exceeded quota: ([^,\s]+)/.exec(message)?.[1];
  if (quota !== undefined) return `quota ${namespace}/${quota}`;
  const isClusterWide = reason === 'NodeUnreachable' || (reason === 'Unschedulable' && /Insufficient/.test(message));
  if (isClusterWide) return `${reason}: ${cause}`;
  return `${familyOf(reason)} of ${withoutRun(owner)}`;
}

/**
 * Images whose registry the nodes do not reach, as far as one pod is told so: one that waits for its next try may say
 * nothing but that it waits.
 */
export function imagesOutOfReach(failures: readonly Failure[]): Set<string> {
  return new Set(failures.flatMap((failure) => (outOfReach.test(failure.message) ? (imageOf(failure) ?? []) : [])));
}

/** The whole name of the image that cannot be pulled. */
function imageOf({ reason, message }: Failure): string | undefined {
  if (!pull.test(reason)) return undefined;
  const written = /\(image ([^\s)]+)\)/.exec(message)?.[1] ?? /image "([^"]+)"/.exec(message)?.[1];
  return written === undefined ? undefined : wholeName(written);
}

/** `web` and `docker.io/library/web:latest` are one. */
function wholeName(written: string): string {
  const { reference } = readReference(written);
  return reference === undefined ? written : referenceText(reference);
}

function registryOf(image: string): string {
  return readReference(image).reference?.registry ?? image;
}

/** The number that a CronJob gives to each of its Jobs is that of the minute. */
function withoutRun(object: string): string {
  return /^Job /.test(object) ? object.replace(/-\d{8,10}$/, '') : object;
}

function familyOf(reason: string): string {
  if (pull.test(reason)) return 'pull';
  if (crash.test(reason)) return 'crash';
  return slow.test(reason) ? 'slow start' : reason;
}
