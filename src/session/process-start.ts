import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * When a process started, as a text that only compares. Undefined when it runs no more (a zombie, which nobody has
 * reaped yet, included); empty where the system does not tell.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return '';
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    if (stat === undefined) return undefined;
    // Fields 3 (state) and 22 (start); the command in field 2 may hold blanks and brackets, so count from its closing one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : (fields[19] ?? '');
  }
  const ps = promisify(execFile)('ps', ['-o', 'state=,lstart=', '-p', String(pid)]);
  const line = await ps.then(
    ({ stdout }) => stdout.trim(),
    () => '', // ps exits with 1 when there is no such process
  );
  return line === '' || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
}
