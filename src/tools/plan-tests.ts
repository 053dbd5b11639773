/** What run_tests would look at for an item. Reads files only: no cluster, nothing is run. */
import { readVerify } from '../backlog/parse/field-values.ts';
import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import { readBacklog } from '../backlog/read/read.ts';
import { type CheckPlan, planChecks } from '../cluster/check-plan.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { InputError } from './input-error.ts';
import { openRepository } from './repository-path.ts';
import { taskBody } from './task-body.ts';

export interface TestPlan extends CheckPlan {
  readonly item_id: string;
  readonly warnings: readonly string[];
}

/** The plan of the item. @throws InputError for an unknown item or repository */
export async function planTests(repoPath: string, itemId: string, signal: AbortSignal): Promise<TestPlan> {
  const { root } = await openRepository(repoPath);
  const lookup = findTask(await readBacklog(root, { signal }), itemId);
  if (lookup.kind !== 'found') throw new InputError(lookupMessage(lookup, itemId));
  const { task } = lookup;
  const config = await readRepositoryConfig(root);
  const common = readVerify(config.verify);
  const stated = task.verify ?? common.scope;
  const plan = planChecks({ labels: task.labels, stated, text: await taskBody(root, task) });
  const faults = common.faults.map((fault) => `.agent-config.json: ${fault}`);
  return { item_id: task.id, ...plan, warnings: [...config.warnings, ...faults] };
}
