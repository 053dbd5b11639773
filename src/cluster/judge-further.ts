/** What is said of objects that are judged in the light of others which may not be known, or that come and go. Pure. */
import { healthy } from './health/health.ts';
import type { Judgement } from './judgement.ts';
import { controllerOf, type KubeObject } from './kube-object.ts';
import { isUnread, type Look } from './look.ts';
import { isNamed, type Plan } from './plan.ts';

/**
 * The judgement as it counts; undefined where nothing can or need be said. A Job of a CronJob is judged by its CronJob. A
 * CronJob whose Job runs just now is not waited for unless the plan names it: the next one may run when that one is done.
 * Of an ingress whose services may not be read nobody knows what is missing behind it.
 */
export function judgeFurther(judgement: Judgement, object: KubeObject, look: Look, plan: Plan): Judgement | undefined {
  const { ref, health } = judgement;
  const { kind, namespace } = ref;
  const isWanted = plan.named.some((wanted) => isNamed(plan, wanted, ref));
  if (kind === 'Job' && controllerOf(object)?.kind === 'CronJob' && !isUnread(look, 'CronJob', namespace)) {
    return isWanted ? judgement : undefined;
  }
  if (kind === 'CronJob' && health.reason === 'JobRunning' && !isWanted) {
    return { ...judgement, health: healthy(health.message, ['its job runs, and was not waited for']) };
  }
  const blindTo = (other: string) => isUnread(look, other, namespace);
  if (
    kind === 'Ingress' &&
    /^Backend|^NoReady/.test(health.reason) &&
    (blindTo('Service') || blindTo('EndpointSlice'))
  ) {
    return undefined;
  }
  return judgement;
}
