/** Kustomization of Flux: what the kustomize controller writes. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { type Case, condition, deleted, type Fields } from './case.ts';
import { commit, fluxObject, gitRepository, told } from './flux.ts';

interface Shape {
  readonly conditions?: readonly object[];
  readonly applied?: string | undefined;
  readonly attempted?: string | undefined;
  readonly spec?: Fields;
  readonly metadata?: Fields;
  readonly status?: Fields;
  readonly version?: string;
}

const requested = (at: string) => ({ annotations: { 'reconcile.fluxcd.io/requestedAt': at } });

/** The Kustomization shop, which has applied the commit that its source has. */
function kustomization(shape: Shape = {}): KubeObject {
  const applied = 'applied' in shape ? shape.applied : commit('a');
  const attempted = 'attempted' in shape ? shape.attempted : applied;
  const conditions = shape.conditions ?? [
    told('Ready', 'True', 'ReconciliationSucceeded', `Applied revision: ${applied}`),
    told('Healthy', 'True', 'Succeeded', 'Health check passed in 24ms'),
  ];
  return fluxObject(`kustomize.toolkit.fluxcd.io/${shape.version ?? 'v1'}`, 'Kustomization', 'shop', conditions, {
    spec: {
      path: './apps/shop',
      prune: true,
      wait: true,
      sourceRef: { kind: 'GitRepository', name: 'shop' },
      ...shape.spec,
    },
    metadata: { finalizers: ['finalizers.fluxcd.io'], ...shape.metadata },
    status: {
      lastAppliedRevision: applied,
      lastAttemptedRevision: attempted,
      inventory: { entries: [{ id: 'shop_web_apps_Deployment', v: 'v1' }] },
      ...shape.status,
    },
  });
}

const buildFailed = told(
  'Ready',
  'False',
  'BuildFailed',
  "kustomize build failed: accumulating resources: 'web.yaml' doesn't exist",
);
const unhealthy = told(
  'Ready',
  'False',
  'HealthCheckFailed',
  "health check failed after 30s: timeout waiting for: [Deployment/shop/web status: 'InProgress']",
);
const retrying = told('Reconciling', 'True', 'ProgressingWithRetry', 'Building manifests for revision main@sha1:bbbb');
/** The controller marks a generation as seen only when it is ready. */
const failing = { applied: commit('a'), attempted: commit('b'), status: { observedGeneration: 2 } };
const at = '2026-01-31T11:58:00.123456789Z';

