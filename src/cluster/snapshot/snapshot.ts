/**
 * The state of what belongs to a task at one moment, on the cluster, in registries and behind URLs: small enough to be kept
 * over an interrupted run.
 */
import type { Verdict } from '../health/health.ts';
import type { ObjectRef } from '../kube-object.ts';
import type { Plan } from '../plan.ts';

/** An image, and what the nodes really pulled for it: a tag can be pushed again. */
export interface RunningImage {
  readonly image: string;
  /** `sha256:…`; undefined where nothing was pulled yet. */
  readonly digest?: string | undefined;
}

/** A workload with its pods, a service, or a pod that nobody controls. Pods have new names after each rollout, and so no state of their own. */
export interface ObjectState extends ObjectRef {
  /** Of the object itself; undefined where only its pods were read. */
  readonly uid?: string | undefined;
  readonly generation?: number | undefined;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly ready?: number | undefined;
  readonly desired?: number | undefined;
  readonly images: readonly RunningImage[];
  /** Of its present pods, all containers. */
  readonly restarts: number;
  /** Reasons of its pods that are not healthy, each once. */
  readonly podReasons: readonly string[];
  /** Who applies it, by its labels: `HelmRelease flux-system/redis`, `Kustomization flux-system/apps`. */
  readonly managers: readonly string[];
  /** Of a Flux object: what it has stored or applied, or the chart that it tried last. */
  readonly revision?: string | undefined;
  /** Of a Flux object that says what it lacks: that, as a hash, since it may quote anything. */
  readonly trouble?: string | undefined;
  /** Of a HelmRelease: the chart and the values that it tried last. */
  readonly attempted?: string | undefined;
}

/** A health URL, or an image in its registry. */
export interface Probe {
  /** The name of its check: `Health URL`, `Image`. */
  readonly check: string;
  /** As rows and failures have it. */
  readonly object: string;
  /** unknown: it could not be looked at. */
  readonly verdict: 'healthy' | 'failed' | 'unknown';
  readonly reason: string;
  /** What it answered, `HTTP 200`; of an image that is there, its digest. */
  readonly actual: string;
}

/** Warning events that say the same of the same object. */
export interface WarningGroup {
  /** The object of the snapshot that it is about, else its own subject, as refText writes them. */
  readonly object: string;
  readonly reason: string;
  /** Without what is another at each pod: names, uids, addresses. */
  readonly message: string;
  readonly count: number;
}

export interface Snapshot {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Empty where no cluster is looked at, and so is the server. */
  readonly context: string;
  readonly server: string;
  /** What `verify:` states; of the whole cluster, `cluster`. Two snapshots can be compared where this is the same. */
  readonly scope: string;
  /** The namespaces that were looked at, where they are not all that the scope may come to: these could not be listed. */
  readonly area?: readonly string[] | undefined;
  /** Kinds that could not be listed: claims, ingresses and the like; without pods or services there is no snapshot. */
  readonly unseenKinds: readonly string[];
  readonly objects: readonly ObjectState[];
  readonly warnings: readonly WarningGroup[];
  /** Flux objects of the whole cluster, where Flux is looked at. */
  readonly flux: readonly ObjectState[];
  /** Whether these are all: what is not among them was not there. */
  readonly hasAllFlux: boolean;
  readonly probes: readonly Probe[];
}

export interface Taken {
  readonly snapshot: Snapshot;
  /** What was looked at; empty for the whole cluster. */
  readonly plan: Plan;
  /** Which of its objects each pod belongs to, both as refText writes them. */
  readonly podObjects: ReadonlyMap<string, string>;
  /** What could not be looked at and why, a sentence each. */
  readonly gaps: readonly string[];
}
