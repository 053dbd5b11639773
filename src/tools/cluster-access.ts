/** Where a task's cluster is looked for: the same answer for the criteria, for verification and for the editor. */
import type { Task } from '../backlog/task.ts';
import type { ClusterAccess } from '../cluster/request.ts';
import type { RepositoryConfig } from '../session/repository-config.ts';
import type { Settings } from './settings.ts';

/** The kubeconfig and contexts that settings and repository name. */
export function clusterAccess(settings: Settings, config: RepositoryConfig): ClusterAccess {
  return {
    env: process.env,
    ...(settings.kubeconfig === undefined ? {} : { kubeconfig: settings.kubeconfig }),
    ...(settings.context === undefined ? {} : { context: settings.context }),
    ...(config.clusterContext === undefined ? {} : { recordedContext: config.clusterContext }),
    ...(config.clusterName === undefined ? {} : { recordedCluster: config.clusterName }),
    ...(config.clusterServer === undefined ? {} : { recordedServer: config.clusterServer }),
  };
}

/** Whether no cluster belongs to the task: it, or the repository where the task says nothing, has `verify: none`. */
export function isVerifiedNowhere(task: Pick<Task, 'verify'>, config: Pick<RepositoryConfig, 'verify'>): boolean {
  return (task.verify ?? config.verify) === 'none';
}
