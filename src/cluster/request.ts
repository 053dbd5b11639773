/** What verification is asked to look at; plain values, so that cluster knows no task file. */
import type { CheckPlan } from './check-plan.ts';
import type { PushProof } from './flux/push-proof.ts';

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
  /** What of Flux is looked at; nothing when left out. */
  readonly flux?: FluxRequest;
  /** For everything; what is known by then is the result. Milliseconds. */
  readonly timeoutMs: number;
}

export interface FluxRequest {
  /** Objects that the scope names: `kind/name` or `namespace/kind/name`. */
  readonly named: readonly string[];
  /** The task is about a deployment: what applies something of its scope counts, too. */
  readonly isDue: boolean;
  /** The task says that Flux deploys it: what Flux cannot bring is not waited for. */
  readonly isOnlyDeployer: boolean;
  /** What was pushed: nothing else is judged before it has arrived, or the time for it is up. */
  readonly proofs: readonly PushProof[];
  /** Ask the controllers to reconcile now, which writes an annotation. */
  readonly reconcile: boolean;
  /** The same for HelmReleases that are not healthy, their failures counted anew and the chart applied once more. */
  readonly reset: boolean;
}

/** How long things may take; milliseconds. All waits run side by side and are capped by the request's time-out. */
export interface Patience {
  /** Workloads and pods that are still progressing. */
  readonly podsMs: number;
  /** Flux objects that are still progressing. */
  readonly fluxMs: number;
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
  fluxMs: 180_000,
  quickMs: 30_000,
  urlMs: 10_000,
  pullGraceMs: 30_000,
  schedulingGraceMs: 60_000,
  pauseMs: [500, 5_000],
  retryMs: 2_000,
};
