/**
 * Ends a process and everything that it started, also what has left its process group or lost its parent. Codex runs
 * each command in a session of its own, so that a signal to one group never reaches all of them.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The variable that marks all processes of one run; its value is unique to the run. */
export const runMarker = 'AGENT_TOOLKIT_RUN';

interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** Start time, so that a reused pid is not taken for the process it was. */
  readonly start: string;
}

export interface TreeRequest {
  /** Undefined where it was never started: what the marker finds is all there is. */
  readonly root: number | undefined;
  /** Value of the run marker in the environment of the tree's processes; finds orphans on Linux. */
  readonly marker: string;
  /** Whether orphans may be older than this process: a supervisor that took another one's place. */
  readonly olderToo?: boolean;
  /** How long the root may take to end by itself after SIGTERM, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Asks the root to end, or all where the root is gone, waits for the grace time, then kills whatever is left, until
 * nothing is.
 * @returns the pids that could not be ended within five more seconds (uninterruptible sleep, another user's)
 */
export async function endTree(request: TreeRequest): Promise<number[]> {
  if (process.platform === 'win32') return endTreeOnWindows(request.root);
  const tree = new Tree(request);
  const found = await tree.alive();
  if (found.length === 0) return [];
  const { root } = request;
  signal(root !== undefined && found.includes(root) ? [root] : found, 'SIGTERM');
  const deadline = Date.now() + request.graceMs;
  while ((await tree.alive()).length > 0 && Date.now() < deadline) await sleep(25);
  const last = Date.now() + 5000;
  for (;;) {
    const alive = await tree.alive();
    if (alive.length === 0 || Date.now() > last) return alive;
    signal(alive, 'SIGKILL');
    await sleep(25);
  }
}

/** A marker for one command of a run: `endMarked` with the run's marker means it too, `endTree` of another command does not. */
export function commandMarker(runMarkerValue: string): string {
  return `${runMarkerValue}/${randomUUID()}`;
}

/**
 * Waits until no process with the marker, or with that of one of its commands, is left, for the supervisor ends its own;
 * kills what is left after that.
 * Systems other than Linux do not show the environment of a process, so that there it only waits.
 * @param graceMs how long they may take to end by themselves, in milliseconds
 * @returns the pids that could not be ended
 */
export async function endMarked(marker: string, graceMs: number): Promise<number[]> {
  if (process.platform !== 'linux') {
    await sleep(graceMs);
    return [];
  }
  const isOfRun = ([pid, value]: [number, string]) => pid !== process.pid && `${value}/`.startsWith(`${marker}/`);
  const left = async () => [...markersOf(await listProcesses())].filter(isOfRun).map(([pid]) => pid);
  const deadline = Date.now() + graceMs;
  for (;;) {
    const alive = await left();
    if (alive.length === 0 || Date.now() > deadline + 5000) return alive;
    if (Date.now() > deadline) signal(alive, 'SIGKILL');
    await sleep(25);
  }
}

/** What belongs to a tree, as far as it has been seen. */
class Tree {
  readonly #request: TreeRequest;
  /** Start times by pid. */
  readonly #known = new Map<number, string>();
  readonly #markers: Set<string>;

  constructor(request: TreeRequest) {
    this.#request = request;
    this.#markers = new Set([request.marker]);
  }

  /** Looks once more, and tells which of all that was ever seen of it are alive. */
  async alive(): Promise<number[]> {
    const processes = await listProcesses();
    const byPid = new Map(processes.map((info) => [info.pid, info]));
    // A process that is older than this one was there before the root, and is none of its, as a rule.
    const own = this.#request.olderToo === true ? 0 : Number(byPid.get(process.pid)?.start ?? 0);
    const members = new Set(this.#stillThere(byPid));
    const { root } = this.#request;
    if (root !== undefined && !this.#known.has(root)) members.add(root);
    const others = processes.filter(({ pid }) => pid !== process.pid);
    grow(others, markersOf(others.filter(({ start }) => Number(start) >= own)), members, this.#markers);
    for (const pid of members) {
      const info = byPid.get(pid);
      if (info !== undefined && !this.#known.has(pid)) this.#known.set(pid, info.start);
    }
    return this.#stillThere(byPid);
  }

  #stillThere(byPid: ReadonlyMap<number, ProcessInfo>): number[] {
    return [...this.#known].filter(([pid, start]) => byPid.get(pid)?.start === start).map(([pid]) => pid);
  }
}

/** Markers as engines make them; what a command sets the variable to, the empty text above all, is none. */
const madeMarker = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\/[\w-]+)?$/;

/**
 * Adds to the members of a tree what is below them or has one of its markers, and to its markers those of engines in it: what a
 * command of theirs started while its parent died is below nothing that is known.
 * @param markers run markers by pid
 */
export function grow(
  processes: readonly Pick<ProcessInfo, 'pid' | 'parent'>[],
  markers: ReadonlyMap<number, string>,
  members: Set<number>,
  treeMarkers: Set<string>,
): void {
  const around = process.env[runMarker];
  const adopt = (pid: number) => {
    const marker = markers.get(pid);
    if (marker !== undefined && marker !== around && madeMarker.test(marker)) treeMarkers.add(marker);
  };
  const hasMarker = (pid: number) => {
    const marker = markers.get(pid);
    return marker !== undefined && treeMarkers.has(marker);
  };
  for (const pid of members) adopt(pid);
  for (let grown = true; grown; ) {
    grown = false;
    for (const { pid, parent } of processes) {
      if (members.has(pid) || !(members.has(parent) || hasMarker(pid))) continue;
      members.add(pid);
      adopt(pid);
      grown = true;
    }
  }
}

async function listProcesses(): Promise<ProcessInfo[]> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-axo', 'pid=,ppid=,stat=,lstart='], { maxBuffer: 16 << 20 });
    return stdout.split('\n').flatMap((line) => {
      const [, pid, parent, state, start] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      if (pid === undefined || state?.startsWith('Z')) return [];
      return [{ pid: Number(pid), parent: Number(parent), start: start ?? '' }];
    });
  }
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readStat(Number(name)) : []));
}

/** Read at once: these are no files on a disk, and a promise for each costs ten times the reading. */
function readProcess(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined; // it has ended meanwhile, or is another user's
  }
}

function readStat(pid: number): ProcessInfo[] {
  const stat = readProcess(pid, 'stat');
  if (stat === undefined) return [];
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie runs nothing any more; its parent reaps it.
  return fields[0] === 'Z' ? [] : [{ pid, parent: Number(fields[1]), start: fields[19] ?? '' }];
}

/** The run markers of those that have one; systems other than Linux do not show the environment of a process. */
function markersOf(processes: readonly ProcessInfo[]): Map<number, string> {
  if (process.platform !== 'linux') return new Map();
  const start = `${runMarker}=`;
  return new Map(
    processes.flatMap(({ pid }) => {
      const entry = readProcess(pid, 'environ')
        ?.split('\0')
        .find((variable) => variable.startsWith(start));
      return entry === undefined ? [] : [[pid, entry.slice(start.length)] as const];
    }),
  );
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile, or is not ours; the next look tells which.
    }
  }
}

async function endTreeOnWindows(root: number | undefined): Promise<number[]> {
  if (root === undefined) return [];
  const ended = await run('taskkill', ['/T', '/F', '/PID', String(root)]).then(
    () => true,
    (error: { code?: number }) => error.code === 128, // no such process
  );
  return ended ? [] : [root];
}