export const kustomizationCases: readonly Case[] = [
  {
    name: 'applied what its source has',
    object: kustomization(),
    related: [gitRepository()],
    is: 'healthy Healthy',
    says: 'applied main@sha1:aaaaaaaaaa',
  },
  { name: 'applied, its source is not known', object: kustomization(), is: 'healthy Healthy' },
  {
    name: 'Ready at the old revision: its source has a newer one',
    object: kustomization(),
    related: [gitRepository(commit('b'))],
    is: 'progressing OldRevision',
    says: 'its source has main@sha1:bbbbbbbbbb',
  },
  {
    name: 'the same revision, written as before 2023',
    object: kustomization({ applied: `main/${'a'.repeat(40)}`, version: 'v1beta2' }),
    related: [gitRepository()],
    is: 'healthy Healthy',
  },
  {
    name: 'a source of that name in another namespace',
    object: kustomization({ spec: { sourceRef: { kind: 'GitRepository', name: 'shop', namespace: 'other' } } }),
    related: [gitRepository(commit('b'))],
    is: 'healthy Healthy',
  },
  {
    name: 'Ready, and it tries a newer revision',
    object: kustomization({ attempted: commit('b') }),
    is: 'progressing OldRevision',
    says: 'is tried',
  },
  {
    name: 'Ready, and it has applied nothing',
    object: kustomization({ applied: undefined }),
    is: 'progressing NotApplied',
  },
  {
    name: 'Ready at a revision that does not hold the pushed commit',
    object: kustomization(),
    related: [gitRepository()],
    known: { holdsPush: (revision) => revision === commit('b') },
    is: 'progressing OldRevision',
    says: 'does not hold the pushed commit',
  },
  {
    name: 'Ready at the pushed commit, or a later one',
    object: kustomization(),
    related: [gitRepository()],
    known: { holdsPush: (revision) => revision === commit('a') },
    is: 'healthy Healthy',
  },
  {
    name: 'suspended, although Ready stays True',
    object: kustomization({ spec: { suspend: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'changed, and not seen yet',
    object: kustomization({ metadata: { generation: 4 } }),
    is: 'progressing NotObserved',
  },
  {
    name: 'made a moment ago',
    object: kustomization({ conditions: [], applied: undefined, status: { observedGeneration: -1 } }),
    is: 'progressing NotObserved',
  },
  { name: 'no status at all', object: { ...kustomization(), status: {} }, is: 'progressing NotObserved' },
  {
    name: 'applies',
    object: kustomization({
      conditions: [
        told('Reconciling', 'True', 'Progressing', 'Detecting drift'),
        told('Ready', 'Unknown', 'Progressing'),
      ],
    }),
    is: 'progressing Progressing',
  },
  {
    name: 'waits for another Kustomization',
    object: kustomization({
      conditions: [told('Ready', 'False', 'DependencyNotReady', "dependency 'flux-system/infra' is not ready")],
    }),
    is: 'progressing DependencyNotReady',
    says: 'infra',
  },
  {
    name: 'its source has no artifact yet',
    object: kustomization({
      conditions: [told('Ready', 'False', 'ArtifactFailed', 'Source artifact not found, retrying in 30s')],
    }),
    is: 'progressing ArtifactFailed',
  },
  {
    name: 'cannot be built, and nothing says that it tries again',
    object: kustomization({ conditions: [buildFailed] }),
    is: 'failed BuildFailed',
    says: "'web.yaml' doesn't exist",
  },
  {
    name: 'cannot be built and tries again: what is pushed next may mend it',
    object: kustomization({ ...failing, conditions: [retrying, buildFailed] }),
    is: 'progressing BuildFailed',
    says: "'web.yaml' doesn't exist",
  },
  {
    name: 'cannot be built, after the request to reconcile was handled',
    object: kustomization({
      ...failing,
      conditions: [retrying, buildFailed],
      metadata: requested(at),
      status: { observedGeneration: 2, lastHandledReconcileAt: at },
    }),
    is: 'failed BuildFailed',
  },
  {
    name: 'its objects do not become healthy, after the request was handled',
    object: kustomization({
      conditions: [retrying, unhealthy],
      metadata: requested(at),
      status: { lastHandledReconcileAt: at },
    }),
    is: 'failed HealthCheckFailed',
    says: 'timeout waiting for',
  },
  {
    name: 'a server refuses its objects, after the request was handled',
    object: kustomization({
      conditions: [
        retrying,
        told('Ready', 'False', 'ReconciliationFailed', 'Deployment/shop/web dry-run failed (Invalid)'),
      ],
      metadata: requested(at),
      status: { lastHandledReconcileAt: at },
    }),
    is: 'failed ReconciliationFailed',
  },
  {
    name: 'old objects cannot be taken away, after the request was handled',
    object: kustomization({
      conditions: [retrying, told('Ready', 'False', 'PruneFailed', 'ConfigMap/shop/old delete failed: forbidden')],
      metadata: requested(at),
      status: { lastHandledReconcileAt: at },
    }),
    is: 'failed PruneFailed',
  },
  {
    name: 'failed before the request that was made since',
    object: kustomization({
      conditions: [buildFailed],
      metadata: requested(at),
      status: { lastHandledReconcileAt: '2026-01-30T08:00:00Z' },
    }),
    is: 'progressing BuildFailed',
  },
  {
    name: 'failed at an older generation, after the request was handled',
    object: kustomization({
      ...failing,
      conditions: [retrying, { ...buildFailed, observedGeneration: 2 }],
      metadata: requested(at),
      status: { observedGeneration: 2, lastHandledReconcileAt: at },
    }),
    is: 'progressing NotObserved',
  },
  {
    name: 'Stalled: access to its source is denied',
    object: kustomization({
      conditions: [
        told('Stalled', 'True', 'AccessDenied', 'cross-namespace access is disabled'),
        told('Ready', 'False', 'AccessDenied'),
      ],
    }),
    is: 'failed AccessDenied',
  },
  {
    name: 'as v1beta1 has it, ready',
    object: kustomization({
      version: 'v1beta1',
      applied: `main/${'a'.repeat(40)}`,
      conditions: [condition('Ready', 'True', 'ReconciliationSucceeded')],
    }),
    is: 'healthy Healthy',
  },
  {
    name: 'as v1beta1 has it, failed',
    object: kustomization({
      version: 'v1beta1',
      conditions: [condition('Ready', 'False', 'BuildFailed', { message: 'kustomize build failed' })],
    }),
    is: 'failed BuildFailed',
  },
  { name: 'being deleted', object: kustomization({ metadata: deleted }), is: 'terminating Terminating' },
];
