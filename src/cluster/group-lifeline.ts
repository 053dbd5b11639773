/** Ends a process group when this process dies, however it dies: nothing here could do so after a SIGKILL. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Reads which group it is, then waits for a word; where its standard input is closed without one, the group is killed. */
const watcher = 'read -r group && { read -r _ || kill -s KILL -- "-$group"; }';

/**
 * Starts a leader of a group, which a shell watches that was there before it. Windows has neither groups nor that shell:
 * nothing is watched there.
 * @param start starts it, detached
 * @returns the leader, and how to let its group go when it has ended
 */
export function startGroup<T extends ChildProcess>(start: () => T): { readonly leader: T; release(): void } {
  if (process.platform === 'win32') return { leader: start(), release() {} };
  const shell = spawn('/bin/sh', ['-c', watcher], {
    // No folder of the user's, which could then not be unmounted.
    cwd: '/',
    // Ctrl-C in a terminal must not end it before this process.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {}); // no shell: the group ends by its time limit, or with this process
  shell.stdin.on('error', () => {}); // somebody has killed it
  shell.unref();
  const release = () => void shell.stdin.end('done\n');
  try {
    const leader = start();
    if (leader.pid === undefined) shell.stdin.end();
    else shell.stdin.write(`${leader.pid}\n`);
    return { leader, release };
  } catch (error) {
    shell.stdin.end();
    throw error;
  }
}
