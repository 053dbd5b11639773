/** Whether a Flux object is broken in the way in which it was broken before. Pure. */
import { fluxKinds } from '../flux/flux-kinds.ts';
import type { ObjectState } from './snapshot.ts';

export function isFluxKind(kind: string): boolean {
  return fluxKinds.some((one) => one.kind === kind);
}

/**
 * The same words for its trouble on both sides; of a HelmRelease that has tried nothing else since, whatever it says now: tries
 * run out, and what failed is rolled back. That work goes on, or that nothing is known, is no trouble.
 */
export function isSameFluxTrouble(then: ObjectState, now: ObjectState): boolean {
  if (then.trouble === undefined || now.trouble === undefined) return false;
  if (then.trouble === now.trouble) return true;
  const isPaused = then.verdict === 'suspended' || now.verdict === 'suspended';
  return then.attempted !== undefined && then.attempted === now.attempted && !isPaused;
}
