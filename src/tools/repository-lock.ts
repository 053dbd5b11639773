/**
 * The locks of a repository as the tools take them: who works for a moment is waited for, a task is not. Who takes several
 * takes them in this order, so that no two wait for one another: that of retrospectives or of root causes, of runs, of
 * creations.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeHolder, holderOf, type LockHolder, type LockOutcome, takeLock } from '../session/lock.ts';
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

/** How long a creator waits for one that is before it, whose commit may have slow hooks; milliseconds. */
export const creatorLimitMs = 90_000;

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
  /** How long each holder is waited for, in milliseconds. */
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
  const deadlineFor = patience(limitMs);
  for (;;) {
    signal.throwIfAborted();
    const lock = await takeLock(commonDir, itemId).catch(explain(commonDir));
    if (lock.status === 'held' || !waitsFor(lock.holder)) return lock;
    const deadline = deadlineFor(lock.holder);
    if (Date.now() > deadline) return lock;
    await untilFree(commonDir, undefined, signal, deadline);
  }
}

/**
 * Takes the lock of creations.
 * @param onWait told once who holds it
 * @param limitMs how long each holder is waited for, in milliseconds
 * @throws as `lockRepository`; InputError that names a holder who was waited for in vain
 */
export async function lockCreation(
  commonDir: string,
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void = () => {},
  limitMs = creatorLimitMs,
): Promise<HeldLock> {
  return lockNamed(commonDir, { name: creationLock, itemId: createItem, limitMs }, signal, onWait);
}

/** The same with the lock of those who look for the items of root causes. */
export async function lockBugs(commonDir: string, signal: AbortSignal): Promise<HeldLock> {
  return lockNamed(commonDir, { name: bugsLock, itemId: createItem, limitMs: creatorLimitMs }, signal, () => {});
}

/** The same with the lock of retrospectives: two would propose the same. Only the signal ends the wait: Codex takes minutes. */
export async function lockRetrospective(
  commonDir: string,
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void,
): Promise<HeldLock> {
  const lock = { name: retrospectiveLock, itemId: retrospectiveItem, limitMs: Number.POSITIVE_INFINITY };
  return lockNamed(commonDir, lock, signal, onWait);
}

/** For somebody whose time is up: who else is at work on the repository; undefined when nobody is. */
export async function describeOthers(commonDir: string): Promise<string | undefined> {
  for (const name of [undefined, creationLock, bugsLock, retrospectiveLock]) {
    const holder = await holderOf(commonDir, name);
    if (holder !== undefined) return describeHolder(commonDir, holder, name);
  }
  return undefined;
}

type HeldLock = Extract<LockOutcome, { status: 'held' }>;

/** Until when each holder is waited for: the next one has the limit anew, so that a long row of them comes to its end. */
function patience(limitMs: number): (holder: LockHolder) => number {
  let last = '';
  let deadline = 0;
  return (holder) => {
    const next = JSON.stringify(holder);
    if (next !== last) [last, deadline] = [next, Date.now() + limitMs];
    return deadline;
  };
}

async function lockNamed(
  commonDir: string,
  { name, itemId, limitMs }: { readonly name: string; readonly itemId: string; readonly limitMs: number },
  signal: AbortSignal,
  onWait: (holder: LockHolder) => void,
): Promise<HeldLock> {
  const deadlineFor = patience(limitMs);
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    const lock = await takeLock(commonDir, itemId, name).catch(explain(commonDir));
    if (lock.status === 'held') return lock;
    if (isFirst) onWait(lock.holder);
    const deadline = deadlineFor(lock.holder);
    if (Date.now() > deadline) {
      const who = describeHolder(commonDir, lock.holder, name);
      throw new InputError(`${who} It was waited for, for ${limitMs / 1000} s.`);
    }
    await untilFree(commonDir, name, signal, deadline);
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
