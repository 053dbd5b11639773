/** Takes back what runs of a task committed, when nobody else is at work on the repository. */
import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { Repository } from '../git/repository.ts';
import { describeHolder } from '../session/lock.ts';
import type { RollbackResult } from '../tools/contract.ts';
import { InputError } from '../tools/input-error.ts';
import { recoverRuns } from '../tools/process/recover.ts';
import { lockRepository } from '../tools/repository-lock.ts';
import { lockEachRelated } from '../tools/rollback/related-places.ts';
import { rollBack } from '../tools/rollback/roll-back.ts';
import type { Selection } from '../tools/rollback/runs.ts';
import type { Settings } from '../tools/settings.ts';
import type { ToolContext } from '../tools/toolbox.ts';

export interface TaskRollback {
  readonly repository: Repository;
  readonly itemId: string;
  readonly selection: Selection;
  /** Only tells what would be done; nothing changes, also nothing that a killed run left. */
  readonly dryRun: boolean;
  readonly push: Settings['push'];
}

/**
 * Rolls back, as `rollBack` says, after recovering from runs that were killed.
 * @throws InputError when the task is unknown, while another task runs on this repository, or when somebody has to decide
 *   something first; RunStopped when git or a hook refuses; the signal's reason when cancelled
 */
export async function rollBackTask(request: TaskRollback, context: ToolContext): Promise<RollbackResult> {
  const { repository, itemId, dryRun } = request;
  const lock = await lockRepository(repository.commonDir, itemId, context.signal);
  if (lock.status === 'busy') throw new InputError(describeHolder(repository.commonDir, lock.holder));
  try {
    // Somebody waits for the answer: a locked index is told, not waited for.
    const user = { repository, itemId, context, settings: { waitMinutes: 0 } };
    const recovered = dryRun ? [] : (await recoverRuns(user)).warnings;
    const lookup = findTask(await readBacklog(repository.root), itemId);
    if (lookup.kind !== 'found') throw new InputError(lookupMessage(lookup, itemId));
    const related = await lockEachRelated(repository, itemId, context.signal);
    try {
      const result = await rollBack({ ...request, task: lookup.task, related: related.places, context });
      return { ...result, warnings: [...recovered, ...related.warnings, ...result.warnings] };
    } finally {
      await related.release();
    }
  } finally {
    await lock.release();
  }
}
