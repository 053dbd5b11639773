import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Launch } from '../server-launch.ts';

/** Exit code of a command that did what it was asked, and has found something. */
const outcomeCode = 1;

/** Bytes that a command may print. */
const most = 32 * 1024 * 1024;

/**
 * Runs a command of the command line to its end. @param signal ends it
 * @returns what it printed
 * @throws Error with the command's own words; the signal's reason when it was stopped
 */
export async function outputOf({ command, args, env, cwd }: Launch, signal: AbortSignal): Promise<string> {
  const running = promisify(execFile)(command, [...args], { env, cwd, signal, killSignal: 'SIGTERM', maxBuffer: most });
  const { stdout } = await running.catch((error: Failure) => {
    signal.throwIfAborted();
    if (error.code === outcomeCode && error.stdout !== '') return error;
    const words = error.stderr?.trim().replace(/^agent-toolkit: /gm, '');
    throw new Error(words || error.message, { cause: error });
  });
  return stdout;
}

type Failure = Error & { readonly code?: number | string; readonly stdout: string; readonly stderr?: string };
