/** What run_tests would look at for an item. Reads files only: no cluster, nothing is run. */
import { readBacklog } from '../backlog/read/read.ts';
import { type CheckPlan, planChecks } from '../cluster/check-plan.ts';
import { unusableEntries, unusableText } from '../cluster/unusable-entries.ts';
import { readRepositoryConfig } from '../session/repository-config.ts';
import { openRepository } from './repository-path.ts';
import type { Settings } from './settings.ts';
import { taskNamed } from './task-named.ts';
import type { ToolContext } from './toolbox.ts';
import { taskFacts } from './verify/task-facts.ts';
import { whyNoCommands } from './verify/why-no-commands.ts';

export interface TestPlan extends CheckPlan {
  readonly item_id: string;
  readonly warnings: readonly string[];
}

/** The plan of the item, by which run_tests runs. @throws InputError for an unknown item or repository */
export async function planTests(
  repoPath: string,
  itemId: string,
  settings: Settings,
  { signal, runsCommands }: Pick<ToolContext, 'signal' | 'runsCommands'>,
): Promise<TestPlan> {
  const repository = await openRepository(repoPath);
  const { root } = repository;
  const task = taskNamed(await readBacklog(root, { signal }), itemId, root);
  const config = await readRepositoryConfig(root);
  const barred = whyNoCommands(settings, runsCommands === true);
  const { facts, warnings } = await taskFacts(repository, task, config, settings, barred);
  const plan = planChecks(facts);
  return { item_id: task.id, ...plan, warnings: [...warnings, ...unusableEntries(plan).map(unusableText)] };
}
