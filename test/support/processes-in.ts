/** Processes that belong to a folder. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Those that were started with the path of the folder or, where the system tells, work in it or have it in their environment; by their command lines. */
export function processesIn(folder: string): string[] {
  if (process.platform !== 'linux') {
    const lines = execFileSync('ps', ['-axo', 'args'], { encoding: 'utf8' }).split('\n');
    return lines.filter((line) => line.includes(folder));
  }
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    try {
      const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const isThere =
        args.includes(folder) ||
        readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) ||
        readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder);
      return isThere ? [args] : [];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}
