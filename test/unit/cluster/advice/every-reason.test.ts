/** Every reason for which an object may fail has a cause and a remedy of its own; the reasons are read from the rules of health. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { adviceFor } from '../../../../src/cluster/advice.ts';

const folder = join(import.meta.dirname, '../../../../src/cluster/health');

/** Which kinds each file of rules judges; those that are not here give no reason of their own. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  'any-kind.ts': ['Certificate', 'Pod', 'Node', 'Job', 'HelmRelease', 'Kustomization', 'PersistentVolumeClaim'],
  'autoscaler.ts': ['HorizontalPodAutoscaler'],
  'cron-job.ts': ['CronJob'],
  'daemon-set.ts': ['DaemonSet'],
  'disruption-budget.ts': ['PodDisruptionBudget'],
  'endpoint-slice.ts': ['EndpointSlice'],
  'gateway.ts': ['Gateway', 'GatewayClass', 'HTTPRoute'],
  'health.ts': ['Deployment', 'Job', 'CronJob', 'Kustomization'],
  'ingress.ts': ['Ingress'],
  'job.ts': ['Job'],
  'namespace.ts': ['Namespace'],
  'node.ts': ['Node'],
  'pod.ts': ['Pod'],
  'pod-status.ts': ['Pod'],
  'replicas.ts': ['Deployment', 'ReplicaSet'],
  'resource-definition.ts': ['CustomResourceDefinition'],
  'rules.ts': ['Pod', 'Certificate', 'Node'],
  'service.ts': ['Service'],
  'service-circumstances.ts': ['Service'],
  'stateful-set.ts': ['StatefulSet'],
  'volume-claim.ts': ['PersistentVolumeClaim'],
  'flux.ts': ['Kustomization', 'HelmRelease', 'GitRepository'],
  'helm-release.ts': ['HelmRelease'],
  'kustomization.ts': ['Kustomization'],
  'source.ts': ['GitRepository', 'HelmRepository'],
};

/** What others write into the status, and the rules pass on. Sources: the API references, kubelet, controllers and Flux. */
const passedOn: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    ...['CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull', 'ErrImageNeverPull', 'InvalidImageName', 'OOMKilled'],
    ...['CreateContainerConfigError', 'CreateContainerError', 'RunContainerError', 'PostStartHookError', 'StartError'],
    ...['Error', 'ContainerCannotRun', 'ContainerStatusUnknown', 'Init:Error', 'ExitCode:3', 'Signal:9', 'Evicted'],
    ...['SchedulingGated', 'NodeLost', 'NodeAffinity', 'OutOfcpu', 'UnexpectedAdmissionError', 'Terminated'],
    ...['DeadlineExceeded', 'NodeShutdown', 'Preempting', 'RegistryUnavailable', 'ImageInspectError'],
  ],
  Deployment: ['FailedCreate', 'MinimumReplicasUnavailable', 'CrashLoopBackOff', 'NotFound', 'TimedOut'],
  StatefulSet: ['NotFound', 'TimedOut'],
  Service: ['NotFound', 'TimedOut'],
  Ingress: ['NotFound', 'TimedOut'],
  Gateway: ['AddressNotAssigned', 'Invalid', 'ListenersNotValid', 'NoResources', 'TimedOut'],
  HTTPRoute: ['BackendNotFound', 'NotAllowedByListeners', 'NoMatchingListenerHostname', 'TimedOut'],
  Job: ['BackoffLimitExceeded', 'DeadlineExceeded', 'PodFailurePolicy', 'FailedIndexes', 'TimedOut', 'NotFound'],
  CronJob: ['BackoffLimitExceeded', 'TimedOut'],
  PersistentVolumeClaim: ['FailedBinding', 'ExternalProvisioning', 'VolumeMismatch', 'TimedOut', 'NotFound'],
  Node: ['KubeletNotReady', 'NodeStatusUnknown', 'NodeStatusNeverUpdated', 'TimedOut'],
  Namespace: ['NotFound'],
  HorizontalPodAutoscaler: [
    ...['FailedGetResourceMetric', 'FailedGetExternalMetric', 'InvalidMetricSourceType', 'InvalidSelector'],
    ...['AmbiguousSelector', 'FailedGetScale', 'FailedUpdateScale', 'FailedComputeMetricsReplicas', 'TimedOut'],
  ],
  PodDisruptionBudget: ['SyncFailed', 'TimedOut'],
  CustomResourceDefinition: ['PluralConflict', 'ListKindConflict', 'NotAccepted', 'Installing', 'TimedOut'],
  Certificate: ['TimedOut'],
  Kustomization: ['BuildFailed', 'ReconciliationFailed', 'HealthCheckFailed', 'DependencyNotReady', 'TimedOut'],
  HelmRelease: ['InstallFailed', 'UpgradeFailed', 'RetriesExceeded', 'Remediated', 'TimedOut', 'Progressing'],
  GitRepository: ['GitOperationFailed', 'AuthenticationFailed', 'StorageOperationFailed', 'TimedOut'],
};

