/** The probable cause of what Flux' objects report, and what to do about it. NS, NAME and KIND stand for the object's. */
import type { AdviceRule } from '../advice.ts';

const fetch =
  /^(GitOperationFailed|AuthenticationFailed|FetchFailed|OCIPullFailed|OCIArtifactPullFailed|BucketOperationFailed|IndexationFailed|StorageOperationFailed|URLInvalid)$/;
const release = /^(InstallFailed|UpgradeFailed|TestFailed|ReleaseNotDeployed)$/;

/** The first rule that fits counts: special ones stand before general ones. */
export const fluxRules: readonly AdviceRule[] = [
  {
    reason: /^Suspended$/,
    message: /changes are not applied/,
    cause: 'Somebody suspended it, so Flux does not apply what is pushed.',
    remedy: 'Resume it: `flux resume KIND NAME -n NS` (or spec.suspend: false in the repository that makes it).',
  },
  {
    reason: /^OldRevision$/,
    cause: 'Flux has not fetched or not applied the pushed commit in time.',
    remedy:
      'Look at `kubectl -n NS describe KIND NAME`: which branch and path it follows, and what Ready says. Ask for it now with verify --reconcile, then verify again.',
  },
  {
    reason: /^RevisionUnknown$/,
    cause: 'Flux is at a commit that others pushed and that this repository has not fetched.',
    remedy: 'Fetch (git fetch), so that it can be told whether that commit holds the pushed one; then verify again.',
  },
  {
    reason: /^ReconcilePending$/,
    cause:
      'Its controller has not come to the request to reconcile in time: it is busy, or does not watch this namespace.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME` and at the logs of its controller, then verify again.',
  },
  {
    reason: /^NotObserved$/,
    kind: /^(Kustomization|HelmRelease|HelmChart|GitRepository|OCIRepository|HelmRepository|Bucket)$/,
    cause: 'The controller of Flux has not seen the last change: it is busy, or does not watch this namespace.',
    remedy: 'Look at the logs of its controller (flux logs --kind KIND --name NAME -n NS), then verify again.',
  },
  {
    reason: /^NotServed$/,
    cause: 'Flux, or this part of it, is not installed on the cluster.',
    remedy: 'Install it (flux install), or take the entry out of the scope (`verify.flux`).',
  },
  {
    reason: /^BuildFailed$/,
    cause: 'The manifests at the path of the Kustomization do not build.',
    remedy:
      'Run `kustomize build` on its spec.path and mend what it tells: a missing file, a patch without a target, broken YAML.',
  },
  {
    reason: /^ReconciliationFailed$/,
    message: /immutable/i,
    cause: 'A field was changed that the API does not let change.',
    remedy:
      'Delete the object so that it is made anew, or put spec.force: true into the Kustomization for one reconcile.',
  },
  {
    reason: /^ReconciliationFailed$/,
    message: /forbidden|cannot (?:create|patch|get|list|delete)/i,
    cause: 'The service account of the Kustomization may not apply what it has.',
    remedy: 'Give the service account in spec.serviceAccountName the roles that it needs.',
  },
  {
    reason: /^ReconciliationFailed$/,
    message: /no matches for kind/i,
    cause: 'A CRD of what is applied is not installed.',
    remedy: 'Apply the CRDs first, in a Kustomization that this one depends on (spec.dependsOn).',
  },
  {
    reason: /^ReconciliationFailed$/,
    cause: 'The API server refuses an object of the Kustomization.',
    remedy:
      'Mend the manifest that the message names; `kubectl apply --server-side --dry-run=server` tells the same beforehand.',
  },
  {
    reason: /^HealthCheckFailed$/,
    cause: 'What the Kustomization applied did not become healthy in its time-out.',
    remedy: 'Repair the objects that the message names; with a slow start, raise spec.timeout of the Kustomization.',
  },
  {
    reason: /^PruneFailed$/,
    cause: 'An object that is no longer in the repository could not be deleted.',
    remedy: 'Look at the object that the message names: a finalizer, or a role that does not allow it to be deleted.',
  },
  {
    reason: /^DependencyNotReady$/,
    message: /not found/i,
    cause: 'It depends on an object that does not exist.',
    remedy: 'Correct spec.dependsOn: name and namespace of what it waits for.',
  },
  {
    reason: /^DependencyNotReady$/,
    cause: 'What it depends on is not ready.',
    remedy:
      'Repair what spec.dependsOn names; it goes on by itself. Look for a circle of dependencies where all of them wait.',
  },
  {
    reason: /^(ArtifactFailed|SourceNotReady|NoSourceArtifact|NoArtifact)$/,
    cause: 'The source has no artifact that could be applied.',
    remedy: 'Look at the source that it names: does it exist, is it ready, does its path hold the folder in spec.path?',
  },
  {
    reason: fetch,
    message: /auth|denied|forbidden|credential|401|403|host key|handshake/i,
    cause: 'The source refuses the credentials of Flux, or there are none.',
    remedy: 'Renew the secret in spec.secretRef of the source in namespace NS.',
  },
  {
    reason: fetch,
    cause: 'Flux cannot fetch the source.',
    remedy:
      'Check the address and the reference (branch, tag, version) of the source, and that the cluster reaches it.',
  },
  {
    reason: /^(ChartPullError|ChartPullFailed|InvalidChartReference|ChartPackageError|ValuesFilesError)$/,
    cause: 'The chart, or this version of it, cannot be had from its source.',
    remedy: 'Check name and version of the chart (spec.chart.spec) against what the repository has.',
  },
  {
    reason: /^(RetriesExceeded|MissingRollbackTarget)$/,
    cause: 'The release failed as often as it may, and Flux does not try again.',
    remedy:
      'Repair what the message and the events name. A new commit starts it again; without one, `verify --reset` does (flux reconcile helmrelease NAME -n NS --reset --force).',
  },
  {
    reason: /^(Remediated|RollbackSucceeded|UninstallSucceeded|UninstallFailed|RollbackFailed)$/,
    cause: 'The upgrade failed, and Flux put the old version back: what runs is not what was asked for.',
    remedy: 'Read why the upgrade failed: `kubectl -n NS describe helmrelease NAME`, and `helm -n NS history NAME`.',
  },
  {
    reason: release,
    message: /timeout|timed out|deadline|condition/i,
    cause: 'What the chart made did not become ready in the time-out of the release.',
    remedy: 'Repair the pods of the release first: `kubectl -n NS get pods`; with a slow start, raise spec.timeout.',
  },
  {
    reason: release,
    cause: 'Helm could not install or upgrade the release.',
    remedy:
      'Mend the values or the chart as the message tells; `helm template` with the same values shows what it makes.',
  },
  {
    reason: /^(OldRelease|NotReleased)$/,
    cause: 'The release is still of an older chart or of older values.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`: the conditions say what it waits for.',
  },
];
