/** Which Flux objects are only kept waiting by another that failed. Pure. */
import { type ObjectRef, refText } from '../kube-object.ts';
import { chartRefOf, dependenciesOf, inventoryOf, sourceRefOf } from './flux-spec.ts';
import type { FluxJudgement } from './judge-flux.ts';

/**
 * For each object that does not get further because of others: the one at the root of it. What fails by itself, and what
 * waits in a circle, has no entry.
 * @param isFailing whether an object counts as failing now
 */
export function rootsOf(
  judgements: readonly FluxJudgement[],
  isFailing: (judgement: FluxJudgement) => boolean,
): Map<FluxJudgement, FluxJudgement> {
  const failing = new Map(judgements.filter(isFailing).map((judgement) => [refText(judgement.ref), judgement]));
  const blockers = (judgement: FluxJudgement) =>
    blockersOf(judgement).flatMap((ref) => {
      const blocker = failing.get(refText(ref));
      return blocker === undefined || blocker === judgement ? [] : [blocker];
    });
  const rootOf = (judgement: FluxJudgement): FluxJudgement | undefined => {
    const reached = new Set([judgement]);
    for (const one of reached) {
      const next = blockers(one);
      if (next.length === 0 && one !== judgement) return one;
      for (const blocker of next) reached.add(blocker);
    }
    return undefined;
  };
  return new Map(
    [...failing.values()].flatMap((judgement) => {
      const root = rootOf(judgement);
      return root === undefined ? [] : [[judgement, root]];
    }),
  );
}

/**
 * What can keep it waiting: its source, its chart, what it depends on; the Kustomization that has not applied it anew; for a
 * health check, what it applied itself.
 */
function blockersOf({ object, health, behind, isOfPush }: FluxJudgement): ObjectRef[] {
  const isWaiting = health.verdict === 'progressing';
  if (!isWaiting && health.reason !== 'HealthCheckFailed') return [];
  if (behind !== undefined) return [behind];
  const upstream = [sourceRefOf(object), chartRefOf(object)].flatMap((ref) => ref ?? []);
  const applied = inventoryOf(object).filter(({ kind }) => kind === 'HelmRelease' || kind === 'Kustomization');
  const hasApplied = isOfPush && health.reason !== 'OldRevision';
  return [...(isWaiting ? [...upstream, ...dependenciesOf(object)] : []), ...(hasApplied ? applied : [])];
}
