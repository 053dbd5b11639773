/**
 * Runs the work in a process group of its own. Ctrl-C in a terminal, `timeout` and job runners signal the whole group
 * of a command, and so the git that is committing or putting work back at that moment; the engine would be left with
 * half of it. So the process that the user started only passes signals on, and the engine alone decides.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { engineVariable } from '../session/engine-variable.ts';
import { exitCodes } from './exit-code.ts';

/** The commands whose git must not be interrupted; a scan sees to its one such command itself, since it is to be quick. */
const changing = ['run', 'init', 'process', 'archive', 'create', 'leftovers', 'rollback'];

/** Whether this process is to start an engine. Windows has no process groups that could be signalled. */
export function needsOwnGroup(args: readonly string[]): boolean {
  if (process.platform === 'win32' || process.env[engineVariable] !== undefined) return false;
  if (args[0] === 'complete') return false; // the words behind it are being typed, and nothing of them is done
  // In a terminal it is Codex' own, which another group could not read from.
  const isHeadless = args.includes('orchestrate') && args.includes('--headless');
  // On standard input and output the client ends it, and there is no terminal whose Ctrl-C its git would get.
  const isOnPort = args.includes('serve') && args.some((arg) => /^--http(?:=|$)/.test(arg));
  return isHeadless || isOnPort || changing.some((command) => args.includes(command));
}

/**
 * Starts this same command line as the engine and ends this process as the engine ends.
 * @param execPath the Node that runs the engine; this process's own when left out
 */
export async function runInOwnGroup(
  entry: string,
  args: readonly string[],
  execPath = process.execPath,
): Promise<never> {
  const env = { ...process.env, [engineVariable]: '1' };
  const engine = fork(entry, args, {
    detached: process.platform !== 'win32',
    env,
    stdio: 'inherit',
    execPath,
  });
  passSignals(engine);
  const [code, signal] = (await once(engine, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code !== null) process.exit(code);
  if (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP') process.exit(exitCodes.interrupted);
  process.stderr.write(
    `agent-toolkit: ended unexpectedly (${signal}). Finished criteria are committed; run again to go on.\n`,
  );
  process.exit(128 + (signal === null ? 0 : constants.signals[signal]));
}

/** Called by the engine: when the process that the user started, or the editor, is gone, even by SIGKILL, it stops as on SIGHUP. */
export function followForeground(): void {
  if (process.env[engineVariable] === undefined) return;
  delete process.env[engineVariable];
  const stop = () => process.kill(process.pid, 'SIGHUP');
  if (process.connected) process.once('disconnect', stop);
  else stop();
}

function passSignals(engine: ChildProcess): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => engine.kill(signal));
  // Ctrl-Z: both stop, and both go on with `fg`.
  process.on('SIGTSTP', () => {
    engine.kill('SIGSTOP');
    process.kill(process.pid, 'SIGSTOP');
  });
  process.on('SIGCONT', () => engine.kill('SIGCONT'));
}
