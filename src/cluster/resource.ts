/** Kinds that are read, and the API paths of their objects. */

export interface Resource {
  readonly kind: string;
  /** `v1`, or group and version. */
  readonly apiVersion: string;
  readonly plural: string;
}

/** What every cluster serves, and what most of a verification waits for. */
const core = {
  pods: { kind: 'Pod', apiVersion: 'v1', plural: 'pods' },
  deployments: { kind: 'Deployment', apiVersion: 'apps/v1', plural: 'deployments' },
  services: { kind: 'Service', apiVersion: 'v1', plural: 'services' },
  slices: { kind: 'EndpointSlice', apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices' },
} as const satisfies Record<string, Resource>;

/** What else can be unhealthy in a namespace; a cluster need not serve it. */
const further = {
  statefulSets: { kind: 'StatefulSet', apiVersion: 'apps/v1', plural: 'statefulsets' },
  daemonSets: { kind: 'DaemonSet', apiVersion: 'apps/v1', plural: 'daemonsets' },
  jobs: { kind: 'Job', apiVersion: 'batch/v1', plural: 'jobs' },
  cronJobs: { kind: 'CronJob', apiVersion: 'batch/v1', plural: 'cronjobs' },
  claims: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', plural: 'persistentvolumeclaims' },
  ingresses: { kind: 'Ingress', apiVersion: 'networking.k8s.io/v1', plural: 'ingresses' },
} as const satisfies Record<string, Resource>;

/** The kinds that are listed in every verification. */
export const listed = { ...core, ...further } as const;

/** Whether all objects of the kind are listed and judged, though not every cluster serves it. */
export function isFurther(kind: string): boolean {
  return Object.values(further).some((resource) => resource.kind === kind);
}

/** Whether every cluster serves the kind. */
export function isCore(kind: string): boolean {
  return Object.values(core).some((resource) => resource.kind === kind);
}

export const namespaces: Resource = { kind: 'Namespace', apiVersion: 'v1', plural: 'namespaces' };

/** What a task can name as a workload; the controllers of pods in trouble are read one by one as well. */
const workloads: readonly (Resource & { readonly words: readonly string[] })[] = [
  { ...listed.deployments, words: ['deploy'] },
  { ...listed.pods, words: ['po'] },
  { kind: 'ReplicaSet', apiVersion: 'apps/v1', plural: 'replicasets', words: ['rs'] },
  { ...listed.statefulSets, words: ['sts'] },
  { ...listed.daemonSets, words: ['ds'] },
  { ...listed.jobs, words: [] },
  { ...listed.cronJobs, words: ['cj'] },
  { ...listed.claims, words: ['pvc'] },
  { ...listed.ingresses, words: ['ing'] },
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
