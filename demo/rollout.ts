/** Plays the Deployment controller and the kubelet: a changed Deployment becomes new pods, ready ones or stuck ones. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Condition, controllerOf, type KubeObject, type ObjectMeta } from '../src/cluster/kube-object.ts';
import type { KubernetesApi } from '../test/support/kubernetes-api.ts';
import { pod, replicaSet } from '../test/support/kubernetes-objects.ts';
import { timestamp } from '../test/support/kubernetes-store.ts';
import { type ContainerPhase, containerStatus, tellPhase } from './kubelet.ts';

const revisionKey = 'deployment.kubernetes.io/revision';

/** The part of a Deployment's spec that is played. */
interface DeploymentSpec {
  readonly replicas?: number;
  readonly progressDeadlineSeconds?: number;
  readonly template: {
    readonly metadata?: ObjectMeta;
    readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string }[] };
  };
}

export interface RolloutOptions {
  /** Images that the simulated registry has. */
  readonly images: ReadonlySet<string>;
  /** How long a container takes to be ready; milliseconds. */
  readonly startMs: number;
  readonly signal: AbortSignal;
  /** Called whenever pods have changed, with their namespace. */
  onPods(namespace: string): void;
}

/** One rollout; ends when it is complete, stuck for good, or overtaken by the next one (the signal). */
export async function rollOut(api: KubernetesApi, manifest: KubeObject, options: RolloutOptions): Promise<void> {
  const { name = '', namespace = 'default' } = manifest.metadata ?? {};
  const spec = manifest.spec as DeploymentSpec;
  const { replicas = 1, progressDeadlineSeconds = 600, template } = spec;
  const old = api.get({ kind: 'Deployment', namespace, name });
  const isNewTemplate = !isDeepStrictEqual((old?.spec as DeploymentSpec | undefined)?.template, template);
  const revision = Number(old?.metadata.annotations?.[revisionKey] ?? 0) + (isNewTemplate ? 1 : 0);
  const annotations = { ...manifest.metadata?.annotations, [revisionKey]: String(revision) };
  const deployment = api.put({
    ...manifest,
    metadata: { ...manifest.metadata, annotations },
    status: old?.status ?? {},
  });
  const hash = createHash('sha256').update(JSON.stringify(template)).digest('hex').slice(0, 9);
  const set = `${name}-${hash}`;
  const image = template.spec.containers.map((container) => container.image);
  const missing = image.find((candidate) => !options.images.has(candidate));

  const podsOf = () => api.list('Pod', namespace).filter((found) => controllerOf(found)?.name?.startsWith(`${name}-`));
  const isCurrent = (found: KubeObject) => controllerOf(found)?.name === set;
  const report = (progressing: Condition) => {
    const pods = podsOf();
    const ready = pods.filter(isReady).length;
    const available = ready >= replicas;
    const status = {
      observedGeneration: deployment.metadata.generation,
      replicas: pods.length,
      updatedReplicas: pods.filter(isCurrent).length,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: Math.max(0, Math.max(replicas, pods.length) - ready),
      conditions: [
        condition('Available', available, available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable'),
        progressing,
      ],
    };
    api.put({ ...deployment, status });
    options.onPods(namespace);
  };
  const put = (podName: string, phase: ContainerPhase) => {
    const isRunning = phase === 'running';
    const container = containerStatus(template.spec.containers[0]?.name ?? 'app', missing ?? image[0] ?? '', phase);
    const stored = api.put(
      pod(`${namespace}/${podName}`, {
        owner: `ReplicaSet/${set}`,
        metadata: { labels: { ...template.metadata?.labels, 'pod-template-hash': hash } },
        spec: template.spec,
        phase: isRunning ? 'Running' : 'Pending',
        ready: isRunning,
        container,
      }),
    );
    tellPhase(api, stored, container, phase);
  };

  await delay(options.startMs / 10, undefined, { signal: options.signal });
  putReplicaSet(api, `${namespace}/${set}`, revision, replicas);
  const current = podsOf().filter(isCurrent);
  // What cannot be pulled stays at the first pod: the old ones go on until it is ready.
  const wanted = missing === undefined ? replicas : 1;
  const fresh = Array.from(
    { length: Math.max(0, wanted - current.length) },
    () => `${set}-${randomBytes(3).toString('hex').slice(0, 5)}`,
  );
  for (const podName of fresh) put(podName, 'creating');
  const message = `ReplicaSet "${set}" is progressing.`;
  report(condition('Progressing', true, isNewTemplate ? 'ReplicaSetUpdated' : 'NewReplicaSetAvailable', message));
  await delay(options.startMs, undefined, { signal: options.signal });

  if (missing !== undefined) {
    for (const podName of fresh) put(podName, 'pull refused');
    report(condition('Progressing', true, 'ReplicaSetUpdated', message));
    await delay(options.startMs, undefined, { signal: options.signal });
    for (const podName of fresh) put(podName, 'backing off');
    await delay(progressDeadlineSeconds * 1000, undefined, { signal: options.signal, ref: false });
    const late = `ReplicaSet "${set}" has timed out progressing.`;
    report(condition('Progressing', false, 'ProgressDeadlineExceeded', late));
    return;
  }
  // All, since pods of a rollout that this one has overtaken may be starting still.
  for (const found of podsOf().filter(isCurrent)) if (!isReady(found)) put(found.metadata.name, 'running');
  const leftover = [...podsOf().filter((found) => !isCurrent(found)), ...podsOf().filter(isCurrent).slice(replicas)];
  for (const gone of leftover) api.remove({ kind: 'Pod', namespace, name: gone.metadata.name });
  for (const found of api.list('ReplicaSet', namespace)) {
    const isOlder = controllerOf(found)?.name === name && found.metadata.name !== set;
    if (isOlder) api.remove({ kind: 'ReplicaSet', namespace, name: found.metadata.name });
  }
  const done = `ReplicaSet "${set}" has successfully progressed.`;
  report(condition('Progressing', true, 'NewReplicaSetAvailable', done));
}

/** Its controller has seen the newest generation, which the API counts. */
function putReplicaSet(api: KubernetesApi, path: string, revision: number, replicas: number): void {
  const set = replicaSet(path, revision, replicas);
  const { generation } = api.put(set).metadata;
  api.put({ ...set, status: { ...set.status, observedGeneration: generation } });
}

export function isReady(found: KubeObject): boolean {
  const conditions = (found.status as { conditions?: Condition[] } | undefined)?.conditions ?? [];
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function condition(type: string, holds: boolean, reason: string, message = ''): Condition {
  return { type, status: holds ? 'True' : 'False', reason, message, lastTransitionTime: timestamp() };
}
