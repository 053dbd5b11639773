/** Flux that somebody suspended: what was pushed is not rolled out, and a verification would fail for nothing of the task's. */
import { readVerify } from '../../backlog/parse/field-values.ts';
import type { Task } from '../../backlog/task.ts';
import { readSuspendedFlux } from '../../cluster/read-suspended-flux.ts';
import { readRepositoryConfig } from '../../session/repository-config.ts';
import { clusterAccess } from '../cluster-access.ts';
import { scopeOf } from '../run-tests.ts';
import type { Settings } from '../settings.ts';
import { taskBody } from '../task-body.ts';
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
  root: string,
  task: Task,
  settings: Settings,
  counts: { readonly done: number; readonly total: number },
): Promise<string | undefined> {
  if (!deploysByPush(task)) return undefined;
  const config = await readRepositoryConfig(root);
  const stated = task.verify ?? readVerify(config.verify).scope;
  if (stated === 'none') return undefined;
  const question = {
    access: clusterAccess(settings, config),
    ...(stated === undefined ? {} : { scope: scopeOf(stated, true) }),
    text: await taskBody(root, task),
    flux: stated?.flux ?? [],
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
