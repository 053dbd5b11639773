/** What a pod counts for in a snapshot: who made it, as far up as its name tells. Pure. */
import { controllersOf } from '../health/pod-controllers.ts';
import { type ObjectRef, type Pod, refOf } from '../kube-object.ts';

/** The Deployment, StatefulSet … of the pod, the CronJob of a Job's; the pod itself where nobody controls it. */
export function groupOf(pod: Pod): ObjectRef {
  const top = controllersOf(pod).at(-1);
  if (top === undefined) return refOf(pod, 'Pod');
  return top.kind === 'Job' ? (cronJobOf(top) ?? top) : top;
}

/** A CronJob's Jobs end in the minutes since 1970: https://github.com/kubernetes/kubernetes/blob/master/pkg/controller/cronjob/utils.go */
function cronJobOf({ namespace, name }: ObjectRef): ObjectRef | undefined {
  const own = /^(.+)-\d{8,10}$/.exec(name)?.[1];
  return own === undefined ? undefined : { kind: 'CronJob', namespace, name: own };
}
