/** What verification is asked to look at; plain values, so that cluster knows no task file. */

import type { CheckPlan } from './check-plan.ts';

/** Where the cluster is looked for. */
export interface ClusterAccess {
  /** Kubeconfig file; KUBECONFIG, then the default file, when not set. */
  readonly kubeconfig?: string;
  /** Context named by the user for this run (a flag or setting). */
  readonly context?: string;
  /** Context recorded for the repository (.agent-config.json, .agent-state.json). */
  readonly recordedContext?: string;
  /** Name of the cluster that the context must have, where the repository records one: a context is only a name for it. */
  readonly recordedCluster?: string;
  /** Address that its API server must have, where the repository records one. */
  readonly recordedServer?: string;
  /** Environment to read KUBECONFIG and HOME from. */
  readonly env: NodeJS.ProcessEnv;
}

/** What belongs to the task; problems outside it are warnings. All lists may be empty. */
export interface VerificationScope {
  readonly namespaces: readonly string[];
  /** `kind/name` or `namespace/kind/name`, for example `deployment/web`. */
  readonly workloads: readonly string[];
  /** `name` or `namespace/name`. */
  readonly services: readonly string[];
  readonly urls: readonly string[];
  /** Whether workloads and services may be missing. */
  readonly mayLack?: boolean;
}

export interface VerificationRequest {
  readonly access: ClusterAccess;
  /** What is looked at: what it says is run, and nothing else. */
  readonly plan: CheckPlan;
  /** The task is about networking: a LoadBalancer without an address fails. */
  readonly addressRequired: boolean;
  /** For everything; what is known by then is the result. Milliseconds. */
  readonly timeoutMs: number;
}

/** How long things may take; milliseconds. All waits run side by side and are capped by the request's time-out. */
export interface Patience {
  /** Workloads and pods that are still progressing. */
  readonly podsMs: number;
  /** What needs no rollout: endpoints of settled pods, objects that should be there. */
  readonly quickMs: number;
  /** One health URL, one attempt. */
  readonly urlMs: number;
  /** How long an image may fail to be pulled before it counts: registries hiccup. */
  readonly pullGraceMs: number;
  /** How long a pod may find no node: nodes are added on demand. */
  readonly schedulingGraceMs: number;
  /** First and longest pause between two looks. */
  readonly pauseMs: readonly [number, number];
  /** Pause before the second attempt of what failed for a moment. */
  readonly retryMs: number;
}

export const defaultPatience: Patience = {
  podsMs: 300_000,
  quickMs: 30_000,
  urlMs: 10_000,
  pullGraceMs: 30_000,
  schedulingGraceMs: 60_000,
  pauseMs: [500, 5_000],
  retryMs: 2_000,
};
