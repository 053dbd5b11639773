/** Kinds that are read, and the API paths of their objects. */

export interface Resource {
  readonly kind: string;
  /** `v1`, or group and version. */
  readonly apiVersion: string;
  readonly plural: string;
}

/** The kinds that are listed in every verification. */
export const listed = {
  pods: { kind: 'Pod', apiVersion: 'v1', plural: 'pods' },
  deployments: { kind: 'Deployment', apiVersion: 'apps/v1', plural: 'deployments' },
  services: { kind: 'Service', apiVersion: 'v1', plural: 'services' },
  slices: { kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices' },
} as const satisfies Record<string, Resource>;

export const namespaces: Resource = { kind: 'Namespace', apiVersion: 'v1', plural: 'namespaces' };

/** Workloads that are read one by one: those that a task names, and the controllers of pods in trouble. */
const workloads: readonly (Resource & { readonly words: readonly string[] })[] = [
  { ...listed.deployments, words: ['deploy'] },
  { ...listed.pods, words: ['po'] },
  { kind: 'ReplicaSet', apiVersion: 'apps/v1', plural: 'replicasets', words: ['rs'] },
  { kind: 'StatefulSet', apiVersion: 'apps/v1', plural: 'statefulsets', words: ['sts'] },
  { kind: 'DaemonSet', apiVersion: 'apps/v1', plural: 'daemonsets', words: ['ds'] },
  { kind: 'Job', apiVersion: 'batch/v1', plural: 'jobs', words: [] },
];

/** The workload kind that a word means as kubectl takes it: kind, plural or short name, in any case. */
export function workloadResource(word: string): Resource | undefined {
  const wanted = word.toLowerCase();
  return workloads.find(
    ({ kind, plural, words }) => kind.toLowerCase() === wanted || plural === wanted || words.includes(wanted),
  );
}

/** Path of all objects of a kind, in one namespace or, without one, everywhere. */
export function listPath(resource: Resource, namespace?: string): string {
  const root = resource.apiVersion.includes('/') ? `/apis/${resource.apiVersion}` : `/api/${resource.apiVersion}`;
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${within}/${resource.plural}`;
}

/** Path of one object. */
export function objectPath(resource: Resource, namespace: string | undefined, name: string): string {
  return `${listPath(resource, namespace)}/${encodeURIComponent(name)}`;
}
