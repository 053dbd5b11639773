/** The lock of git's index: any git of the user's or the editor's holds it for a moment; a killed one leaves it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Repository } from './repository.ts';

/** How long another git process may hold the index, in milliseconds. */
const patienceMs = 10_000;

/** Somebody held the index all the time; nothing was done. The message names the file and the next step. */
export class IndexLocked extends Error {
  override readonly name = 'IndexLocked';

  constructor(repository: Repository, waitedMs: number) {
    const file = join(repository.gitDir, 'index.lock');
    super(
      `Another git process holds the index: ${file} was there for ${Math.round(waitedMs / 1000)} s. ` +
        'Let it end, then try again. If no git runs in this repository, a git that was killed left it: remove that file.',
    );
  }
}

/** Whether another git holds the index now, or left its lock. */
export function isIndexLocked({ gitDir }: Repository): boolean {
  return existsSync(join(gitDir, 'index.lock'));
}

/** Does the work, again and again while it fails on the index's lock. @throws IndexLocked after `waitMs`; the signal's reason */
export async function whenIndexIsFree<T>(
  repository: Repository,
  work: () => Promise<T>,
  waitMs = patienceMs,
  signal?: AbortSignal,
): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!/index\.lock/.test((error as Error).message)) throw error;
      if (Date.now() > deadline) throw new IndexLocked(repository, waitMs);
      await sleep(Math.min(200, waitMs), undefined, signal === undefined ? {} : { signal }).catch(() => {
        signal?.throwIfAborted();
      });
    }
  }
}

/** Waits until nobody holds the index, before work that would be lost if it could not be committed. @throws as `whenIndexIsFree` */
export async function waitForIndex(repository: Repository, waitMs = patienceMs, signal?: AbortSignal): Promise<void> {
  const look = async () => {
    if (isIndexLocked(repository)) throw new Error('index.lock');
  };
  await whenIndexIsFree(repository, look, waitMs, signal);
}
