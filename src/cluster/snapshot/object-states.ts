/** The objects of a look as they are kept in a snapshot. Pure. */
import { restartCounts } from '../health/pod.ts';
import type { Judgement } from '../judgement.ts';
import { type KubeObject, type ObjectRef, type Pod, refOf, refText } from '../kube-object.ts';
import type { Look } from '../look.ts';
import { imagesOf } from './images.ts';
import { managersOf } from './managers.ts';
import { groupOf } from './pod-group.ts';
import type { ObjectState, Taken } from './snapshot.ts';

interface Group {
  readonly ref: ObjectRef;
  readonly pods: { readonly pod: Pod; readonly health: Judgement['health'] }[];
  judgement?: Judgement;
  object?: KubeObject;
}

/**
 * States in the order of the judgements; pods count for what controls them.
 * @param judgements of the scope alone
 * @param controllers of pods, read one by one
 */
export function objectStates(
  look: Look,
  judgements: readonly Judgement[],
  controllers: readonly KubeObject[] = [],
): Pick<Taken, 'podObjects'> & { readonly objects: readonly ObjectState[] } {
  const pods = new Map(look.pods.map((pod) => [refText(refOf(pod, 'Pod')), pod]));
  const services = look.services.map((one) => ({ ...one, kind: 'Service' }));
  const others = [...controllers, ...look.deployments, ...services, ...look.others];
  const objects = new Map<string, KubeObject>(others.map((object) => [refText(refOf(object)), object]));
  const groups = new Map<string, Group>();
  const podObjects = new Map<string, string>();
  const groupFor = (ref: ObjectRef): Group => {
    const object = objects.get(refText(ref));
    const group = groups.get(refText(ref)) ?? { ref, pods: [], ...(object === undefined ? {} : { object }) };
    groups.set(refText(ref), group);
    return group;
  };
  for (const judgement of judgements) {
    const text = refText(judgement.ref);
    const pod = pods.get(text);
    if (pod === undefined) {
      groupFor(judgement.ref).judgement = judgement;
    } else {
      const group = groupFor(groupOf(pod));
      group.pods.push({ pod, health: judgement.health });
      podObjects.set(text, refText(group.ref));
    }
  }
  return { objects: [...groups.values()].map(stateOf), podObjects };
}

function stateOf({ ref, pods, judgement, object }: Group): ObjectState {
  const unhealthy = pods.filter(({ health }) => health.verdict !== 'healthy');
  // Where the workload itself was not read, its pods speak for it.
  const health = judgement?.health ?? unhealthy[0]?.health ?? pods[0]?.health;
  const all = pods.map(({ pod }) => pod);
  // A pod that nobody controls is its own object.
  const whole = object ?? (ref.kind === 'Pod' ? all[0] : undefined);
  const { kind, namespace, name } = ref;
  return {
    ...{ kind, namespace, name, uid: whole?.metadata?.uid, generation: whole?.metadata?.generation },
    ...{ verdict: health?.verdict ?? 'unknown', reason: health?.reason ?? 'NotFound' },
    ...(object === undefined && all.length > 0 ? { ready: all.length - unhealthy.length } : replicasOf(object)),
    images: imagesOf(object, all),
    restarts: all.flatMap((pod) => Object.values(restartCounts(pod))).reduce((sum, count) => sum + count, 0),
    podReasons: [...new Set(unhealthy.map((one) => ownReason(one.health)))],
    managers: managersOf(object ?? all[0]),
  };
}

/** Of a pod that a rollout is about to replace, what is wrong with itself: `is of an older revision (CrashLoopBackOff) that …`. */
function ownReason({ reason, message }: Judgement['health']): string {
  return reason === 'BeingReplaced' ? (/\((\w+)\)/.exec(message)?.[1] ?? reason) : reason;
}

function replicasOf(object: KubeObject | undefined): Pick<ObjectState, 'ready' | 'desired'> {
  const spec = (object?.spec ?? {}) as { readonly replicas?: number; readonly completions?: number };
  const status = (object?.status ?? {}) as Readonly<Record<string, number | undefined>>;
  switch (object?.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
      return { ready: status['readyReplicas'] ?? 0, desired: spec.replicas ?? 1 };
    case 'DaemonSet':
      return { ready: status['numberReady'] ?? 0, desired: status['desiredNumberScheduled'] ?? 0 };
    default:
      return {};
  }
}
