/** What the objects around a pod and earlier looks say of it. */
import { controllerOf, type KubeObject, type Pod, refOf, refText } from '../kube-object.ts';
import type { Around } from './around.ts';
import { workloadHealth } from './controller.ts';
import type { PodCircumstances } from './pod.ts';
import { controllersOf } from './pod-controllers.ts';
import type { RelatedObjects } from './related-objects.ts';

/** All that the rule of Pod asks for. */
export function podCircumstances(
  pod: Pod,
  { now, grace, earlier, objects }: Omit<Around, 'healthOf'>,
): PodCircumstances {
  const since = earlier.pullTroubleSince(pod);
  const controller = controllerOfPod(pod, objects);
  return {
    now,
    pullGraceMs: grace.pullMs,
    schedulingGraceMs: grace.schedulingMs,
    restartsBefore: earlier.restartsBefore(pod),
    ...(since === undefined ? {} : { pullTroubleSince: since }),
    ...(controller === undefined ? {} : { controller }),
  };
}

/**
 * The Deployment behind a ReplicaSet speaks for its pods; otherwise the controller itself, where it is known. The node
 * that owns a static pod makes no other one when it fails.
 */
export function controllerOfPod(pod: Pod, objects: RelatedObjects): PodCircumstances['controller'] {
  const [ownerRef, deploymentRef] = controllersOf(pod);
  if (ownerRef === undefined || ownerRef.kind === 'Node') return undefined;
  const owner = objects.owner(ownerRef, controllerOf(pod)?.apiVersion);
  const deployment = deploymentRef === undefined ? undefined : objects.owner(deploymentRef);
  if (deployment !== undefined) {
    const outdated = owner === undefined ? objects.isGone(ownerRef) : revision(owner) !== revision(deployment);
    const text = refText(refOf(deployment, 'Deployment'));
    return { text, verdict: workloadHealth('Deployment', deployment).verdict, outdated };
  }
  if (owner === undefined) return undefined;
  const { updateRevision } = (owner.status ?? {}) as { updateRevision?: string };
  const ownRevision = pod.metadata?.labels?.['controller-revision-hash'];
  const outdated = updateRevision !== undefined && ownRevision !== undefined && ownRevision !== updateRevision;
  return { text: refText(ownerRef), verdict: workloadHealth(ownerRef.kind, owner).verdict, outdated };
}

function revision(object: KubeObject): string | undefined {
  return object.metadata?.annotations?.['deployment.kubernetes.io/revision'];
}
