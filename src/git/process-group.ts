/**
 * Ends a program that was started in a process group of its own, with all that it started: what stayed in the group and,
 * on Linux, what left it for a session of its own (setsid) and kept the marker in its environment.
 */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The variable that marks one git and what it starts; its value is unique to it. */
export const gitMarker = 'AGENT_TOOLKIT_GIT';

/** How long it may take to end by itself, and how long after it was killed, in milliseconds. */
const [graceMs, killedMs] = [2_000, 5_000];

interface Group {
  /** The leader's pid, which is the group's number. */
  readonly id: number;
  /** Value of the marker in the environment that the leader was started with. */
  readonly marker: string;
}

/** Asks all of them to end, and kills what is left after two seconds. Resolves when nothing of it is left. */
export async function endGroup(leader: ChildProcess, marker: string): Promise<void> {
  const { pid } = leader;
  if (pid === undefined || process.platform === 'win32') {
    leader.kill();
    return;
  }
  const group = { id: pid, marker };
  signal(membersOf(group), 'SIGTERM');
  if (await isGone(group, graceMs)) return;
  signal(membersOf(group), 'SIGKILL');
  await isGone(group, killedMs);
}

async function isGone(group: Group, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (membersOf(group).length > 0) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

/** What `kill` takes: the group as a whole where somebody is in it, and those that left it, which only Linux tells. */
function membersOf(group: Group): number[] {
  const whole = -group.id;
  if (process.platform !== 'linux') return signal([whole], 0) ? [whole] : [];
  const pids = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? memberAt(group, Number(name)) : []));
  return [...new Set(pids)];
}

function memberAt({ id, marker }: Group, pid: number): number[] {
  const stat = read(pid, 'stat');
  // For example `4711 (sh) S 4710 4709 …`: state, parent, group.
  const [state, , its] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Orphans that nobody reaps stay in the group and run nothing.
  if (stat === '' || state === 'Z') return [];
  if (Number(its) === id) return [-id];
  return read(pid, 'environ').split('\0').includes(`${gitMarker}=${marker}`) ? [pid] : [];
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile, or is another user's
  }
}

/** Whether somebody was there to get it. */
function signal(pids: readonly number[], name: NodeJS.Signals | 0): boolean {
  let isThere = false;
  for (const pid of pids) {
    try {
      process.kill(pid, name);
      isThere = true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  return isThere;
}
