/** Who controls a pod. */
import { controllerOf, type ObjectRef, type Pod } from '../kube-object.ts';

/** Its controller and, for a ReplicaSet named after its Deployment and template, the Deployment. */
export function controllersOf(pod: Pod): ObjectRef[] {
  const owner = controllerOf(pod);
  if (owner?.kind === undefined || owner.name === undefined) return [];
  const namespace = pod.metadata?.namespace ?? '';
  const refs = [{ kind: owner.kind, namespace, name: owner.name }];
  const suffix = `-${pod.metadata?.labels?.['pod-template-hash'] ?? ''}`;
  if (owner.kind === 'ReplicaSet' && suffix !== '-' && owner.name.endsWith(suffix)) {
    refs.push({ kind: 'Deployment', namespace, name: owner.name.slice(0, -suffix.length) });
  }
  return refs;
}
