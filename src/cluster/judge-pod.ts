/** Judges a pod in the light of who controls it. Pure. */
import { workloadHealth } from './health/controller.ts';
import { type PodCircumstances, podHealth } from './health/pod.ts';
import type { Circumstances, Judgement } from './judgement.ts';
import { type Deployment, type KubeObject, type ObjectRef, type Pod, refOf, refText } from './kube-object.ts';
import type { Look } from './look.ts';
import { controllersOf, isInScope } from './plan.ts';

export interface JudgedPod {
  readonly pod: Pod;
  readonly judgement: Judgement;
  /** What refText calls its controller and, behind a ReplicaSet, its Deployment. */
  readonly controllers: readonly string[];
  /** Of an older revision, about to be replaced. */
  readonly outdated: boolean;
}

/** All pods of a look. */
export function judgePods(look: Look, circumstances: Circumstances): JudgedPod[] {
  const deployments = new Map(look.deployments.map((object) => [refText(refOf(object, 'Deployment')), object]));
  return look.pods.map((pod) => {
    const controller = controllerOfPod(pod, deployments, circumstances);
    const known = podCircumstances(pod, look.at, circumstances);
    const judgement: Judgement = {
      ref: refOf(pod, 'Pod'),
      health: podHealth(pod, controller === undefined ? known : { ...known, controller }),
      inScope: isInScope(circumstances.plan, pod, 'Pod'),
      evidence: podEvidence(pod),
      waitsFor: 'rollout',
    };
    return { pod, judgement, controllers: controllersOf(pod).map(refText), outdated: controller?.outdated ?? false };
  });
}

/** Controllers that have to be read before these pods can be judged: those of pods that are in trouble. */
export function controllersToRead(look: Look, circumstances: Circumstances): ObjectRef[] {
  return look.pods
    .filter((pod) => isInTrouble(pod, look.at, circumstances))
    .flatMap((pod) => controllersOf(pod).slice(0, 1));
}

function isInTrouble(pod: Pod, at: number, circumstances: Circumstances): boolean {
  const { verdict, troubled } = podHealth(pod, podCircumstances(pod, at, circumstances));
  return verdict === 'failed' || verdict === 'unknown' || troubled === true;
}

function podCircumstances(pod: Pod, now: number, { memory, patience }: Circumstances): PodCircumstances {
  const since = memory.pullTroubleSince(pod);
  return {
    now,
    pullGraceMs: patience.pullGraceMs,
    schedulingGraceMs: patience.schedulingGraceMs,
    restartsBefore: memory.restartsBefore(pod),
    ...(since === undefined ? {} : { pullTroubleSince: since }),
  };
}

/** The Deployment behind a ReplicaSet speaks for its pods; otherwise the controller itself, where it was read. */
function controllerOfPod(
  pod: Pod,
  deployments: ReadonlyMap<string, Deployment>,
  { controllers }: Circumstances,
): NonNullable<PodCircumstances['controller']> | undefined {
  const [ownerRef, deploymentRef] = controllersOf(pod);
  if (ownerRef === undefined) return undefined;
  const text = refText(ownerRef);
  const owner = controllers.get(text);
  const deployment = deploymentRef === undefined ? undefined : deployments.get(refText(deploymentRef));
  if (deployment !== undefined) {
    const isGone = controllers.has(text) && owner === undefined;
    const outdated = isGone || (owner !== undefined && revision(owner) !== revision(deployment));
    const deploymentText = refText(refOf(deployment, 'Deployment'));
    return { text: deploymentText, verdict: workloadHealth('Deployment', deployment).verdict, outdated };
  }
  if (owner === undefined) return undefined;
  const { updateRevision } = (owner.status ?? {}) as { updateRevision?: string };
  const ownRevision = pod.metadata?.labels?.['controller-revision-hash'];
  const outdated = updateRevision !== undefined && ownRevision !== undefined && ownRevision !== updateRevision;
  return { text, verdict: workloadHealth(ownerRef.kind, owner).verdict, outdated };
}

function revision(object: KubeObject): string | undefined {
  return object.metadata?.annotations?.['deployment.kubernetes.io/revision'];
}

function podEvidence(pod: Pod): string {
  const containers = pod.status?.containerStatuses ?? [];
  const texts = containers.map(
    ({ name, ready, restartCount, image }) =>
      `${name}: ${ready ? 'ready' : 'not ready'}, ${restartCount ?? 0} restarts, image ${image}`,
  );
  return texts.join('; ') || `phase ${pod.status?.phase}`;
}
