/** What is at fault, in words that are the same for every object that fails by it and at every verification. Pure. */
import type { Failure } from '../verification.ts';

const pull =
  /^(ImagePullBackOff|ErrImagePull|RegistryUnavailable|ImageInspectError|ErrImageNeverPull|InvalidImageName)$/;
const crash =
  /^(CrashLoopBackOff|CrashedNotReady|Restarting|Error|OOMKilled|ContainerCannotRun|StartError|RunContainerError)$/;
const slow =
  /^(TimedOut|NotReady|RolloutProgressing|NotAvailable|ProgressDeadlineExceeded|MinimumReplicasUnavailable)$/;
const outOfReach = /no such host|dial tcp|timeout|timed out|connection refused/i;
const refusedPull = /unauthorized|authentication|denied|forbidden|no basic auth/i;

/**
 * The fault of a failure: the image, the Secret, the quota, the node pool; where nothing is named, the workload and
 * what it does. Reasons that change by themselves (ErrImagePull and ImagePullBackOff) are one.
 * @param owner the workload that the object belongs to; the object itself where there is none
 */
export function troubleOf({ check, object, reason, message, cause, scope }: Failure, owner: string): string {
  const namespace = /^\S+ ([^/ ]+)\//.exec(object)?.[1] ?? '';
  if (check === 'Permission') return 'permissions of the user';
  if (check === 'Registry') return `registry ${object}`;
  // What is external of an image is its registry's: it could not be asked.
  if (check === 'Image') return scope === 'external' ? `registry ${registryOf(object)}` : `image ${object}`;
  if (pull.test(reason)) {
    const image = /\(image ([^\s)]+)\)/.exec(message)?.[1] ?? /image "([^"]+)"/.exec(message)?.[1];
    if (image !== undefined) return troubleOfPull(image, message, namespace);
  }
  if (reason === 'CreateContainerConfigError') {
    const missing =
      /\b(secret|configmap) "([^"]+)" not found/i.exec(message) ?? /\b(Secret|ConfigMap) [^/\s]+\/(\S+)/.exec(message);
    if (missing !== null) return `${missing[1]?.toLowerCase()} ${namespace}/${missing[2]}`;
  }
  const quota = /exceeded quota: ([^,\s]+)/.exec(message)?.[1];
  if (quota !== undefined) return `quota ${namespace}/${quota}`;
  const isClusterWide = reason === 'NodeUnreachable' || (reason === 'Unschedulable' && /Insufficient/.test(message));
  if (isClusterWide) return `${reason}: ${cause}`;
  return `${familyOf(reason)} of ${owner}`;
}

/** Credentials are those of a namespace; a registry that the nodes do not reach has none of its images. */
function troubleOfPull(image: string, message: string, namespace: string): string {
  if (refusedPull.test(message)) return `image ${image} in ${namespace}`;
  return outOfReach.test(message) ? `registry ${registryOf(image)} from the nodes` : `image ${image}`;
}

/** The host before the name, as `docker pull` reads it. */
function registryOf(image: string): string {
  const host = image.includes('/') ? (image.split('/')[0] ?? '') : '';
  return /[.:]/.test(host) || host === 'localhost' ? host : 'docker.io';
}

function familyOf(reason: string): string {
  if (pull.test(reason)) return 'pull';
  if (crash.test(reason)) return 'crash';
  return slow.test(reason) ? 'slow start' : reason;
}
