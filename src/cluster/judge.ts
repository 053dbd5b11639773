/** Judges all objects of a look together: a workload and a service by their pods, a pod by who controls it. Pure. */
import { workloadHealth } from './health/controller.ts';
import { failed, troubled } from './health/health.ts';
import { type JudgedPod, judgePods } from './judge-pod.ts';
import { judgeService } from './judge-service.ts';
import type { Circumstances, Judgement } from './judgement.ts';
import { type KubeObject, type ObjectRef, refOf, refText } from './kube-object.ts';
import { isUnread, type Look } from './look.ts';
import { isInScope, isNamed, type Plan } from './plan.ts';

/**
 * Everything in the look, and what the plan asks for and the look does not have. Of what may not be read, and of a
 * service whose endpoints may not be read, nothing is said here: whether the scope can do without is for the outcome.
 */
export function judge(look: Look, circumstances: Circumstances): Judgement[] {
  const { plan } = circumstances;
  const pods = judgePods(look, circumstances);
  const judgements = [
    ...look.deployments.map((deployment) => judgeWorkload('Deployment', deployment, pods, plan)),
    ...look.others.map((object) => judgeWorkload(object.kind ?? '', object, pods, plan)),
    ...look.services
      .map((service) => judgeService(service, look, pods, circumstances))
      .filter(
        ({ ref, health }) => health.reason !== 'NoReadyEndpoints' || !isUnread(look, 'EndpointSlice', ref.namespace),
      ),
    ...pods.map(({ judgement }) => judgement),
  ];
  return [...judgements, ...missing(plan, look, judgements)];
}

/** A rollout whose own new pods have failed does not come to its end: no need to wait for its progress deadline. */
function judgeWorkload(kind: string, object: KubeObject, pods: readonly JudgedPod[], plan: Plan): Judgement {
  const ref = refOf(object, kind);
  const own = workloadHealth(kind, object);
  const bad = pods.find(
    ({ controllers, outdated, judgement }) =>
      controllers.includes(refText(ref)) && !outdated && judgement.health.verdict === 'failed',
  )?.judgement;
  const isHeldUp = own.verdict === 'progressing' && bad !== undefined;
  const health = isHeldUp
    ? failed(bad.health.reason, `${own.message}; ${refText(bad.ref)}: ${bad.health.message}`)
    : own;
  const { observedGeneration } = (object.status ?? {}) as { observedGeneration?: number };
  const generations = `generation ${object.metadata?.generation ?? '?'}, observed ${observedGeneration ?? '?'}`;
  return {
    ref,
    health,
    inScope: isInScope(plan, object, kind),
    evidence: `${own.message}; ${generations}`,
    waitsFor: 'rollout',
  };
}

/**
 * What the plan names must be there; just after a push it may not be there yet. What may not be read is not called
 * missing: the missing permission is told instead, and keeps the verification from passing (outcome.ts).
 */
function missing(plan: Plan, look: Look, judgements: readonly Judgement[]): Judgement[] {
  const present = [...judgements.map(({ ref }) => ref), ...look.services.map((service) => refOf(service, 'Service'))];
  const refs: ObjectRef[] = plan.named
    .filter(({ resource, namespace }) => !isUnread(look, resource.kind, namespace))
    .filter((wanted) => !present.some((ref) => isNamed(plan, wanted, ref)))
    .map(({ resource, namespace, name }) => ({ kind: resource.kind, namespace: namespace ?? '', name }));
  const namespaces = look.missingNamespaces.map((name) => ({ kind: 'Namespace', namespace: '', name }));
  return [...namespaces, ...refs].map((ref) => ({
    ref,
    health: troubled('NotFound', 'is in the scope of the verification and does not exist'),
    inScope: true,
    evidence: 'not found',
    waitsFor: 'itself',
  }));
}
