/** HelmRelease: what the helm controller writes. */
import type { KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, condition, deleted, type Fields, meta, object } from './case.ts';
import { fluxObject, told } from './flux.ts';

interface Shape {
  readonly conditions?: readonly object[];
  readonly spec?: Fields;
  readonly metadata?: Fields;
  readonly status?: Fields;
  readonly version?: string;
}

const release = (version: number, chartVersion: string, status: string, more: Fields = {}): Fields => ({
  name: 'web',
  namespace: 'shop',
  version,
  status,
  chartName: 'web',
  chartVersion,
  appVersion: chartVersion,
  configDigest: 'sha256:aaaa',
  digest: 'sha256:1111',
  firstDeployed: ago(86_400),
  lastDeployed: ago(1200),
  ...more,
});

const upgraded = 'Helm upgrade succeeded for release shop/web.v7 with chart web@1.5.0';
const upgradeFailed = 'Helm upgrade failed for release shop/web with chart web@1.5.0: context deadline exceeded';
const rolledBack = 'Helm rollback to previous release shop/web.v6 with chart web@1.4.0 succeeded';

/** The HelmRelease web, which has deployed chart 1.5.0 as release 7. */
function helmRelease(shape: Shape = {}): KubeObject {
  const conditions = shape.conditions ?? [
    told('Ready', 'True', 'UpgradeSucceeded', upgraded),
    told('Released', 'True', 'UpgradeSucceeded', upgraded),
  ];
  return fluxObject(`helm.toolkit.fluxcd.io/${shape.version ?? 'v2'}`, 'HelmRelease', 'web', conditions, {
    spec: {
      chart: { spec: { chart: 'web', version: '1.5.0', sourceRef: { kind: 'HelmRepository', name: 'charts' } } },
      ...shape.spec,
    },
    metadata: { namespace: 'shop', ...shape.metadata },
    status: {
      helmChart: 'flux-system/shop-web',
      history: [release(7, '1.5.0', 'deployed'), release(6, '1.4.0', 'superseded')],
      lastAttemptedGeneration: 3,
      lastAttemptedRevision: '1.5.0',
      lastAttemptedConfigDigest: 'sha256:aaaa',
      lastAttemptedReleaseAction: 'upgrade',
      storageNamespace: 'shop',
      ...shape.status,
    },
  });
}

const history = (...releases: readonly Fields[]) => ({ status: { history: releases } });
const remediated = [
  told('Ready', 'False', 'RollbackSucceeded', rolledBack),
  told('Released', 'False', 'UpgradeFailed', upgradeFailed),
  told('Remediated', 'True', 'RollbackSucceeded', rolledBack),
];
const exhausted = told('Stalled', 'True', 'RetriesExceeded', 'Failed to upgrade after 1 attempt(s)');
const back = [release(8, '1.4.0', 'deployed'), release(7, '1.5.0', 'failed'), release(6, '1.4.0', 'superseded')];
const event = (kind: string, name: string, type: string, reason: string, message: string, seconds: number) =>
  object('v1', 'Event', meta(`${name}.${reason}.${seconds}`), {
    involvedObject: { kind, namespace: 'shop', name },
    type,
    reason,
    message,
    lastTimestamp: ago(seconds),
  });
const chart = (revision: string) =>
  fluxObject('source.toolkit.fluxcd.io/v1', 'HelmChart', 'shop-web', [told('Ready', 'True', 'ChartPullSucceeded')], {
    status: { artifact: { revision } },
  });

