/** The locks of a repository as the tools take them: who works for a moment is waited for, a task is not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { holderOf, type LockHolder, type LockOutcome, takeLock } from '../session/lock.ts';
import { contract } from './contract.ts';
import { InputError } from './input-error.ts';

/** What a scan writes as its item, for the moment of its fast-forward. */
export const scanItem = contract.scan_prioritize.name;
/** What the creation of an item writes as its item, for the moment of its commit. */
export const createItem = contract.create_work_item.name;
/** What a retrospective writes as its item, while it changes files. */
export const retrospectiveItem = contract.run_retrospective.name;

/** Held while it is looked which root causes have an item, and the others get one. */
const bugsLock = 'bugs';
/** Held by a retrospective from its beginning to its end. */
const retrospectiveLock = 'retrospective';
/** Held while the number of a new item is looked for and its files are written. */
const creationLock = 'creation';

const briefLimitMs = 15_000;

export function isScan(holder: LockHolder): boolean {
  return holder.itemId === scanItem;
}

export function isCreation(holder: LockHolder): boolean {
  return holder.itemId === createItem;
}

/** Whether the lock is held for a moment only. */
export function isBrief(holder: LockHolder): boolean {
  return isScan(holder) || isCreation(holder) || holder.itemId === retrospectiveItem;
}

export interface LockOptions {
  /** How long others are waited for, in milliseconds. */
  readonly limitMs?: number;
  /** Who is waited for: whoever holds the lock for a moment, when not said. */
  waitsFor?(holder: LockHolder): boolean;
}

/**
 * Takes the lock of runs, after whoever holds it for a moment.
 * @throws the signal's reason; InputError when the lock's folder may not be written to, or the disk is full
 */
export async function lockRepository(
  commonDir: string,
  itemId: string,
  signal: AbortSignal,
  { limitMs = briefLimitMs, waitsFor = isBrief }: LockOptions = {},
): Promise<LockOutcome> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    const lock = await takeLock(commonDir, itemId).catch(explain(commonDir));
    if (lock.status === 'held' || !waitsFor(lock.holder) || Date.now() > deadline) return lock;
    await untilFree(commonDir, undefined, signal, deadline);
  }
}

/**
 * Takes the lock of creations; whoever holds it is waited for until the signal says stop.
 * @param onWait told once who holds it
 * @throws as `lockRepository`
 */
export async function lockCreation(
  commonDir: string,
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void = () => {},
): Promise<HeldLock> {
  return lockNamed(commonDir, { name: creationLock, itemId: createItem }, signal, onWait);
}

/** The same with the lock of those who look for the items of root causes; within it, that of creations may be taken. */
export async function lockBugs(commonDir: string, signal: AbortSignal): Promise<HeldLock> {
  return lockNamed(commonDir, { name: bugsLock, itemId: createItem }, signal, () => {});
}

/** The same with the lock of retrospectives: two would propose the same. */
export async function lockRetrospective(
  commonDir: string,
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void,
): Promise<HeldLock> {
  return lockNamed(commonDir, { name: retrospectiveLock, itemId: retrospectiveItem }, signal, onWait);
}

type HeldLock = Extract<LockOutcome, { status: 'held' }>;

async function lockNamed(
  commonDir: string,
  { name, itemId }: { readonly name: string; readonly itemId: string },
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void,
): Promise<HeldLock> {
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    const lock = await takeLock(commonDir, itemId, name).catch(explain(commonDir));
    if (lock.status === 'held') return lock;
    if (isFirst) onWait(lock.holder);
    await untilFree(commonDir, name, signal, Number.POSITIVE_INFINITY);
  }
}

/** Looks rarer and rarer, and unevenly, so that many who wait neither keep the machine busy nor look all at once. */
async function untilFree(
  commonDir: string,
  name: string | undefined,
  signal: AbortSignal,
  deadline: number,
): Promise<void> {
  let longest = 30;
  do {
    // An aborted sleep rejects with an error of its own.
    await sleep(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => signal.throwIfAborted());
    longest = Math.min(longest * 1.5, 300);
  } while (Date.now() < deadline && (await holderOf(commonDir, name)) !== undefined);
}

function explain(commonDir: string) {
  return (error: NodeJS.ErrnoException): never => {
    const { code } = error;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
      throw new InputError(
        `There is no space left for ${commonDir} (${code}); nothing was changed. Free some, then run again.`,
      );
    }
    if (code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM') throw error;
    throw new InputError(`You may not write to ${commonDir} (${code}). Run as the owner of the repository.`);
  };
}
