/** The lock of a repository as the tools take it: a scan holds it for a moment and is waited for, a task is not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type LockHolder, type LockOutcome, takeLock } from '../session/lock.ts';
import { contract } from './contract.ts';
import { InputError } from './input-error.ts';

/** What a scan writes as its item. */
export const scanItem = contract.scan_prioritize.name;

const scanLimitMs = 15_000;

export function isScan(holder: LockHolder): boolean {
  return holder.itemId === scanItem;
}

/** Takes the lock, after a scan's fast-forward if need be. @throws the signal's reason */
export async function lockRepository(commonDir: string, itemId: string, signal: AbortSignal): Promise<LockOutcome> {
  const deadline = Date.now() + scanLimitMs;
  for (;;) {
    signal.throwIfAborted();
    const lock = await takeLock(commonDir, itemId).catch(explain(commonDir));
    if (lock.status === 'held' || !isScan(lock.holder) || Date.now() > deadline) return lock;
    await sleep(100, undefined, { signal });
  }
}

function explain(commonDir: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code !== 'EACCES' && error.code !== 'EROFS' && error.code !== 'EPERM') throw error;
    throw new InputError(`You may not write to ${commonDir} (${error.code}). Run as the owner of the repository.`);
  };
}
