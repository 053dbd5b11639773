/** A verification against the Kubernetes API of the tests over HTTPS, with an authority of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planChecks } from '../../src/cluster/check-plan.ts';
import { defaultPatience, type FluxRequest, type Patience, type VerificationScope } from '../../src/cluster/request.ts';
import type { Verification } from '../../src/cluster/verification.ts';
import { verifyCluster } from '../../src/cluster/verify.ts';
import { trustedServer } from './certificate.ts';
import { type KubernetesApi, type KubernetesApiOptions, startKubernetesApi } from './kubernetes-api.ts';
import { deployment, endpointSlice, pod, replicaSet, service } from './kubernetes-objects.ts';

export interface ClusterStage {
  readonly api: KubernetesApi;
  readonly folder: string;
  /** A kubeconfig of the server, whose current context is `staging`. */
  readonly kubeconfig: string;
  readonly progress: readonly string[];
  /** Called with each line of progress, once: what a test does when something is waited for. */
  onWait(action: () => void): void;
  /** @param scope left out: what the text names */
  verify(scope: Partial<VerificationScope> | undefined, options?: VerifyOptions): Promise<Verification>;
  close(): Promise<void>;
}

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly patience?: Partial<Patience>;
  readonly text?: string;
  readonly labels?: readonly string[];
  readonly flux?: FluxRequest;
  readonly env?: NodeJS.ProcessEnv;
  readonly kubeconfig?: string;
}

/** Short waits, so that tests are quick. */
const quickPatience: Patience = {
  ...defaultPatience,
  podsMs: 20_000,
  quickMs: 300,
  pullGraceMs: 200,
  pauseMs: [50, 400],
  retryMs: 50,
};

/** Starts the server and a folder for kubeconfigs. */
export async function clusterStage(options: KubernetesApiOptions = {}): Promise<ClusterStage> {
  const api = await startKubernetesApi({ ...trustedServer(), ...options });
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-cluster-'));
  const kubeconfig = join(folder, 'config');
  await api.kubeconfig('staging', kubeconfig);
  const progress: string[] = [];
  const actions: (() => void)[] = [];
  return {
    api,
    folder,
    kubeconfig,
    progress,
    onWait: (action) => actions.push(action),
    verify(
      scope,
      {
        signal = new AbortController().signal,
        timeoutMs = 30_000,
        patience,
        text = '',
        labels = [],
        flux,
        ...where
      } = {},
    ) {
      const none = { namespaces: [], workloads: [], services: [], urls: [], commands: [] };
      const stated = scope === undefined ? undefined : { ...none, ...scope };
      const plan = planChecks({ labels, stated, text });
      const file = where.env === undefined ? { kubeconfig: where.kubeconfig ?? kubeconfig } : {};
      const access = { env: where.env ?? {}, recordedContext: 'staging', ...file };
      const listener = {
        onProgress(message: string) {
          progress.push(message);
          if (message.startsWith('Waiting for')) actions.shift()?.();
        },
      };
      const request = { access, plan, addressRequired: false, timeoutMs, ...(flux === undefined ? {} : { flux }) };
      return verifyCluster(request, listener, signal, { ...quickPatience, ...patience });
    },
    async close() {
      await api.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The shop of the given namespace: a Deployment with so many of its two replicas ready, their pods, a service. */
export function putShop(api: KubernetesApi, ready = 2, namespace = 'shop'): void {
  const labels = { app: 'web', 'pod-template-hash': 'abc' };
  const names = ['web-abc-1', 'web-abc-2'];
  for (const [index, name] of names.entries()) {
    const isReady = index < ready;
    const container = isReady ? {} : { state: { waiting: { reason: 'ContainerCreating' } } };
    const phase = isReady ? 'Running' : 'Pending';
    api.put(
      pod(`${namespace}/${name}`, {
        owner: 'ReplicaSet/web-abc',
        phase,
        ready: isReady,
        container,
        metadata: { labels },
      }),
    );
  }
  api.put(replicaSet(`${namespace}/web-abc`, 1, 2));
  api.put(service(`${namespace}/web`));
  api.put(endpointSlice(`${namespace}/web`, names.slice(0, ready)));
  api.put(deployment(`${namespace}/web`, { replicas: 2, ready }));
}
