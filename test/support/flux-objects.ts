/** Flux objects as a cluster would hold them, for tests: ready unless something else is said. */
import type { KubeObject } from '../../src/cluster/kube-object.ts';
import { deployment } from './kubernetes-objects.ts';

export type FluxShape = {
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
};

function object(kind: string, path: string, spec: object, status: object): KubeObject {
  const [namespace = '', name = ''] = path.split('/');
  return { kind, metadata: { namespace, name }, spec, status };
}

/** The condition Ready, in the status of an object whose first generation was seen. */
export function readyStatus(status: 'True' | 'False' | 'Unknown', reason: string, message: string): object {
  return { observedGeneration: 1, conditions: [{ type: 'Ready', status, reason, message }] };
}

/** One that has stored `revision` of its branch. */
export function gitRepository(path: string, revision: string, { spec, status }: FluxShape = {}): KubeObject {
  const ref = { url: 'ssh://git@git.example/platform/shop.git', ref: { branch: 'main' }, interval: '1m', ...spec };
  const ready = readyStatus('True', 'Succeeded', `stored artifact for revision '${revision}'`);
  return object('GitRepository', path, ref, { ...ready, artifact: { revision }, ...status });
}

/** One that has applied `revision` of GitRepository flux-system/shop, and these objects (`shop_web_apps_Deployment`). */
export function kustomization(
  path: string,
  revision: string,
  ids: readonly string[] = [],
  { spec, status }: FluxShape = {},
): KubeObject {
  const sourceRef = { kind: 'GitRepository', name: 'shop' };
  const ready = readyStatus('True', 'ReconciliationSucceeded', `Applied revision: ${revision}`);
  return object(
    'Kustomization',
    path,
    { path: './apps', prune: true, interval: '10m', sourceRef, ...spec },
    {
      ...ready,
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      inventory: { entries: ids.map((id) => ({ id, v: 'v1' })) },
      ...status,
    },
  );
}

/** One whose chart `web` of this version is deployed. */
export function helmRelease(path: string, version: string, { spec, status }: FluxShape = {}): KubeObject {
  const chart = {
    spec: { chart: 'web', version, sourceRef: { kind: 'HelmRepository', name: 'charts', namespace: 'flux-system' } },
  };
  const history = [{ status: 'deployed', chartName: 'web', chartVersion: version }];
  const ready = readyStatus('True', 'UpgradeSucceeded', `Helm upgrade succeeded: web ${version}`);
  return object(
    'HelmRelease',
    path,
    { chart, ...spec },
    { ...ready, history, lastAttemptedRevision: version, ...status },
  );
}

/** The Deployments that work on them, as `flux install` makes them. */
export function fluxControllers(ready = 1): KubeObject[] {
  const labels = { 'app.kubernetes.io/part-of': 'flux' };
  return ['source-controller', 'kustomize-controller', 'helm-controller'].map((name) =>
    deployment(`flux-system/${name}`, { ready, metadata: { labels } }),
  );
}