export const helmReleaseCases: readonly Case[] = [
  { name: 'deployed', object: helmRelease(), is: 'healthy Healthy', says: 'web 1.5.0 is deployed' },
  {
    name: 'deployed, of any version of a range',
    object: helmRelease({ spec: { chart: { spec: { chart: 'web', version: '1.x' } } } }),
    is: 'healthy Healthy',
  },
  {
    name: 'no status at all: kstatus calls that current',
    object: { ...helmRelease(), status: {} },
    is: 'progressing NotObserved',
  },
  {
    name: 'as a manifest has it',
    object: object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', meta('web')),
    is: 'progressing NotObserved',
  },
  {
    name: 'changed, and not seen yet',
    object: helmRelease({ metadata: { generation: 4 } }),
    is: 'progressing NotObserved',
  },
  {
    name: 'suspended, although Ready stays True',
    object: helmRelease({ spec: { suspend: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'suspended after a failure',
    object: helmRelease({ conditions: [...remediated, exhausted], spec: { suspend: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'upgrades',
    object: helmRelease({
      conditions: [
        told('Reconciling', 'True', 'Progressing', "Running 'upgrade' action with timeout of 5m0s"),
        told('Ready', 'Unknown', 'Progressing'),
      ],
    }),
    is: 'progressing Progressing',
    says: "Running 'upgrade' action",
  },
  {
    name: 'waits for another release',
    object: helmRelease({
      conditions: [told('Ready', 'False', 'DependencyNotReady', "dependency 'shop/db' is not ready")],
    }),
    is: 'progressing DependencyNotReady',
  },
  {
    name: 'its chart is not there yet',
    object: helmRelease({
      conditions: [
        told(
          'Ready',
          'False',
          'SourceNotReady',
          "HelmChart 'flux-system/shop-web' is not ready: latest generation of object has not been reconciled",
        ),
      ],
    }),
    is: 'progressing SourceNotReady',
  },
  {
    name: 'its artifact cannot be loaded',
    object: helmRelease({ conditions: [told('Ready', 'False', 'ArtifactFailed', 'could not load chart')] }),
    is: 'progressing ArtifactFailed',
  },
  {
    name: 'an upgrade failed',
    object: helmRelease({
      conditions: [
        told('Ready', 'False', 'UpgradeFailed', upgradeFailed),
        told('Released', 'False', 'UpgradeFailed', upgradeFailed),
      ],
    }),
    is: 'failed UpgradeFailed',
    says: 'context deadline exceeded',
  },
  {
    name: 'an upgrade failed, and it tries again',
    object: helmRelease({
      conditions: [
        told('Reconciling', 'True', 'ProgressingWithRetry', 'retrying'),
        told('Ready', 'False', 'UpgradeFailed', upgradeFailed),
        told('Released', 'False', 'UpgradeFailed', upgradeFailed),
      ],
    }),
    is: 'progressing UpgradeFailed',
    says: 'context deadline exceeded',
  },
  {
    name: 'an install failed, and the release was taken away',
    object: helmRelease({
      conditions: [
        told('Ready', 'False', 'UninstallSucceeded', 'Helm uninstall succeeded for release shop/web.v1'),
        told(
          'Released',
          'False',
          'InstallFailed',
          'Helm install failed: 1 error occurred: * timed out waiting for the condition',
        ),
        told('Remediated', 'True', 'UninstallSucceeded', 'Helm uninstall succeeded for release shop/web.v1'),
      ],
      ...history(release(1, '1.5.0', 'uninstalled')),
    }),
    is: 'failed UninstallSucceeded',
    says: 'timed out waiting for the condition',
  },
  {
    name: 'rolled back: the old version runs, its pods are healthy',
    object: helmRelease({ conditions: remediated, ...history(...back) }),
    is: 'failed RollbackSucceeded',
    says: 'Helm upgrade failed for release shop/web with chart web@1.5.0',
  },
  {
    name: 'rolled back, although Ready says True',
    object: helmRelease({
      conditions: [told('Ready', 'True', 'UpgradeSucceeded'), remediated[2] ?? {}],
      ...history(...back),
    }),
    is: 'failed RollbackSucceeded',
  },
  {
    name: 'rolled back at an older generation, deployed since',
    object: helmRelease({
      conditions: [
        told('Ready', 'True', 'UpgradeSucceeded', upgraded),
        told('Remediated', 'True', 'RollbackSucceeded', rolledBack, 2),
      ],
    }),
    is: 'healthy Healthy',
  },
  {
    name: 'retries are used up: the events say what its status does not',
    object: helmRelease({ conditions: [exhausted, ...remediated], ...history(...back) }),
    related: [
      event('Pod', 'web-7d4b9c6f5-x2k8p', 'Warning', 'Failed', 'Error: ImagePullBackOff', 40),
      event('Pod', 'web-7d4b9c6f5-x2k8p', 'Normal', 'Pulling', 'Pulling image', 30),
      event('HelmRelease', 'web', 'Warning', 'UpgradeFailed', 'upgrade retries exhausted', 20),
    ],
    is: 'failed RetriesExceeded',
    says: 'recent events: HelmRelease shop/web: UpgradeFailed: upgrade retries exhausted; Pod shop/web-7d4b9c6f5-x2k8p: Failed: Error: ImagePullBackOff',
  },
  {
    name: 'cannot roll back: there is nothing before it',
    object: helmRelease({
      conditions: [
        told(
          'Stalled',
          'True',
          'MissingRollbackTarget',
          'Failed to perform remediation: missing target release for rollback',
        ),
        told('Ready', 'False', 'UpgradeFailed', upgradeFailed),
      ],
    }),
    is: 'failed MissingRollbackTarget',
    says: 'missing target release',
  },
  {
    name: 'Stalled beats Reconciling',
    object: helmRelease({ conditions: [told('Reconciling', 'True', 'Progressing'), exhausted] }),
    is: 'failed RetriesExceeded',
  },
  {
    name: 'Ready, and the newest release has failed',
    object: helmRelease(history(release(8, '1.5.0', 'failed'), release(7, '1.4.0', 'deployed'))),
    is: 'failed ReleaseNotDeployed',
  },
  {
    name: 'Ready, and the newest release is still pending',
    object: helmRelease(history(release(8, '1.5.0', 'pending-upgrade'))),
    is: 'progressing ReleaseNotDeployed',
  },
  {
    name: 'Ready, and no release is known',
    object: helmRelease({ status: { history: undefined } }),
    is: 'progressing NotReleased',
  },
  {
    name: 'Ready with the old chart',
    object: helmRelease({ ...history(release(6, '1.4.0', 'deployed')) }),
    is: 'progressing OldRelease',
    says: 'web 1.4.0 is deployed; 1.5.0 is wanted',
  },
  {
    name: 'Ready, and its spec wants another version',
    object: helmRelease({ spec: { chart: { spec: { chart: 'web', version: '1.6.0' } } } }),
    is: 'progressing OldRelease',
    says: '1.6.0 is wanted',
  },
  {
    name: 'Ready, and its source has a newer chart',
    object: helmRelease({ spec: { chart: { spec: { version: '1.x' } } } }),
    related: [chart('1.5.1')],
    is: 'progressing OldRelease',
    says: '1.5.1 is wanted',
  },
  {
    name: 'Ready with the chart that its source has',
    object: helmRelease(),
    related: [chart('1.5.0')],
    is: 'healthy Healthy',
  },
  {
    name: 'Ready with a chart from git: what stands behind the plus is the commit',
    object: helmRelease({
      status: { history: [release(7, '1.5.0+4f2a9c1b', 'deployed')], lastAttemptedRevision: '1.5.0+4f2a9c1b' },
    }),
    is: 'healthy Healthy',
  },
  {
    name: 'Ready with other values than the last ones',
    object: helmRelease({ status: { lastAttemptedConfigDigest: 'sha256:bbbb' } }),
    is: 'progressing OldRelease',
    says: 'other values',
  },
  {
    name: 'deployed, and its tests failed, which it ignores: a note',
    object: helmRelease({
      conditions: [
        told('Ready', 'True', 'UpgradeSucceeded'),
        told('TestSuccess', 'False', 'TestFailed', 'Helm test failed for release shop/web.v7: 1 of 2 tests failed'),
      ],
    }),
    is: 'healthy Healthy',
    says: '1 of 2 tests failed',
  },
  {
    name: 'its tests failed',
    object: helmRelease({
      conditions: [
        told('Ready', 'False', 'TestFailed', 'Helm test failed'),
        told('TestSuccess', 'False', 'TestFailed', 'Helm test failed for release shop/web.v7'),
      ],
    }),
    is: 'failed TestFailed',
  },
  {
    name: 'changed beside Helm: a note',
    object: helmRelease({
      conditions: [
        told('Ready', 'True', 'UpgradeSucceeded'),
        told('Drifted', 'True', 'DriftDetected', 'Deployment/shop/web changed (1 change)'),
      ],
    }),
    is: 'healthy Healthy',
    says: 'Deployment/shop/web changed',
  },
  {
    name: 'Ready of an older generation',
    object: helmRelease({ conditions: [told('Ready', 'True', 'UpgradeSucceeded', upgraded, 2)] }),
    is: 'progressing NotReady',
  },
  {
    name: 'as v2beta1 has it, deployed',
    object: helmRelease({
      version: 'v2beta1',
      conditions: [
        condition('Ready', 'True', 'ReconciliationSucceeded', { message: 'Release reconciliation succeeded' }),
      ],
      status: { history: undefined, lastAppliedRevision: '1.5.0', lastReleaseRevision: 7 },
    }),
    is: 'healthy Healthy',
    says: 'chart 1.5.0',
  },
  {
    name: 'as v2beta1 has it, an older chart is deployed',
    object: helmRelease({
      version: 'v2beta1',
      conditions: [condition('Ready', 'True', 'ReconciliationSucceeded')],
      status: { history: undefined, lastAppliedRevision: '1.4.0' },
    }),
    is: 'progressing OldRelease',
  },
  {
    name: 'as v2beta1 has it, retries are used up',
    object: helmRelease({
      version: 'v2beta1',
      conditions: [
        condition('Ready', 'False', 'UpgradeFailed', { message: 'upgrade retries exhausted' }),
        condition('Released', 'False', 'UpgradeFailed', { message: upgradeFailed }),
      ],
      status: { history: undefined },
    }),
    is: 'failed UpgradeFailed',
    says: 'context deadline exceeded',
  },
  { name: 'being deleted', object: helmRelease({ metadata: deleted }), is: 'terminating Terminating' },
];
