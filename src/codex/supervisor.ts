/**
 * A process of its own beside the engine. Its standard input is a lifeline: when the engine closes it, or dies in any way,
 * all commands that it was told of, and all that they started, are ended before this process exits.
 *
 * Lines of the lifeline: `watch MARKER`, `watch MARKER PID` once there is a process, and `done MARKER`. It says a line
 * itself when it listens.
 */
import { createInterface } from 'node:readline';
import { endTree } from './process-tree.ts';

const graceMs = 2000;
const watched = new Map<string, number | undefined>();
let ending = false;

/** Ends all trees once, then this process. */
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await Promise.all([...watched].map(([marker, root]) => endTree({ root, marker, graceMs, olderToo: true })));
  process.exit();
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [word, marker = '', pid] = line.split(' ');
    if (word === 'watch') watched.set(marker, pid === undefined ? undefined : Number(pid));
    else watched.delete(marker);
  })
  .on('close', () => void end());
process.stdin.on('error', () => void end());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end());
process.stdout.on('error', () => {}); // the engine has died; its end of the lifeline tells
process.stdout.write('ready\n');
