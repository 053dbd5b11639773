/** One extension host: what its process costs, by the system's own account, and what the probe in it tells. */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What a process has used since it began. */
export interface Usage {
  /** Of the processor, in milliseconds. */
  readonly busyMs: number;
  /** How often it slept and was woken, all threads. */
  readonly wakes: number;
  /** Bytes that it has read, from files and from sockets. */
  readonly read: number;
}

/** Milliseconds of one tick of `/proc/PID/stat`. */
const tickMs = 10;

/** @throws the system's error where there is no /proc, or no such process */
export async function usageOf(pid: number): Promise<Usage> {
  const [stat = '', io = '', status = ''] = await Promise.all(
    ['stat', 'io', 'status'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8')),
  );
  // The name of the program comes first, and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    busyMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    wakes: Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1]),
    read: Number(/^rchar: (\d+)/m.exec(io)?.[1]),
  };
}

/** Bytes, after a collection of garbage. */
export type Memory = Pick<NodeJS.MemoryUsage, 'rss' | 'heapUsed'>;

/** The process that this one has started with such an argument; undefined where there is none. */
export async function childOf(pid: number, argument: string): Promise<number | undefined> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).split(' ').filter(Boolean);
  for (const child of children) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => ''); // it has ended
    if (command.includes(argument)) return Number(child);
  }
  return undefined;
}

/** Asks the probe in an extension host. @param sockets the folder of its socket */
export async function askProbe<T>(sockets: string, pid: number, ask: string, facts: object = {}): Promise<T> {
  const socket = connect(join(sockets, String(pid)));
  socket.write(`${JSON.stringify({ ask, ...facts })}\n`);
  const { value, error } = JSON.parse(await text(socket));
  if (error !== undefined) throw new Error(`The extension host could not tell "${ask}": ${error}`);
  return value;
}
