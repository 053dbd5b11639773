/** The columns that `kubectl get` shows, as the server's Table, for the kinds that people look at most. */
import { podStatusText } from '../../src/cluster/health/pod-status.ts';
import { type Condition, conditionOf, type Deployment, type Pod, type Service } from '../../src/cluster/kube-object.ts';
import type { StoredObject } from './kubernetes-store.ts';

interface Columns {
  readonly names: readonly string[];
  cells(object: StoredObject): (string | number)[];
}

const columns: Readonly<Record<string, Columns>> = {
  Pod: { names: ['Name', 'Ready', 'Status', 'Restarts', 'Age'], cells: podCells },
  Deployment: { names: ['Name', 'Ready', 'Up-to-date', 'Available', 'Age'], cells: deploymentCells },
  Service: { names: ['Name', 'Type', 'Cluster-IP', 'Port(s)', 'Age'], cells: serviceCells },
};

const conditionColumns: Columns = { names: ['Name', 'Ready', 'Status', 'Age'], cells: conditionCells };

/** The objects as a Table; other kinds show their Ready condition, which is what Flux's do. */
export function table(kind: string, objects: readonly StoredObject[], metadata: object): object {
  const { names, cells } = columns[kind] ?? conditionColumns;
  const columnDefinitions = names.map((name) => ({ name, type: 'string', format: '', description: '', priority: 0 }));
  const rows = objects.map((object) => ({
    cells: cells(object),
    object: { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata },
  }));
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions, rows };
}

function podCells(object: StoredObject): (string | number)[] {
  const pod: Pod = object;
  const statuses = pod.status?.containerStatuses ?? [];
  const ready = statuses.filter((status) => status.ready === true).length;
  const restarts = statuses.reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
  const containers = pod.spec?.containers?.length ?? statuses.length;
  return [object.metadata.name, `${ready}/${containers}`, podStatusText(pod), restarts, age(object)];
}

function deploymentCells(object: StoredObject): (string | number)[] {
  const { spec, status }: Deployment = object;
  const ready = `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 1}`;
  return [object.metadata.name, ready, status?.updatedReplicas ?? 0, status?.availableReplicas ?? 0, age(object)];
}

function serviceCells(object: StoredObject): (string | number)[] {
  const { spec }: Service = object;
  const ports = (spec?.ports ?? []).map(({ port }) => `${port}/TCP`).join(',') || '<none>';
  return [object.metadata.name, spec?.type ?? 'ClusterIP', spec?.clusterIP ?? '<none>', ports, age(object)];
}

function conditionCells(object: StoredObject): (string | number)[] {
  const ready: Condition = conditionOf(object, 'Ready') ?? {};
  return [object.metadata.name, ready.status ?? '', ready.message ?? '', age(object)];
}

function age({ metadata }: StoredObject): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(metadata.creationTimestamp)) / 1000));
  if (seconds < 120) return `${seconds}s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds / 3600)}h`;
}
