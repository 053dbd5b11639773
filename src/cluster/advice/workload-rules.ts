/** What is wrong with workloads and their scaling, and what to do. NS, NAME and KIND stand for the object's. */
import type { AdviceRule } from '../advice.ts';

const pods = /^(Pod|Deployment|ReplicaSet|ReplicationController|StatefulSet|DaemonSet)$/;

/** The first rule that fits counts: special ones stand before general ones. */
export const workloadRules: readonly AdviceRule[] = [
  {
    reason: /^(ProgressDeadlineExceeded|MinimumReplicasUnavailable)$/,
    cause: 'New pods did not become ready before the progress deadline.',
    remedy: 'Look at the pods: `kubectl -n NS get pods`, and at the readiness probe.',
  },
  {
    reason: /^(FailedCreate|ReplicaFailure)$/,
    message: /quota/i,
    cause: 'A resource quota of the namespace is used up.',
    remedy: 'Look at `kubectl -n NS describe quota`; lower the requests or raise the quota.',
  },
  {
    reason: /^(FailedCreate|ReplicaFailure)$/,
    cause: 'The API refuses to create pods: a quota, an admission rule or a missing service account.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`: the message names the rule.',
  },
  {
    reason:
      /^(BackoffLimitExceeded|DeadlineExceeded|JobFailed|PodFailurePolicy|FailedIndexes|MaxFailedIndexesExceeded)$/,
    cause: 'The pods of the job failed too often or ran too long.',
    remedy: 'Read their last words: `kubectl -n NS logs KIND/NAME --all-containers`.',
  },
  {
    reason: /^JobNotKnown$/,
    cause: 'The last run of the CronJob did not end well, and its Job is gone.',
    remedy:
      'Run it once more and watch: `kubectl -n NS create job --from=cronjob/NAME NAME-again`, then `kubectl -n NS logs job/NAME-again`.',
  },
  {
    reason: /^(TimedOut|JobRunning)$/,
    kind: /^(Job|CronJob)$/,
    cause: 'Its pods have not ended in time: they still work, wait or cannot start.',
    remedy: 'Look at `kubectl -n NS get pods` and `kubectl -n NS describe KIND NAME`; a long job needs a longer time.',
  },
  {
    reason: /^Failed(Get|Update)Scale$/,
    kind: /^HorizontalPodAutoscaler$/,
    cause: 'What it scales does not exist, or its controller may not scale it.',
    remedy: 'Correct spec.scaleTargetRef: kind, name and apiVersion; `kubectl -n NS describe hpa NAME` names it.',
  },
  {
    reason: /Selector$/,
    kind: /^HorizontalPodAutoscaler$/,
    cause: 'The selector of what it scales is not valid, or another autoscaler has the same pods.',
    remedy: 'Compare the targets of `kubectl -n NS get hpa`, and leave one autoscaler for each workload.',
  },
  {
    reason: /Metric/,
    kind: /^HorizontalPodAutoscaler$/,
    cause:
      'It gets no metrics: metrics-server or the adapter is missing or down, or the containers request no CPU or memory.',
    remedy:
      'Check `kubectl get apiservices | grep metrics` and `kubectl -n NS top pods`; set resources.requests of every container.',
  },
  {
    reason: /./,
    kind: /^HorizontalPodAutoscaler$/,
    cause: 'The autoscaler cannot work out or set a number of replicas.',
    remedy: 'Check spec.scaleTargetRef, its metrics and what the conditions say: `kubectl -n NS describe hpa NAME`.',
  },
  {
    reason: /./,
    kind: /^PodDisruptionBudget$/,
    cause: 'The pods of the budget cannot be counted: it selects pods without a controller that can be scaled.',
    remedy:
      'Compare spec.selector with `kubectl -n NS get pods --show-labels`; with such pods use minAvailable as a number.',
  },
  {
    reason: /^(TimedOut|NotReady|NotAvailable|RolloutProgressing|ReplicasProgressing)$/,
    kind: pods,
    cause: 'It did not become ready in time: slow to start, or its readiness probe does not pass.',
    remedy: 'Look at `kubectl -n NS describe KIND NAME`, at its readiness probe and its logs; then verify again.',
  },
];
