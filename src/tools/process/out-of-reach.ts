/** What a verification could not reach, for the sentence that says what a run waits for. Pure. */
import { repositoryCheck } from '../../cluster/blocked.ts';
import type { Failure } from '../../cluster/verification.ts';
import type { EndedBy } from '../contract.ts';

const away: ReadonlySet<string> = new Set(['unreachable', 'timeout']);
/** Registries are often in trouble, or have had enough questions, for a while. */
const awayForAWhile: ReadonlySet<string> = new Set([...away, 'server', 'throttled']);

/** Undefined when nothing of the failures is out of reach. */
export function outOfReach(failures: readonly Pick<Failure, 'check' | 'object' | 'reason'>[]): string | undefined {
  for (const { check, object, reason } of failures) {
    if (check === 'Registry' && awayForAWhile.has(reason)) return `the registry ${object}`;
    if (check === 'Image' && awayForAWhile.has(reason)) return `the registry of ${object}`;
    if (reason === 'ControllersDown') return 'the controllers of Flux';
    if (away.has(reason)) return 'the API server of the cluster';
  }
  return undefined;
}

/** What has to be there before anything is judged, as verifications name the checks. */
const groundChecks: readonly string[] = ['Kube context', 'Kubernetes API'];

/** What a verification could not be had for. The cluster, the way to it and the repository keep every task from being verified. */
export function endedByFailures(failures: readonly Pick<Failure, 'check' | 'object' | 'reason'>[]): EndedBy {
  if (failures.some(({ check }) => check === repositoryCheck)) return 'repository';
  const isOfCluster = outOfReach(failures) !== undefined || failures.some(({ check }) => groundChecks.includes(check));
  return isOfCluster ? 'cluster' : 'task';
}
