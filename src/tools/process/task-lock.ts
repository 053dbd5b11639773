/** One task at a time on a repository: another one is waited for, visibly, within the user's limit. */
import { type Repository, readHead } from '../../git/repository.ts';
import { describeHolder, holderOf, type LockHolder, type LockOutcome } from '../../session/lock.ts';
import { lockRepository } from '../repository-lock.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { holderProgress } from './holder-progress.ts';
import { type Obstacle, withPatience } from './waiting.ts';

/** How often the holder is looked for while it is waited for, in milliseconds. */
const everyMs = 1_000;

/**
 * Takes the lock of runs. While another run holds it, each of its commits is told as how far it is.
 * @returns who holds it, past the limit
 * @throws as `lockRepository`
 */
export async function lockForTask(
  repository: Repository,
  itemId: string,
  settings: Pick<Settings, 'waitMinutes'>,
  context: ToolContext,
): Promise<LockOutcome> {
  const take = async () => {
    const lock = await lockRepository(repository.commonDir, itemId, context.signal);
    const obstacle = lock.status === 'held' ? undefined : await obstacleOf(repository, lock.holder);
    return { lock, obstacle };
  };
  const nothingDone = { done: 0, total: 0 };
  const { waitMinutes } = settings;
  const outcome = await withPatience({ context, itemId }, nothingDone, waitMinutes, take, ({ obstacle }) => obstacle);
  return outcome.lock;
}

async function obstacleOf(repository: Repository, holder: LockHolder): Promise<Obstacle> {
  const progress = await holderProgress(repository, holder);
  const before = await readHead(repository);
  const far = progress === undefined ? '' : ` (${progress})`;
  const isOver = async () =>
    (await holderOf(repository.commonDir)) === undefined || (await readHead(repository))?.commit !== before?.commit;
  return {
    what: `${holder.itemId}, which process ${holder.pid} works on in this repository${far}`,
    over: { everyMs, isOver },
  };
}

/** What to say to somebody who waited in vain, or would not wait. */
export async function busyMessage(
  repository: Repository,
  holder: LockHolder,
  { waitMinutes }: Pick<Settings, 'waitMinutes'>,
): Promise<string> {
  const progress = await holderProgress(repository, holder);
  const far = progress === undefined ? '' : ` ${progress}.`;
  const waited = waitMinutes === 0 ? '' : ` It was waited for, for ${waitMinutes} minutes.`;
  return describeHolder(repository.commonDir, holder) + far + waited;
}
