/**
 * The simulated cluster: a Kubernetes API over HTTP whose objects follow a branch of a bare repository, as Flux would
 * make them, and the health address of the apps that "run" in it. Nothing is really run.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type KubeObject, refOf, refText } from '../src/cluster/kube-object.ts';
import { fluxControllers } from '../test/support/flux-objects.ts';
import { type KubernetesApi, startKubernetesApi } from '../test/support/kubernetes-api.ts';
import { endpointSlice } from '../test/support/kubernetes-objects.ts';
import { announcePushes, hookPath, startAppServer } from './app-server.ts';
import { branchHead, manifestsOf } from './branch-reader.ts';
import { createFlux } from './flux.ts';
import { isReady, rollOut } from './rollout.ts';

export interface ClusterOptions {
  /** Folder of the bare repository that is followed. */
  readonly origin: string;
  readonly branch: string;
  /** Folder of the cluster in the repository. */
  readonly entry: string;
  readonly contextName: string;
  /** Kubeconfig file to write. */
  readonly kubeconfig: string;
  /** Images that the registry has; others cannot be pulled. */
  readonly images: ReadonlySet<string>;
  /** How long a container takes to be ready; milliseconds. */
  readonly startMs: number;
}

export interface SimulatedCluster {
  readonly api: KubernetesApi;
  /** `/NAME/healthz` below it answers 200 while a pod of the Deployment NAME is ready, else 503. */
  readonly healthUrl: string;
  close(): Promise<void>;
}

/** Kinds that the demo's tasks add; they are kept and have no controller. */
const kinds = [
  {
    kind: 'NetworkPolicy',
    apiVersion: 'networking.k8s.io/v1',
    plural: 'networkpolicies',
    namespaced: true,
    shortNames: ['netpol'],
  },
  {
    kind: 'PodDisruptionBudget',
    apiVersion: 'policy/v1',
    plural: 'poddisruptionbudgets',
    namespaced: true,
    shortNames: ['pdb'],
  },
];

/** Pushes are announced; this is for reconcile requests, and for what else moves the branch. */
const lookEveryMs = 500;

/** Starts it; what the branch holds now is applied and about to be ready. */
export async function startCluster(options: ClusterOptions): Promise<SimulatedCluster> {
  const api = await startKubernetesApi({ kinds });
  await api.kubeconfig(options.contextName, options.kubeconfig);
  api.put({ kind: 'Node', metadata: { name: 'demo-node' }, status: nodeStatus });
  for (const controller of fluxControllers()) api.put(controller);
  const stop = new AbortController();
  const rollouts = new Map<string, AbortController>();
  const running = new Set<Promise<void>>();
  const onPods = (namespace: string) => updateEndpoints(api, namespace);

  function apply(object: KubeObject): void {
    if (object.kind === 'Deployment') startRollout(object);
    else if (object.kind === 'Service') {
      api.put({ ...object, spec: { type: 'ClusterIP', clusterIP: '10.96.0.10', ...object.spec } });
      onPods(object.metadata?.namespace ?? 'default');
    } else if (object.kind === 'Namespace') api.put({ ...object, status: { phase: 'Active' } });
    else if (object.kind === 'Ingress') api.put({ ...object, status: { loadBalancer: { ingress: [address] } } });
    else api.put(object);
  }

  function startRollout(object: KubeObject): void {
    const key = refText(refOf(object));
    const known = api.get(refOf(object));
    // A rollout under way goes on when its Deployment is applied again unchanged.
    if (known !== undefined && isDeepStrictEqual(known.spec, object.spec)) return;
    rollouts.get(key)?.abort();
    const overtaken = new AbortController();
    rollouts.set(key, overtaken);
    const signal = AbortSignal.any([stop.signal, overtaken.signal]);
    // What the demo begins with has been running for long.
    const startMs = applied === undefined ? 0 : options.startMs;
    const work = rollOut(api, object, { images: options.images, startMs, signal, onPods })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      })
      .finally(() => running.delete(work));
    running.add(work);
  }

  let applied: string | undefined;
  const flux = createFlux(api, options.entry, apply);
  let requested = false;
  api.onChange(({ object }) => {
    const { lastHandledReconcileAt } = (object.status ?? {}) as { lastHandledReconcileAt?: string };
    const asked = object.metadata.annotations?.['reconcile.fluxcd.io/requestedAt'];
    if (asked !== undefined && asked !== lastHandledReconcileAt) requested = true;
  });

  let reconciling = Promise.resolve();
  /** One after the other: two pushes at once must not overtake each other. */
  function reconcile(): Promise<void> {
    reconciling = reconciling.then(async () => {
      const head = await branchHead(options.origin, options.branch);
      if (head === undefined || (head === applied && !requested)) return;
      requested = false;
      const files = await manifestsOf(options.origin, head);
      flux.reconcile(files, `${options.branch}@sha1:${head}`);
      applied = head;
    });
    return reconciling;
  }

  async function follow(): Promise<void> {
    while (!stop.signal.aborted) {
      await reconcile();
      await delay(lookEveryMs, undefined, { signal: stop.signal }).catch(() => {}); // the end of the demo
    }
  }

  const apps = await startAppServer(api, reconcile);
  await announcePushes(options.origin, `${apps.url}${hookPath}`);
  const following = follow();
  return {
    api,
    healthUrl: apps.url,
    async close() {
      stop.abort();
      await following;
      await Promise.all(running);
      await apps.close();
      await api.close();
    },
  };
}

const address = { ip: '192.0.2.40' };
const nodeStatus = { conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }] };

/** One slice for each Service, with the pods that it selects. */
function updateEndpoints(api: KubernetesApi, namespace: string): void {
  for (const service of api.list('Service', namespace)) {
    const { selector = {}, ports = [] } = service.spec as { selector?: Record<string, string>; ports?: Port[] };
    const selected = api
      .list('Pod', namespace)
      .filter(({ metadata }) => Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value))
      .filter(isReady)
      .map(({ metadata }) => metadata.name);
    const slice = endpointSlice(`${namespace}/${service.metadata.name}`, selected);
    api.put({ ...slice, ports: ports.map(({ name, port }) => ({ name, port })) } as KubeObject);
  }
}

interface Port {
  readonly name?: string;
  readonly port: number;
}
