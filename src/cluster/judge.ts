/** Judges all objects of a look together: a workload and a service by their pods, a pod by who controls it. Pure. */
import { aroundLook } from './around-look.ts';
import { withLinks, withServiceLinks } from './cause/object-links.ts';
import type { Around } from './health/around.ts';
import { judgeFurther } from './judge-further.ts';
import { judgePod } from './judge-pod.ts';
import { judgeService } from './judge-service.ts';
import type { Circumstances, Judgement } from './judgement.ts';
import { type KubeObject, type ObjectRef, refOf } from './kube-object.ts';
import { isUnread, type Look } from './look.ts';
import { missingHealth } from './missing-health.ts';
import { isInScope, isNamed, type Plan } from './plan.ts';
import type { Steps } from './turns.ts';

/**
 * Everything in the look, and what the plan asks for and the look does not have. Of what may not be read, and of a
 * service whose endpoints may not be read, nothing is said here: whether the scope can do without is for the outcome.
 */
export function* judge(look: Look, circumstances: Circumstances): Steps<Judgement[]> {
  const { plan } = circumstances;
  const around = yield* aroundLook(look, circumstances);
  const judgements: Judgement[] = [];
  for (const object of look.deployments) {
    judgements.push(withLinks(judgeObject(object, around, plan), object));
    yield;
  }
  for (const object of look.others) {
    const judgement = judgeFurther(judgeObject(object, around, plan), object, look, plan);
    if (judgement !== undefined) judgements.push(withLinks(judgement, object));
    yield;
  }
  for (const service of look.services) {
    const judgement = judgeService(service, around, plan);
    const isBlind = isUnread(look, 'EndpointSlice', judgement.ref.namespace);
    if (judgement.health.reason !== 'NoReadyEndpoints' || !isBlind) {
      judgements.push(withServiceLinks(judgement, service, look.deployments, around));
    }
    yield;
  }
  for (const pod of look.pods) {
    judgements.push(withLinks(judgePod(pod, around, plan), pod));
    yield;
  }
  return [...judgements, ...missing(circumstances, look, judgements)];
}

function judgeObject(object: KubeObject, around: Around, plan: Plan): Judgement {
  const ref = refOf(object);
  const health = around.healthOf(object);
  const { observedGeneration } = (object.status ?? {}) as { observedGeneration?: number };
  const generations = `generation ${object.metadata?.generation ?? '?'}, observed ${observedGeneration ?? '?'}`;
  return {
    ref,
    health,
    inScope: isInScope(plan, object, ref.kind),
    evidence: `${health.message}; ${generations}`,
    waitsFor: 'rollout',
  };
}

/**
 * What the plan names must be there; just after a push it may not be there yet. What may not be read is not called
 * missing: the missing permission is told instead, and keeps the verification from passing (outcome.ts).
 */
function missing({ plan, nothingComes }: Circumstances, look: Look, judgements: readonly Judgement[]): Judgement[] {
  const unjudged = [
    ...look.others.map((object) => refOf(object)),
    ...look.services.map((one) => refOf(one, 'Service')),
  ];
  const present = [...judgements.map(({ ref }) => ref), ...unjudged];
  const refs: ObjectRef[] = plan.named
    .filter(({ resource, namespace }) => !isUnread(look, resource.kind, namespace))
    .filter(({ mayLack }) => !mayLack)
    .filter((wanted) => !present.some((ref) => isNamed(plan, wanted, ref)))
    .map(({ resource, namespace, name }) => ({ kind: resource.kind, namespace: namespace ?? '', name }));
  const namespaces = look.missingNamespaces.map((name) => ({ kind: 'Namespace', namespace: '', name }));
  return [...namespaces, ...refs].map((ref) => ({
    ref,
    health: missingHealth('is in the scope of the verification and does not exist', nothingComes),
    inScope: true,
    evidence: 'not found',
    waitsFor: 'itself',
  }));
}