/** Reasons that need no advice, with why. */
const noFailures: Readonly<Record<string, string>> = { Healthy: 'it passes' };

function reasonsIn(text: string): string[] {
  const told = /\b(?:failed|troubled|progressing|unknown|tell)\(\s*(?:[^,()']*\|\| )?['`]([A-Z][A-Za-z]+)['`]/g;
  const stated = /\breason: '([A-Z][A-Za-z]+)'/g;
  return [told, stated].flatMap((pattern) => [...text.matchAll(pattern)].map(([, reason = '']) => reason));
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const own = files.flatMap((file) => {
  const reasons = new Set(reasonsIn(readFileSync(join(folder, file), 'utf8')));
  return [...reasons].map((reason) => ({ file: basename(file), reason }));
});
const cases = [
  ...own.flatMap(({ file, reason }) => (kindsOf[file] ?? []).map((kind) => `${kind} ${reason}`)),
  ...Object.entries(passedOn).flatMap(([kind, reasons]) => reasons.map((reason) => `${kind} ${reason}`)),
];

const advised = (kind: string, reason: string) => adviceFor({ kind, namespace: 'shop', name: 'x' }, reason, 'm');

test('the rules are read: each file that gives reasons is known here', () => {
  expect(own.filter(({ file }) => kindsOf[file] === undefined)).toEqual([]);
  const known = own.map(({ reason }) => reason);
  expect(known).toEqual(expect.arrayContaining(['BackendMissing', 'ClaimLost', 'NotReady', 'JobNotKnown']));
  expect(own.length).toBeGreaterThan(40);
});

test.each([...new Set(cases)].filter((each) => noFailures[each.split(' ')[1] ?? ''] === undefined))('%s', (each) => {
  const [kind = '', reason = ''] = each.split(' ');
  const { cause, remedy } = advised(kind, reason);
  expect(cause).not.toContain(`reports ${reason}`);
  expect(`${cause} ${remedy}`).not.toMatch(/\b(NS|NAME|KIND)\b/);
});

describe('what runs no container', () => {
  test.each([...['PersistentVolumeClaim', 'Ingress', 'Job', 'Node', 'HelmRelease', 'Kustomization', 'Certificate']])(
    '%s is not told to look at a readiness probe',
    (kind) => {
      expect(advised(kind, 'TimedOut').remedy).not.toContain('probe');
    },
  );
});

test.each([
  ['Node', 'NodeStatusUnknown'],
  ['Node', 'Odd'],
  ['Namespace', 'Terminating'],
  ['Namespace', 'Odd'],
  ['CustomResourceDefinition', 'NamesNotAccepted'],
  ['CustomResourceDefinition', 'Stalled'],
  ['PersistentVolume', 'Failed'],
  ['StorageClass', 'NotReady'],
  ['ClusterRole', 'Terminating'],
])('%s %s: no namespace in the command', (kind, reason) => {
  expect(advised(kind, reason).remedy).not.toContain('-n shop');
});
