/** The state of a cluster at one moment, as far as it belongs to a task: small enough to be kept over an interrupted run. */
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
  readonly context: string;
  readonly server: string;
  /** What `verify:` states; of the whole cluster, `cluster`. Two snapshots can be compared where this is the same. */
  readonly scope: string;
  readonly objects: readonly ObjectState[];
  readonly warnings: readonly WarningGroup[];
}

export interface Taken {
  readonly snapshot: Snapshot;
  /** What was looked at; empty for the whole cluster. */
  readonly plan: Plan;
  /** Which of its objects each pod belongs to, both as refText writes them. */
  readonly podObjects: ReadonlyMap<string, string>;
}
