/** How far somebody else's run is, who holds the lock of the repository. The task files tell it. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { countCriteria } from '../../backlog/parse/criteria.ts';
import { findTask } from '../../backlog/queue/find-task.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import type { Repository } from '../../git/repository.ts';
import type { LockHolder } from '../../session/lock.ts';

/**
 * `2 of 5 criteria done`. Undefined where it cannot be told: the holder works on no task, or in another work tree of the
 * repository, whose files are not these.
 */
export async function holderProgress(
  { root, commonDir }: Pick<Repository, 'root' | 'commonDir'>,
  { itemId }: LockHolder,
): Promise<string | undefined> {
  const worktrees = await readdir(join(commonDir, 'worktrees')).catch(() => []);
  if (worktrees.length > 0) return undefined;
  // What is wrong with the files is not what the caller asks for.
  const lookup = await readBacklog(root).then(
    (backlog) => findTask(backlog, itemId),
    () => undefined,
  );
  if (lookup?.kind !== 'found') return undefined;
  const { total, open } = countCriteria(lookup.task.criteria);
  return total === 0 ? undefined : `${total - open} of ${total} criteria done`;
}
