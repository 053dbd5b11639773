/**
 * One at a time on a repository: a lock file with the pid of its holder, below the repository's git folder. The lock
 * without a name is that of runs; others have names of their own.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { lockFile } from './lock-file.ts';
import { ignoreMissing } from './missing-file.ts';
import { answers } from './process-answers.ts';
import { processStart } from './process-start.ts';

const holderSchema = z.object({
  pid: z.number().int(),
  /** When that process started, so that a reused pid is not taken for the holder; empty where the system does not tell. */
  processStart: z.string(),
  host: z.string(),
  itemId: z.string(),
  since: z.string(),
});
export type LockHolder = z.output<typeof holderSchema>;

export type LockOutcome =
  | { readonly status: 'held'; release(): Promise<void>; readonly recovered: LockHolder | undefined }
  | { readonly status: 'busy'; readonly holder: LockHolder };

/**
 * Takes the lock for `itemId`, or tells who holds it. A lock whose process is gone is stale: it is removed
 * under a lock of its own, so that of two recoverers only one goes on.
 */
export async function takeLock(commonDir: string, itemId: string, name?: string): Promise<LockOutcome> {
  const file = lockFile(commonDir, name);
  await mkdir(dirname(file), { recursive: true });
  const own: LockHolder = {
    pid: process.pid,
    processStart: (await processStart(process.pid)) ?? '',
    host: hostname(),
    itemId,
    since: new Date().toISOString(),
  };
  let recovered: LockHolder | undefined;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await place(file, own)) return { status: 'held', recovered, release: () => release(file, own) };
    const text = await readFile(file, 'utf8').catch(ignoreMissing);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder !== undefined && (await isAlive(holder))) return { status: 'busy', holder };
    if (await removeStale(file, text, own)) recovered ??= holder;
    else await sleep(20);
  }
  throw new Error(`The lock ${file} could not be taken: other processes keep taking and losing it.`);
}

/** Who holds the lock now; undefined when nobody does, or nobody who is still alive. */
export async function holderOf(commonDir: string, name?: string): Promise<LockHolder | undefined> {
  const text = await readFile(lockFile(commonDir, name), 'utf8').catch(ignoreMissing);
  const holder = text === undefined ? undefined : parseHolder(text);
  return holder !== undefined && (await isAlive(holder)) ? holder : undefined;
}

/** What to tell somebody who meets a lock that is held; without a name, that of runs. */
export function describeHolder(commonDir: string, { itemId, pid, since, host }: LockHolder, name?: string): string {
  if (host === hostname()) {
    return `${itemId} is being processed on this repository by process ${pid} since ${since}. Wait for it, or stop it.`;
  }
  return `${itemId} is being processed on this repository by process ${pid} on ${host} since ${since}. If that machine is gone, remove ${lockFile(commonDir, name)}.`;
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // cut off by a crash while it was written: stale
  }
}

/** Whether the holder still runs. A holder on another host (a shared file system) is taken to be alive. */
async function isAlive(holder: LockHolder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  const start = await processStart(holder.pid);
  if (start === undefined) return false;
  if (start === '') return answers(holder.pid);
  return holder.processStart === '' || start === holder.processStart;
}

/** Makes the lock appear as a whole, so that nobody reads half of it. False when another one is there. */
async function place(file: string, own: LockHolder): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(own));
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes a stale lock, one recoverer at a time: without that, one could remove the lock that another has just taken.
 * False when another recoverer is at it, or the lock is no longer the stale one.
 */
async function removeStale(file: string, staleText: string, own: LockHolder): Promise<boolean> {
  const recovery = `${file}.recovery`;
  if (!(await place(recovery, own))) {
    const text = await readFile(recovery, 'utf8').catch(ignoreMissing);
    const other = text === undefined ? undefined : parseHolder(text);
    // A recoverer that was killed in these few milliseconds must not stop all others for ever.
    if (other !== undefined && !(await isAlive(other))) await rm(recovery, { force: true });
    return false;
  }
  try {
    if ((await readFile(file, 'utf8').catch(ignoreMissing)) !== staleText) return false;
    await rm(file);
    return true;
  } finally {
    await rm(recovery, { force: true });
  }
}

async function release(file: string, own: LockHolder): Promise<void> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  if (text === JSON.stringify(own)) await rm(file, { force: true });
}
