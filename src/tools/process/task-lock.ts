/** One task at a time on a repository: another one is waited for, visibly, within the user's limit. */
import type { Repository } from '../../git/repository.ts';
import { describeHolder, holderOf, type LockHolder, type LockOutcome } from '../../session/lock.ts';
import { lockRepository } from '../repository-lock.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { withPatience } from './waiting.ts';

/** How often the holder is looked for while it is waited for, in milliseconds. */
const everyMs = 1_000;

/**
 * Takes the lock of runs.
 * @returns who holds it, past the limit
 * @throws as `lockRepository`
 */
export async function lockForTask(
  { commonDir }: Repository,
  itemId: string,
  settings: Pick<Settings, 'waitMinutes'>,
  context: ToolContext,
): Promise<LockOutcome> {
  const take = () => lockRepository(commonDir, itemId, context.signal);
  const over = { everyMs, isOver: async () => (await holderOf(commonDir)) === undefined };
  const nothingDone = { done: 0, total: 0 };
  return withPatience({ context, itemId }, nothingDone, settings.waitMinutes, take, (lock) =>
    lock.status === 'held' ? undefined : { what: whatToWaitFor(lock.holder), over },
  );
}

function whatToWaitFor({ itemId, pid }: LockHolder): string {
  return `${itemId}, which process ${pid} works on in this repository`;
}

/** What to say to somebody who waited in vain, or would not wait. */
export function busyMessage(
  { commonDir }: Repository,
  holder: LockHolder,
  { waitMinutes }: Pick<Settings, 'waitMinutes'>,
): string {
  const waited = waitMinutes === 0 ? '' : ` It was waited for, for ${waitMinutes} minutes.`;
  return describeHolder(commonDir, holder) + waited;
}
