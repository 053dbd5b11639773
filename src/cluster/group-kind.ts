/** Kinds with their API group, since several groups have a Service, a Node or a Kustomization of their own. */
import type { KubeObject } from './kube-object.ts';

/** The groups of the kinds that Kubernetes brings along; a list or an owner may leave the group out. */
const ownGroups: Readonly<Record<string, string>> = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  EndpointSlice: 'discovery.k8s.io',
  Ingress: 'networking.k8s.io',
  StorageClass: 'storage.k8s.io',
  HorizontalPodAutoscaler: 'autoscaling',
  PodDisruptionBudget: 'policy',
  CustomResourceDefinition: 'apiextensions.k8s.io',
};

/**
 * `Deployment.apps`, and `Pod` for the kinds of the core group: kubectl's way to name a kind. What servers before 1.16
 * have in the group `extensions` is named by the group that it moved to, and so are events.
 */
export function groupKind(kind: string, apiVersion: string | undefined): string {
  const slash = apiVersion?.indexOf('/') ?? -1;
  const written = apiVersion === undefined ? undefined : slash < 0 ? '' : apiVersion.slice(0, slash);
  if (kind === 'Event' && written === 'events.k8s.io') return kind;
  const group = written === undefined || written === 'extensions' ? (ownGroups[kind] ?? written ?? '') : written;
  return group === '' ? kind : `${kind}.${group}`;
}

/** The kind of an object with its group. */
export function groupKindOf({ kind = '', apiVersion }: KubeObject): string {
  return groupKind(kind, apiVersion);
}
