/** Flux objects as they are kept in a snapshot. Pure. */
import { createHash } from 'node:crypto';
import type { FluxJudgement } from '../flux/judge-flux.ts';
import { readyOf } from '../health/flux/flux.ts';
import type { HelmRelease } from '../health/flux/helm-release.ts';
import { shortRevision } from '../health/flux/revision.ts';
import type { KubeObject } from '../kube-object.ts';
import { essenceOf } from './essence.ts';
import { managersOf } from './managers.ts';
import type { ObjectState } from './snapshot.ts';

/** States in the order of the judgements. */
export function fluxStates(judgements: readonly FluxJudgement[]): ObjectState[] {
  return judgements.map((judgement) => {
    const { ref, object, health } = judgement;
    const { uid, generation } = object.metadata ?? {};
    return {
      ...{ kind: ref.kind, namespace: ref.namespace, name: ref.name, uid, generation },
      ...{ verdict: health.verdict, reason: health.reason, images: [], restarts: 0, podReasons: [] },
      managers: managersOf(object),
      revision: revisionOf(object),
      trouble: troubleOf(judgement),
      attempted: attemptedBy(object),
    };
  });
}

/** Of one that is suspended, or says that it is not ready: that work goes on is no trouble. */
function troubleOf({ object, health }: FluxJudgement): string | undefined {
  if (health.verdict === 'suspended') return hashOf(health.reason);
  const ready = readyOf(object);
  if (health.verdict === 'healthy' || health.verdict === 'terminating') return undefined;
  // What it says itself: the rules add what goes on meanwhile, and events.
  if (ready?.status === 'False' && ready.reason !== 'Progressing') {
    return hashOf(`${ready.reason}: ${essenceOf(ready.message ?? '')}`);
  }
  return health.verdict === 'failed' ? hashOf(`${health.reason}: ${essenceOf(health.message)}`) : undefined;
}

function revisionOf(object: KubeObject): string | undefined {
  const { artifact, history, lastAppliedRevision } = (object.status ?? {}) as NonNullable<HelmRelease['status']> & {
    readonly artifact?: { readonly revision?: string };
  };
  const revision = artifact?.revision ?? history?.[0]?.chartVersion ?? lastAppliedRevision;
  return revision === undefined || revision === '' ? undefined : shortRevision(revision);
}

/** Known where the controller tells both: https://fluxcd.io/flux/components/helm/helmreleases/#last-attempted-config-digest */
function attemptedBy(object: KubeObject): string | undefined {
  if (object.kind !== 'HelmRelease') return undefined;
  const { lastAttemptedRevision: chart, lastAttemptedConfigDigest: values } = (object as HelmRelease).status ?? {};
  return chart && values ? `${chart} ${values}` : undefined;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
