/** Git's index, which any other git may hold: for a moment without a word, then visibly, within the user's limit. */
import { IndexLocked, isIndexLocked, waitForIndex } from '../../git/index-lock.ts';
import type { Repository } from '../../git/repository.ts';
import type { Settings } from '../settings.ts';
import { RunStopped } from './run.ts';
import { type WaitingRun, withPatience } from './waiting.ts';

/** Whoever needs the index. */
export interface IndexUser extends WaitingRun {
  readonly repository: Repository;
  readonly settings: Pick<Settings, 'waitMinutes'>;
}

/** How often the lock is looked for while it is waited for, in milliseconds. */
const everyMs = 500;

/**
 * Waits until nobody holds the index.
 * @param quietMs how long without a word
 * @throws RunStopped past the limit, with the file and the next step; the signal's reason
 */
export async function untilIndexIsFree(
  user: IndexUser,
  counts: { readonly done: number; readonly total: number },
  quietMs?: number,
): Promise<void> {
  const { repository, settings, context } = user;
  const attempt = async () => {
    try {
      await waitForIndex(repository, quietMs, context.signal);
      return undefined;
    } catch (error) {
      if (error instanceof IndexLocked) return error;
      throw error;
    }
  };
  const over = { everyMs, isOver: () => !isIndexLocked(repository) };
  const what = `another git process to let go of the index (${repository.gitDir}/index.lock)`;
  const locked = await withPatience(user, counts, settings.waitMinutes, attempt, (error) =>
    error === undefined ? undefined : { what, over },
  );
  if (locked !== undefined) throw new RunStopped(locked.message, 'git');
}
