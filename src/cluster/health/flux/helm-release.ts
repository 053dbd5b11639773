/** The rule of HelmRelease. Source: the Flux documentation of helm.toolkit.fluxcd.io, v2 and v2beta1, v2beta2. */
import { conditionOf, type KubeEvent, refText } from '../../kube-object.ts';
import { eventText, lastWarnings, subjectOf } from '../events.ts';
import { failed, type Health, healthy, progressing } from '../health.ts';
import { beforeFlux, beforeReady, type FluxObject } from './flux.ts';
import { isExactVersion, isSameRevision } from './revision.ts';
import type { FluxSource } from './source.ts';

interface Release {
  readonly status?: string;
  readonly chartName?: string;
  readonly chartVersion?: string;
  readonly configDigest?: string;
  readonly version?: number;
}

export interface HelmRelease extends FluxObject {
  readonly spec?: {
    readonly suspend?: boolean;
    readonly chart?: { readonly spec?: { readonly version?: string } };
  };
  readonly status?: FluxObject['status'] & {
    /** Newest first; before v2beta2 there is none. */
    readonly history?: readonly Release[];
    readonly helmChart?: string;
    readonly lastAppliedRevision?: string;
    readonly lastAttemptedRevision?: string;
    readonly lastAttemptedConfigDigest?: string;
  };
}

/** What is known of a HelmRelease beside it. */
export interface HelmReleaseCircumstances {
  /** Of its namespace: its own status often says no more than "retries exhausted". */
  readonly events: readonly KubeEvent[];
  readonly chart: FluxSource | undefined;
}

/**
 * Ready=True of this generation, and the newest release in its history is deployed, of the expected chart with the
 * expected values. A chart's revision is its version, not a commit. Remediated=True fails although the pods are
 * healthy: they are those of the old version.
 */
export function helmReleaseHealth(object: HelmRelease, circumstances: HelmReleaseCircumstances): Health {
  const health =
    beforeFlux(object) ?? remediated(object) ?? beforeReady(object) ?? releaseHealth(object, circumstances);
  if (health.verdict !== 'failed' && health.troubled !== true) return health;
  const told = [health.message, ...causes(object, health.message), ...eventTexts(circumstances.events)];
  return { ...health, message: told.join('; ') };
}

/** The old version was put back, or the release taken away. Not when that was before this generation. */
function remediated(object: HelmRelease): Health | undefined {
  const condition = conditionOf(object, 'Remediated');
  const { generation = 0 } = object.metadata ?? {};
  if (condition?.status !== 'True' || (condition.observedGeneration ?? generation) < generation) return undefined;
  return failed(condition.reason || 'Remediated', condition.message || 'the release was rolled back');
}

function releaseHealth(object: HelmRelease, { chart }: HelmReleaseCircumstances): Health {
  const { status } = object;
  const attempted = status?.lastAttemptedRevision;
  if (object.apiVersion?.endsWith('/v2beta1') && status?.history === undefined) {
    const applied = status?.lastAppliedRevision;
    if (!applied) return progressing('NotReleased', 'is ready, and has applied no chart');
    if (attempted && !isSameRevision(attempted, applied)) {
      return progressing('OldRelease', `chart ${applied} is deployed; ${attempted} is tried`);
    }
    return healthy(`chart ${applied}`, notesOf(object));
  }
  const [release] = status?.history ?? [];
  if (release === undefined) return progressing('NotReleased', 'is ready, and has no release in its history');
  const { chartName = 'chart', chartVersion = '' } = release;
  const text = `${chartName} ${chartVersion}`;
  const state = release.status ?? 'unknown';
  if (state === 'failed' || state === 'uninstalled') return failed('ReleaseNotDeployed', `${text} is ${state}`);
  if (state !== 'deployed') return progressing('ReleaseNotDeployed', `${text} is ${state}`);
  const stated = object.spec?.chart?.spec?.version ?? '';
  const wanted = [attempted, isExactVersion(stated) ? stated : undefined, chart?.status?.artifact?.revision];
  const other = wanted.find((version) => version && !isSameRevision(version, chartVersion));
  if (other !== undefined) return progressing('OldRelease', `${text} is deployed; ${other} is wanted`);
  const values = status?.lastAttemptedConfigDigest;
  if (values && release.configDigest && values !== release.configDigest) {
    return progressing('OldRelease', `${text} is deployed with other values than the last ones`);
  }
  return healthy(`${text} is deployed`, notesOf(object));
}

/** Tests whose failures are ignored, and changes that somebody made beside Helm. */
function notesOf(object: HelmRelease): string[] {
  const tests = conditionOf(object, 'TestSuccess');
  const drifted = conditionOf(object, 'Drifted');
  return [
    ...(tests?.status === 'False' ? [tests.message || 'its tests failed'] : []),
    ...(drifted?.status === 'True' ? [drifted.message || 'objects of it were changed beside Helm (drift)'] : []),
  ];
}

/** The conditions that failed and that Ready does not repeat. */
function causes(object: HelmRelease, said: string): string[] {
  return ['Released', 'TestSuccess']
    .map((type) => conditionOf(object, type))
    .flatMap((condition) => (condition?.status === 'False' && condition.message ? [condition.message] : []))
    .filter((message) => !said.includes(message));
}

const mostEvents = 3;

function eventTexts(events: readonly KubeEvent[]): string[] {
  const texts = lastWarnings(events, mostEvents).map((event) => `${refText(subjectOf(event))}: ${eventText(event)}`);
  return texts.length === 0 ? [] : [`recent events: ${texts.join('; ')}`];
}
