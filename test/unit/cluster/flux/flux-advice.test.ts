/** Cause and remedy of what Flux' objects report. */
import { expect, test } from 'vitest';
import { adviceFor } from '../../../../src/cluster/advice.ts';

const ref = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };

test.each([
  ['OldRevision', 'applied main@sha1:1', 'has not fetched or not applied the pushed commit'],
  ['RevisionUnknown', '', 'this repository has not fetched'],
  ['ReconcilePending', '', 'has not come to the request'],
  ['NotObserved', '', 'The controller of Flux has not seen the last change'],
  ['BuildFailed', 'kustomize build failed', 'do not build'],
  ['ReconciliationFailed', 'spec.selector: field is immutable', 'does not let change'],
  ['ReconciliationFailed', 'deployments.apps is forbidden: User cannot patch', 'service account'],
  ['ReconciliationFailed', 'no matches for kind "Certificate"', 'CRD'],
  ['ReconciliationFailed', 'dry-run failed: Invalid', 'refuses an object'],
  ['HealthCheckFailed', 'timeout waiting for: [Deployment/shop/web]', 'did not become healthy'],
  ['PruneFailed', 'delete failed', 'could not be deleted'],
  ['DependencyNotReady', "dependency 'flux-system/infra' is not ready", 'is not ready'],
  ['DependencyNotReady', "unable to get 'flux-system/infra' dependency: not found", 'does not exist'],
  ['ArtifactFailed', 'source artifact not found', 'no artifact'],
  ['GitOperationFailed', 'unable to authenticate: attempted methods [none]', 'credentials'],
  ['GitOperationFailed', 'reference not found', 'cannot fetch'],
  ['ChartPullError', "no 'web' chart with version matching '9.x'", 'cannot be had from its source'],
  ['RetriesExceeded', 'Failed to upgrade after 3 attempt(s)', 'does not try again'],
  ['RollbackSucceeded', 'Helm rollback succeeded', 'put the old version back'],
  ['Remediated', '', 'put the old version back'],
  ['UpgradeFailed', 'context deadline exceeded', 'did not become ready'],
  ['InstallFailed', 'execution error at templates', 'could not install'],
  ['OldRelease', '', 'of an older chart'],
  ['Suspended', 'is suspended: changes are not applied', 'Flux does not apply what is pushed'],
])('%s (%s)', (reason, message, words) => {
  expect(adviceFor(ref, reason, message).cause).toContain(words);
});

test('the remedies name the object', () => {
  expect(adviceFor(ref, 'Suspended', 'is suspended: changes are not applied').remedy).toBe(
    'Resume it: `flux resume kustomization apps -n flux-system` (or spec.suspend: false in the repository that makes it).',
  );
});

test('what is no Flux object keeps its own advice', () => {
  const deployment = { kind: 'Deployment', namespace: 'shop', name: 'web' };
  expect(adviceFor(deployment, 'NotObserved', '').remedy).toContain('kube-system');
  expect(adviceFor(deployment, 'Suspended', 'is paused').remedy).toContain('rollout resume');
});
