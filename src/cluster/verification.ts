/** What a verification says. Same fields as the tool's result, which is declared in tools/contract.ts. */
import type { Change } from './snapshot/change.ts';

import type { UsedImage } from './used-images.ts';

export type CheckStatus = 'pass' | 'fail' | 'warn' | 'skipped';

export interface Check {
  /** What kind of check it was, for example `Deployment`. */
  readonly name: string;
  /** What was looked at, for example `Deployment shop/web`. */
  readonly object: string;
  readonly asked: string;
  readonly expected: string;
  readonly actual: string;
  readonly status: CheckStatus;
  readonly evidence: string;
  readonly duration_ms: number;
}

export interface Failure {
  readonly check: string;
  readonly object: string;
  readonly reason: string;
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
  /** external: nothing that this task did or could repair. */
  readonly scope: 'task' | 'external';
  /**
   * Of a failure of the task, how it was before the run that the verification ends. broken: the same, so the run did not break
   * it; unknown: it could not be looked at then. Left out where it was well, or nothing can tell: a command has no before.
   */
  readonly before?: 'broken' | 'unknown';
}

/** One object's health rests on another's, both written as in `Failure.object`: a Service and a pod that it selects. */
export interface Link {
  readonly object: string;
  readonly restsOn: string;
}

export interface Summary {
  readonly pods_healthy: number;
  readonly services_up: number;
  /** Health URLs that answered as they should. */
  readonly endpoints_accessible: number;
  readonly pods_total: number;
  readonly services_total: number;
  readonly endpoints_total: number;
  readonly deployments_healthy: number;
  readonly deployments_total: number;
}

export const emptySummary: Summary = {
  pods_healthy: 0,
  services_up: 0,
  endpoints_accessible: 0,
  pods_total: 0,
  services_total: 0,
  endpoints_total: 0,
  deployments_healthy: 0,
  deployments_total: 0,
};

export interface Verification {
  readonly overall: 'passed' | 'failed' | 'blocked' | 'nothing_to_verify';
  readonly summary: Summary;
  readonly checks: readonly Check[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly string[];
  /** What is known of which failures follow from which; an object need not have failed to stand here. */
  readonly links?: readonly Link[];
  /** Objects that have to show what was pushed, and have not taken it, written as in `Failure.object`. */
  readonly awaited?: readonly string[];
  /** Those that pods in scope use. */
  readonly images?: readonly UsedImage[];
  /** Something in the scope could not be read, or what was pushed has not arrived: no pass, whatever else is well. */
  readonly isUnread?: true;
  /** What changed since the run began that it ends; undefined where nothing was compared. */
  readonly changes?: readonly Change[];
  /** One sentence for people. */
  readonly message: string;
  /** The kube context that was looked at. */
  readonly context: string | undefined;
}
