/** Flux that somebody suspended: what was pushed is not rolled out, and a verification would fail for nothing of the task's. */
import type { Task } from '../../backlog/task.ts';
import { planChecks } from '../../cluster/check-plan.ts';
import { readSuspendedFlux } from '../../cluster/read-suspended-flux.ts';
import type { Repository } from '../../git/repository.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { clusterAccess } from '../cluster-access.ts';
import type { Settings } from '../settings.ts';
import { taskFacts } from '../verify/task-facts.ts';
import { deploysByPush } from './push-commits.ts';
import { type WaitingRun, withPatience } from './waiting.ts';

/** How often the cluster is asked while Flux is waited for, in milliseconds. */
const everyMs = 15_000;

/**
 * Waits until nothing is suspended that the scope of a deployment needs. Other tasks are verified without Flux' help.
 * @returns what to tell where it still is, past the limit; undefined when the task can be verified
 * @throws the signal's reason
 */
export async function untilFluxIsResumed(
  run: WaitingRun,
  repository: Repository,
  task: Task,
  settings: Settings,
  counts: { readonly done: number; readonly total: number },
): Promise<string | undefined> {
  if (!deploysByPush(task)) return undefined;
  const config = await readRepositoryConfig(repository.root);
  const { facts } = await taskFacts(repository, task, config, settings, undefined);
  const { scope, target } = planChecks(facts);
  if (scope === 'none') return undefined;
  const question = {
    access: clusterAccess(settings, config),
    scope,
    target,
    flux: typeof facts.stated === 'object' ? (facts.stated.flux ?? []) : [],
  };
  const { signal } = run.context;
  const look = () => readSuspendedFlux(question, signal);
  const over = { everyMs, isOver: async () => (await look()).length === 0 };
  const left = await withPatience(run, counts, settings.waitMinutes, look, (suspended) =>
    suspended.length === 0 ? undefined : { what: `Flux to be resumed: ${suspended.join(', ')}`, over },
  );
  if (left.length === 0) return undefined;
  return (
    `Flux is suspended (${left.join(', ')}), so nothing that is pushed is rolled out, and nothing was verified. ` +
    'Resume it (flux resume KIND NAME -n NAMESPACE), then run again.'
  );
}
