/** Work on several task files at once, while nobody else works here. */
import type { Repository } from '../../git/repository.ts';
import { describeHolder } from '../../session/lock.ts';
import { NotApplied } from '../../tools/draft/apply-draft.ts';
import { InputError } from '../../tools/input-error.ts';
import { recoverRuns } from '../../tools/process/recover.ts';
import { RunStopped } from '../../tools/process/run.ts';
import { createItem, lockCreation, lockRepository } from '../../tools/repository-lock.ts';
import type { ToolContext } from '../../tools/toolbox.ts';

/** What a killed run left is put back first. @throws InputError while somebody works or creates an item here */
export async function underLocks<T>(
  repository: Repository,
  context: ToolContext,
  work: (warnings: readonly string[]) => Promise<T>,
): Promise<T> {
  const { commonDir } = repository;
  const lock = await lockRepository(commonDir, createItem, context.signal);
  if (lock.status === 'busy') throw new InputError(`Nothing was changed. ${describeHolder(commonDir, lock.holder)}`);
  try {
    const creation = await lockCreation(commonDir, context.signal);
    try {
      const user = { repository, itemId: createItem, context, settings: { waitMinutes: 0 } };
      const { warnings } = await recoverRuns(user);
      return await work(warnings);
    } finally {
      await creation.release();
    }
  } catch (error) {
    if (error instanceof RunStopped || error instanceof NotApplied) throw new InputError(error.message);
    throw error;
  } finally {
    await lock.release();
  }
}
