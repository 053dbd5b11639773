/** Whether an object is broken in the way in which it was broken before. Pure. */
import { isFluxKind, isSameFluxTrouble } from './same-flux-trouble.ts';
import type { ObjectState } from './snapshot.ts';

/**
 * Reasons that one trouble has in turn, from look to look: a container that crashes is waiting, running or ended, an image
 * is refused or waited for. Source: the kubelet's container state reasons.
 */
const families: readonly RegExp[] = [
  /^(CrashLoopBackOff|CrashedNotReady|Restarting|Error|OOMKilled|ContainerCannotRun|StartError|RunContainerError)$/,
  /^(ImagePullBackOff|ErrImagePull|RegistryUnavailable|ImageInspectError)$/,
];

function familyOf(reason: string): string {
  return families.find((family) => family.test(reason))?.source ?? reason;
}

/** Whether pods were not healthy then for a reason for which they are not now. */
export function haveSameTrouble(then: readonly string[], now: readonly string[]): boolean {
  const before = new Set(then.map(familyOf));
  return now.some((reason) => before.has(familyOf(reason)));
}

/**
 * Whether the object was not healthy then and is not now, for the same reason or by pods with the same trouble: a rollout
 * that is stuck is first progressing, later past its deadline. That it progresses does not say what it waits for; its pods do.
 */
export function isSameTrouble(then: ObjectState, now: ObjectState): boolean {
  if (then.verdict === 'healthy' || now.verdict === 'healthy') return false;
  if (isFluxKind(now.kind)) return isSameFluxTrouble(then, now);
  if (haveSameTrouble(then.podReasons, now.podReasons)) return true;
  const isWaiting = then.verdict === 'progressing' || now.verdict === 'progressing';
  if (isWaiting && then.podReasons.length + now.podReasons.length > 0) return false;
  return familyOf(then.reason) === familyOf(now.reason);
}

/**
 * Whether nobody has changed what is asked for since then, as far as the cluster tells. Of an object that was not read
 * nobody can tell.
 */
export function isUnchanged(then: ObjectState, now: ObjectState): boolean {
  const images = (state: ObjectState) => [...new Set(state.images.map(({ image }) => image))].sort().join(' ');
  if (then.uid === undefined || then.attempted !== now.attempted) return false;
  return then.uid === now.uid && then.generation === now.generation && images(then) === images(now);
}

/** Whether no fewer of its pods are ready than then, as far as both sides tell. */
export function isNoWorse({ ready: then }: ObjectState, { ready: now }: ObjectState): boolean {
  return then === undefined || now === undefined || now >= then;
}
