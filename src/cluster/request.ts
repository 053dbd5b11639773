/** What verification is asked to look at and what it says; plain values, so that cluster knows no task file. */

/** Where the cluster is looked for. */
export interface ClusterAccess {
  /** Kubeconfig file; KUBECONFIG, then the default file, when not set. */
  readonly kubeconfig?: string;
  /** Context named by the user for this run (a flag or setting). */
  readonly context?: string;
  /** Context recorded for the repository (.agent-config.json, .agent-state.json). */
  readonly recordedContext?: string;
  /** Environment to read KUBECONFIG and HOME from. */
  readonly env: NodeJS.ProcessEnv;
}

/** What belongs to the task; problems outside it are warnings. All lists may be empty. */
export interface VerificationScope {
  readonly namespaces: readonly string[];
  /** `kind/name` or `namespace/kind/name`, for example `deployment/web`. */
  readonly workloads: readonly string[];
  readonly services: readonly string[];
  readonly urls: readonly string[];
}
