/** What is at fault keeps its words while the reason of one trouble changes. */
import { describe, expect, test } from 'vitest';
import { troubleOf } from '../../../../src/cluster/cause/trouble.ts';

function trouble(check: string, object: string, reason: string, message = 'it says so'): string {
  const failure = { check, object, reason, message, cause: 'c', remedy: 'r', scope: 'task' } as const;
  return troubleOf(failure, object, new Set());
}

const pod = ['Pod', 'Pod shop/web-1'] as const;

describe('one trouble', () => {
  test.each([
    ['Health URL', 'https://shop.example/', ['HttpStatus', 'Unreachable', 'Timeout', 'Tls', 'Unexpected']],
    ['Command', 'make smoke', ['CommandFailed', 'TimedOut']],
    [
      'PersistentVolumeClaim',
      'PersistentVolumeClaim shop/data',
      ['ProvisioningFailed', 'TimedOut', 'ExternalProvisioning'],
    ],
    ['HelmRelease', 'HelmRelease shop/redis', ['InstallFailed', 'RetriesExceeded', 'UpgradeFailed', 'TimedOut']],
    ['Kustomization', 'Kustomization flux-system/apps', ['HealthCheckFailed', 'TimedOut', 'ReconciliationFailed']],
    [...pod, ['CrashLoopBackOff', 'Error', 'OOMKilled', 'Restarting', 'CrashedNotReady']],
    [...pod, ['ImagePullBackOff', 'ErrImagePull', 'RegistryUnavailable', 'InvalidImageName']],
    ['Deployment', 'Deployment shop/web', ['TimedOut', 'ProgressDeadlineExceeded', 'RolloutProgressing', 'NotReady']],
  ])('%s %s: %j', (check, object, reasons) => {
    expect(new Set(reasons.map((reason) => trouble(check, object, reason))).size).toBe(1);
  });

  test('a release that names a quota only at its first try is still one', () => {
    const release = ['HelmRelease', 'HelmRelease shop/redis'] as const;
    const first = trouble(...release, 'InstallFailed', 'pods is forbidden: exceeded quota: small, requested: cpu=2');
    expect(first).toBe(trouble(...release, 'RetriesExceeded'));
  });
});

describe('two troubles', () => {
  test.each([
    [trouble('Health URL', 'https://a.example/', 'Timeout'), trouble('Health URL', 'https://b.example/', 'Timeout')],
    [trouble('Command', 'make smoke', 'CommandFailed'), trouble('Command', 'make load', 'CommandFailed')],
    [trouble(...pod, 'CrashLoopBackOff'), trouble(...pod, 'ImagePullBackOff')],
    [trouble(...pod, 'NotReady'), trouble(...pod, 'Unschedulable')],
  ])('%s, %s', (one, other) => {
    expect(one).not.toBe(other);
  });
});
