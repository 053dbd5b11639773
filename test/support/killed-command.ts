/** A command of ours that is killed on its way. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Starts the engine itself, not a process that only passes signals on to it. */
export function startEngine(args: readonly string[]) {
  const env = { ...process.env, AGENT_TOOLKIT_ENGINE: '1', XDG_CONFIG_HOME: '/nonexistent' };
  return fork(cli, args, { env, execArgv: [], silent: true });
}

/**
 * Kills a command, and waits until a git that it started is done.
 * @param args of the command on the repository; with `--dry-run` it must take about half as long
 * @param share how far through it is killed, of the time that it takes
 */
export async function killedAt(share: number, args: readonly string[], root: string): Promise<void> {
  const began = Date.now();
  await once(startEngine([...args, '--dry-run']), 'exit');
  const wholeMs = (Date.now() - began) * 2;
  const command = startEngine(args);
  const ended = once(command, 'exit');
  await Promise.race([pause(wholeMs * share), ended]);
  command.kill('SIGKILL');
  await ended;
  await expect.poll(() => existsSync(join(root, '.git/index.lock')), { timeout: 20_000 }).toBe(false);
}
