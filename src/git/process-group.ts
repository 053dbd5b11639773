/** Ends a program that was started in a process group of its own, with all that it started and that stayed in the group. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long it may take to end by itself, and how long after it was killed, in milliseconds. */
const [graceMs, killedMs] = [2_000, 5_000];

/** Asks all of them to end, and kills what is left after two seconds. Resolves when nothing of the group is left. */
export async function endGroup(leader: ChildProcess): Promise<void> {
  const { pid } = leader;
  if (pid === undefined || process.platform === 'win32') {
    leader.kill();
    return;
  }
  signal(pid, 'SIGTERM');
  if (await isGone(pid, graceMs)) return;
  signal(pid, 'SIGKILL');
  await isGone(pid, killedMs);
}

async function isGone(group: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isAlive(group)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

/** Orphans that nobody reaps stay in the group and run nothing; Linux tells. */
function isAlive(group: number): boolean {
  if (!signal(group, 0)) return false;
  return process.platform !== 'linux' || readdirSync('/proc').some((name) => /^\d+$/.test(name) && isOf(group, name));
}

function isOf(group: number, pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // For example `4711 (sh) S 4710 4709 …`: state, parent, group.
    const [state, , its] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(its) === group && state !== 'Z';
  } catch {
    return false; // it has ended meanwhile
  }
}

/** Whether somebody was there to get it. */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
