/** One run at a time on a repository: a lock file with the pid of its holder, below the repository's git folder. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ignoreMissing } from './missing-file.ts';
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

/** The lock's place; `commonDir` is the git folder that all worktrees share. */
export function lockFile(commonDir: string): string {
  return join(commonDir, 'agent-toolkit', 'lock');
}

/**
 * Takes the lock for `itemId`, or tells who holds it. A lock whose process is gone is stale: it is moved aside by an
 * atomic rename, so that of two recoverers only one goes on.
 */
export async function takeLock(commonDir: string, itemId: string): Promise<LockOutcome> {
  const file = lockFile(commonDir);
  await mkdir(dirname(file), { recursive: true });
  const own: LockHolder = {
    pid: process.pid,
    processStart: (await processStart(process.pid)) ?? '',
    host: hostname(),
    itemId,
    since: new Date().toISOString(),
  };
  let recovered: LockHolder | undefined;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await place(file, own)) return { status: 'held', recovered, release: () => release(file, own) };
    const text = await readFile(file, 'utf8').catch(ignoreMissing);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder !== undefined && (await isAlive(holder))) return { status: 'busy', holder };
    if (await moveStaleAside(file, text, `${file}.stale-${process.pid}-${attempt}`)) recovered ??= holder;
  }
  throw new Error(`The lock ${file} could not be taken: other processes keep taking and losing it.`);
}

/** Who holds the lock now; undefined when nobody does, or nobody who is still alive. */
export async function holderOf(commonDir: string): Promise<LockHolder | undefined> {
  const text = await readFile(lockFile(commonDir), 'utf8').catch(ignoreMissing);
  const holder = text === undefined ? undefined : parseHolder(text);
  return holder !== undefined && (await isAlive(holder)) ? holder : undefined;
}

/** What to tell somebody who meets a lock that is held. */
export function describeHolder(commonDir: string, { itemId, pid, since, host }: LockHolder): string {
  if (host === hostname()) {
    return `${itemId} is being processed on this repository by process ${pid} since ${since}. Wait for it, or stop it.`;
  }
  return `${itemId} is being processed on this repository by process ${pid} on ${host} since ${since}. If that machine is gone, remove ${lockFile(commonDir)}.`;
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

/** Whether a process of this id exists, as far as the system tells. */
function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Makes the lock appear as a whole, so that nobody reads half of it. False when another one is there. */
async function place(file: string, own: LockHolder): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes the stale lock unless another process has replaced it since it was read; then that one is put back. */
async function moveStaleAside(file: string, staleText: string, aside: string): Promise<boolean> {
  await rename(file, aside).catch(ignoreMissing);
  const moved = await readFile(aside, 'utf8').catch(ignoreMissing);
  if (moved !== undefined && moved !== staleText) await link(aside, file);
  await rm(aside, { force: true });
  return moved === staleText;
}

async function release(file: string, own: LockHolder): Promise<void> {
  const text = await readFile(file, 'utf8').catch(ignoreMissing);
  if (text === JSON.stringify(own)) await rm(file, { force: true });
}
