/** Rollouts that nobody waits for: what a health URL says may be said by the old version. Pure. */
import { refText } from '../kube-object.ts';
import { needsCluster, type Plan } from '../plan.ts';
import { specOf } from './flux-spec.ts';
import type { FluxJudgement } from './judge-flux.ts';

/**
 * A warning where the scope is health URLs alone, and a Kustomization that a push changed is ready as soon as it has applied it:
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#wait
 */
export function unwaitedRollouts(plan: Plan, judgements: readonly FluxJudgement[]): string[] {
  if (needsCluster(plan) || plan.urls.length === 0) return [];
  const unwaited = judgements.filter(({ object, proof, isBystander }) => {
    const { wait, healthChecks = [] } = specOf(object);
    return object.kind === 'Kustomization' && proof !== undefined && !isBystander && !wait && healthChecks.length === 0;
  });
  return unwaited.map(
    ({ ref }) =>
      `The health URLs may have been answered by the old version: ${refText(ref)} does not wait for the rollout of what it applies. Name its workloads under verify:, or set wait: true there.`,
  );
}
