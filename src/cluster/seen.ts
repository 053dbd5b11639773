/** What was seen of a cluster and of addresses: all that the result of a verification is made of. */
import type { ApiError } from './api-error.ts';
import type { TimedJudgement } from './judgement.ts';
import type { Plan } from './plan.ts';
import type { UrlVerdict } from './url-check.ts';

export interface Seen {
  /** The cluster that was looked at; undefined when the plan needs none. */
  readonly cluster: { readonly context: string; readonly server: string; readonly version: string } | undefined;
  readonly plan: Plan;
  /** Nothing is stated or named: everything in the cluster counts, and only as warnings. */
  readonly wholeCluster: boolean;
  readonly judgements: readonly TimedJudgement[];
  readonly forbidden: readonly string[];
  readonly lost: ApiError | undefined;
  readonly urls: readonly UrlVerdict[];
  /** Warnings from the way there. */
  readonly notes: readonly string[];
}
