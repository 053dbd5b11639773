/** What is told of a pod beside its health, and what has to be read before it can be judged. Pure. */
import { aroundLook } from './around-look.ts';
import type { Around } from './health/around.ts';
import { controllersOf } from './health/pod-controllers.ts';
import type { Circumstances, Judgement } from './judgement.ts';
import { type ObjectRef, type Pod, refOf } from './kube-object.ts';
import type { Look } from './look.ts';
import { isInScope, type Plan } from './plan.ts';
import type { Steps } from './turns.ts';

/** A pod in the light of who controls it. */
export function judgePod(pod: Pod, around: Around, plan: Plan): Judgement {
  return {
    ref: refOf(pod, 'Pod'),
    health: around.healthOf(pod),
    inScope: isInScope(plan, pod, 'Pod'),
    evidence: podEvidence(pod),
    waitsFor: 'rollout',
  };
}

/** Controllers that have to be read before these pods can be judged: those of pods that are in trouble. */
export function* controllersToRead(look: Look, circumstances: Circumstances): Steps<ObjectRef[]> {
  // What would speak for a pod is left out: in trouble is what is in trouble by itself.
  const alone = { ...look, pods: [], deployments: [], services: [], slices: [], others: [] };
  const around = yield* aroundLook(alone, { ...circumstances, controllers: new Map() });
  const refs: ObjectRef[] = [];
  for (const pod of look.pods) {
    if (isInTrouble(pod, around)) refs.push(...controllersOf(pod).slice(0, 1));
    yield;
  }
  return refs;
}

function isInTrouble(pod: Pod, around: Around): boolean {
  const { verdict, troubled } = around.healthOf(pod);
  return verdict === 'failed' || verdict === 'unknown' || troubled === true;
}

function podEvidence(pod: Pod): string {
  const containers = pod.status?.containerStatuses ?? [];
  const texts = containers.map(
    ({ name, ready, restartCount, image }) =>
      `${name}: ${ready ? 'ready' : 'not ready'}, ${restartCount ?? 0} restarts, image ${image}`,
  );
  return texts.join('; ') || `phase ${pod.status?.phase}`;
}
