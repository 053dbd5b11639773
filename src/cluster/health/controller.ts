/** Health by kind, for objects that are judged without knowing others: the controllers of pods, and named workloads. */
import type { KubeObject } from '../kube-object.ts';
import { anyKindHealth } from './any-kind.ts';
import { daemonSetHealth } from './daemon-set.ts';
import type { Health } from './health.ts';
import { jobHealth } from './job.ts';
import { deploymentHealth, replicaSetHealth } from './replicas.ts';
import { statefulSetHealth } from './stateful-set.ts';

const rules: Readonly<Record<string, (object: KubeObject) => Health>> = {
  Deployment: deploymentHealth,
  ReplicaSet: replicaSetHealth,
  StatefulSet: statefulSetHealth,
  DaemonSet: daemonSetHealth,
  Job: jobHealth,
};

/** The health of a workload by its kind's rule, or by the rule for any kind. */
export function workloadHealth(kind: string, object: KubeObject): Health {
  return (rules[kind] ?? anyKindHealth)(object);
}
