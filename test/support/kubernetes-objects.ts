/** Objects as a cluster would hold them, for tests and the demo: healthy unless something else is said. */
import type {
  ContainerStatus,
  Deployment,
  EndpointSlice,
  Job,
  ObjectMeta,
  Pod,
  ReplicaSet,
  Service,
} from '../../src/cluster/kube-object.ts';

type Change<T> = { readonly [K in keyof T]?: unknown };

/** `namespace/name` as metadata. */
function meta(path: string, more: ObjectMeta = {}): ObjectMeta {
  const [namespace = '', name = ''] = path.split('/');
  return { namespace, name, ...more };
}

export interface DeploymentShape {
  readonly replicas?: number;
  readonly ready?: number;
  readonly image?: string;
  readonly metadata?: ObjectMeta;
  readonly spec?: Change<NonNullable<Deployment['spec']>>;
  readonly status?: Change<NonNullable<Deployment['status']>>;
}

/** A Deployment whose `ready` replicas (default: all) are updated and available; selects the label `app: NAME`. */
export function deployment(path: string, shape: DeploymentShape = {}): Deployment {
  const { replicas = 1, ready = replicas, image = 'registry.example/app:1.0.0' } = shape;
  const name = path.split('/')[1] ?? '';
  const complete = ready === replicas;
  const spec = {
    replicas,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'app', image }] } },
    ...shape.spec,
  };
  const status = {
    observedGeneration: shape.metadata?.generation ?? 1,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: ready,
    availableReplicas: ready,
    conditions: [
      {
        type: 'Available',
        status: complete ? 'True' : 'False',
        reason: complete ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      },
      { type: 'Progressing', status: 'True', reason: complete ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated' },
    ],
    ...shape.status,
  };
  const annotations = { 'deployment.kubernetes.io/revision': '1' };
  const metadata = meta(path, { generation: 1, annotations, ...shape.metadata });
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec, status } as Deployment;
}

/** A ReplicaSet `NAME-HASH` of a Deployment `NAME`, of the given revision. */
export function replicaSet(path: string, revision = 1, replicas = 1): ReplicaSet {
  const owner = path.split('/')[1]?.replace(/-[^-]+$/, '') ?? '';
  const metadata = meta(path, {
    generation: 1,
    annotations: { 'deployment.kubernetes.io/revision': String(revision) },
    ownerReferences: [{ kind: 'Deployment', name: owner, controller: true }],
  });
  const counts = { replicas, readyReplicas: replicas, availableReplicas: replicas };
  const status = { observedGeneration: 1, ...counts };
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec: { replicas }, status };
}

export interface PodShape {
  readonly app?: string;
  /** `Kind/name` of the controller. */
  readonly owner?: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly image?: string;
  readonly container?: ContainerStatus;
  readonly metadata?: ObjectMeta;
  readonly spec?: Change<NonNullable<Pod['spec']>>;
  readonly status?: Change<NonNullable<Pod['status']>>;
}

/** A running, ready pod with one container `app`. */
export function pod(path: string, shape: PodShape = {}): Pod {
  const { app = path.split('/')[1] ?? '', phase = 'Running', ready = phase === 'Running' } = shape;
  const { image = 'registry.example/app:1.0.0' } = shape;
  const [ownerKind, ownerName] = shape.owner?.split('/') ?? [];
  const owners = ownerKind && ownerName ? [{ kind: ownerKind, name: ownerName, controller: true }] : undefined;
  const metadata = meta(path, {
    labels: { app },
    ...(owners === undefined ? {} : { ownerReferences: owners }),
    ...shape.metadata,
  });
  const running = { running: { startedAt: '2026-01-31T12:00:00Z' } };
  const container = { name: 'app', image, ready, started: ready, restartCount: 0, state: running, ...shape.container };
  const status = {
    phase,
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'Initialized', status: 'True' },
      { type: 'Ready', status: ready ? 'True' : 'False' },
    ],
    containerStatuses: [container],
    ...shape.status,
  };
  const spec = { restartPolicy: 'Always', containers: [{ name: 'app', image }], ...shape.spec };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec, status } as Pod;
}

/** A pod whose image cannot be pulled. */
export function podWithoutImage(path: string, shape: PodShape = {}): Pod {
  const image = shape.image ?? 'registry.example/app:missing';
  const message = `Back-off pulling image "${image}": manifest unknown`;
  const container = { ready: false, started: false, state: { waiting: { reason: 'ImagePullBackOff', message } } };
  return pod(path, { ...shape, image, phase: 'Pending', ready: false, container: { ...container, image } });
}

/** A ClusterIP service on port 80 for the label `app: NAME`. */
export function service(path: string, spec: Change<NonNullable<Service['spec']>> = {}): Service {
  const name = path.split('/')[1] ?? '';
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
  const whole = { type: 'ClusterIP', clusterIP: '10.96.0.10', selector: { app: name }, ports, ...spec };
  return { apiVersion: 'v1', kind: 'Service', metadata: meta(path), spec: whole } as Service;
}

/** A slice of a service with one endpoint for each pod name; `ready` holds for all. */
export function endpointSlice(path: string, pods: readonly string[], ready = true): EndpointSlice {
  const [namespace = '', name = ''] = path.split('/');
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace, name: `${name}-slice`, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port: 8080 }],
    endpoints: pods.map((target, index) => ({
      addresses: [`10.0.0.${index + 1}`],
      conditions: { ready, serving: ready, terminating: false },
      targetRef: { kind: 'Pod', namespace, name: target, uid: `uid-${target}` },
    })),
  };
}

/** A Job that is complete. */
export function job(path: string, status: Change<NonNullable<Job['status']>> = {}): Job {
  const whole = { succeeded: 1, conditions: [{ type: 'Complete', status: 'True' }], ...status };
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: meta(path), spec: {}, status: whole } as Job;
}
