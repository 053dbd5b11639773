/** The rule of Job. Source: batch/v1 API reference. */
import { conditionOf, type Job } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy, progressing, suspended } from './health.ts';

/** Complete=True passes (pods that failed on the way are no failures), Failed=True or FailureTarget=True fails. */
export function jobHealth(job: Job): Health {
  const first = beforeKind(job, false);
  if (first !== undefined) return first;
  const { spec, status } = job;
  const counts = `${status?.succeeded ?? 0} succeeded, ${status?.active ?? 0} active, ${status?.failed ?? 0} failed`;
  if (conditionOf(job, 'Complete')?.status === 'True') return healthy(`complete: ${counts}`);
  for (const type of ['Failed', 'FailureTarget']) {
    const condition = conditionOf(job, type);
    if (condition?.status === 'True') return failed(condition.reason || 'JobFailed', condition.message || counts);
  }
  if (spec?.suspend === true) return suspended('is suspended: no pod is started');
  return progressing('JobRunning', counts);
}
