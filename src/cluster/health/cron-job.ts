/** The rule of CronJob. Source: batch/v1 API reference. */
import type { Job, KubeObject } from '../kube-object.ts';
import { whenDeleted } from './any-kind.ts';
import { type Health, healthy, progressing, suspended, unknown } from './health.ts';
import { jobHealth } from './job.ts';

export interface CronJob extends KubeObject {
  readonly spec?: { readonly suspend?: boolean; readonly schedule?: string };
  readonly status?: {
    readonly active?: readonly { readonly name?: string }[];
    readonly lastScheduleTime?: string;
    readonly lastSuccessfulTime?: string;
  };
}

/**
 * Suspended, or its newest Job decides. One that has never run passes with a note: its schedule may say midnight. Where
 * its Jobs are not known, its own times tell whether the last run was a success.
 * @param jobs those that it controls and that are known
 * @param isWhole whether these are all of them
 */
export function cronJobHealth(cronJob: CronJob, jobs: readonly Job[], isWhole: boolean): Health {
  const deleted = whenDeleted(cronJob);
  if (deleted !== undefined) return deleted;
  const { spec, status } = cronJob;
  if (spec?.suspend === true) return suspended('is suspended: no job is started');
  const newest = jobs.reduce<Job | undefined>((best, job) => (startOf(job) >= startOf(best) ? job : best), undefined);
  if (newest !== undefined) {
    const health = jobHealth(newest);
    return { ...health, message: `Job ${newest.metadata?.name}: ${health.message}` };
  }
  const last = status?.lastScheduleTime;
  if (last === undefined) return healthy('has not run yet', [`it has never run; its schedule is ${spec?.schedule}`]);
  if ((status?.active ?? []).length > 0) {
    const names = (status?.active ?? []).map(({ name }) => name).join(', ');
    return progressing('JobRunning', `Job ${names} runs`);
  }
  const { lastSuccessfulTime: success } = status ?? {};
  if (Date.parse(success ?? '') >= Date.parse(last)) return healthy(`last run at ${last}, done at ${success}`);
  const why = isWhole ? 'none of its jobs is there any more' : 'its jobs are not known';
  return unknown('JobNotKnown', `last run at ${last}, last success ${success ?? 'never'}; ${why}`);
}

function startOf(job: Job | undefined): number {
  return Date.parse(job?.metadata?.creationTimestamp ?? '') || 0;
}
