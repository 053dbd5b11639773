/** The kinds that the Kubernetes API of the tests serves, and what discovery says of them. */

export interface Kind {
  readonly kind: string;
  /** `v1`, or group and version. */
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
}

const namespaced = (apiVersion: string, kind: string, plural: string, ...shortNames: string[]): Kind => ({
  kind,
  apiVersion,
  plural,
  namespaced: true,
  shortNames,
});

/** Core kinds and Flux's: the ones that a GitOps repository deals with. */
export const servedKinds: readonly Kind[] = [
  { kind: 'Namespace', apiVersion: 'v1', plural: 'namespaces', namespaced: false, shortNames: ['ns'] },
  { kind: 'Node', apiVersion: 'v1', plural: 'nodes', namespaced: false, shortNames: ['no'] },
  namespaced('v1', 'Pod', 'pods', 'po'),
  namespaced('v1', 'Service', 'services', 'svc'),
  namespaced('v1', 'ConfigMap', 'configmaps', 'cm'),
  namespaced('v1', 'Secret', 'secrets'),
  namespaced('v1', 'ServiceAccount', 'serviceaccounts', 'sa'),
  namespaced('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc'),
  namespaced('v1', 'Event', 'events', 'ev'),
  namespaced('apps/v1', 'Deployment', 'deployments', 'deploy'),
  namespaced('apps/v1', 'ReplicaSet', 'replicasets', 'rs'),
  namespaced('apps/v1', 'StatefulSet', 'statefulsets', 'sts'),
  namespaced('apps/v1', 'DaemonSet', 'daemonsets', 'ds'),
  namespaced('batch/v1', 'Job', 'jobs'),
  namespaced('batch/v1', 'CronJob', 'cronjobs', 'cj'),
  namespaced('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  namespaced('networking.k8s.io/v1', 'Ingress', 'ingresses', 'ing'),
  namespaced('source.toolkit.fluxcd.io/v1', 'GitRepository', 'gitrepositories', 'gitrepo'),
  namespaced('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'helmrepositories', 'helmrepo'),
  namespaced('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'kustomizations', 'ks'),
  namespaced('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'helmreleases', 'hr'),
];

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** Answers the discovery paths; undefined for every other path. */
export function discover(path: string, kinds: readonly Kind[], address: string): object | undefined {
  if (path === '/version') return { major: '1', minor: '33', gitVersion: 'v1.33.0', platform: 'linux/amd64' };
  if (path === '/api') {
    const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: address }];
    return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs };
  }
  const versions = [...new Set(kinds.map(({ apiVersion }) => apiVersion))];
  const groups = groupsOf(versions.filter((version) => version.includes('/')));
  if (path === '/apis') return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  const group = groups.find(({ name }) => path === `/apis/${name}`);
  if (group !== undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...group };
  const version = versions.find((known) => path === rootPath(known));
  if (version === undefined) return undefined;
  const resources = kinds
    .filter(({ apiVersion }) => apiVersion === version)
    .map((kind) => ({
      name: kind.plural,
      singularName: kind.kind.toLowerCase(),
      namespaced: kind.namespaced,
      kind: kind.kind,
      verbs,
      shortNames: kind.shortNames ?? [],
    }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: version, resources };
}

/** `/api/v1` or `/apis/GROUP/VERSION`. */
export function rootPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** The first version of a group is the preferred one. */
function groupsOf(versions: readonly string[]) {
  const names = [...new Set(versions.map((version) => version.split('/')[0] ?? ''))];
  return names.map((name) => {
    const own = versions.filter((version) => version.startsWith(`${name}/`));
    const entries = own.map((groupVersion) => ({ groupVersion, version: groupVersion.slice(name.length + 1) }));
    return { name, versions: entries, preferredVersion: entries[0] };
  });
}
