/** A git that a Ctrl-C in the terminal does not reach. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { gitEnvironment } from './client.ts';

/**
 * Runs one git command in a process group of its own, to its end: killed half-way, a merge leaves files that the next
 * one trips over. Ctrl-C, `timeout` and job runners signal the whole group of a command, and git with it.
 * @throws Error with git's own words when it fails
 */
export async function gitUninterrupted(root: string, args: readonly string[]): Promise<void> {
  const git = spawn('git', args, {
    cwd: root,
    env: gitEnvironment(),
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const ended = once(git, 'close');
  const words = await Promise.race([text(git.stderr), once(git, 'error').then(([error]) => Promise.reject(error))]);
  const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  if (code !== 0) throw new Error(words.trim() || `git ${args[0]} ended with ${signal ?? `exit code ${code}`}.`);
}
