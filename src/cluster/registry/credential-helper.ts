/** Asks one of Docker's credential helpers: `docker-credential-NAME get`, without a shell, with a time limit. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { startGroup } from '../group-lifeline.ts';
import type { Credentials } from './docker-config.ts';

export type HelperAnswer =
  | { readonly credentials: Credentials | undefined; readonly fault?: never }
  /** Why it gave none, without anything that it printed. */
  | { readonly credentials?: never; readonly fault: string };

const answerForm = z.object({ Username: z.string(), Secret: z.string() });
const longestAnswer = 64 * 1024;
/** How long output may still come after the helper has ended; milliseconds. */
const lateOutputMs = 500;

/**
 * The credentials that a helper has for a server; undefined when it has none.
 * @param name as the configuration has it, without `docker-credential-`
 * @throws the signal's reason
 */
export async function askHelper(
  name: string,
  server: string,
  env: NodeJS.ProcessEnv,
  limitMs: number,
  signal: AbortSignal,
): Promise<HelperAnswer> {
  signal.throwIfAborted();
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) return { fault: `the credential helper "${name}" has no name of a program` };
  const timeout = AbortSignal.timeout(limitMs);
  const run = await runHelper(program, server, env, AbortSignal.any([signal, timeout]));
  signal.throwIfAborted();
  if (run === 'missing') return { fault: `the credential helper ${program} is not on PATH` };
  if (timeout.aborted) return { fault: `the credential helper ${program} did not end within ${limitMs / 1000} s` };
  // It says so on standard output, and ends with 1.
  if (run.code !== 0 && /credentials not found|no credentials/i.test(run.output)) return { credentials: undefined };
  if (run.code !== 0) return { fault: `the credential helper ${program} ended with ${run.code ?? 'a signal'}` };
  return readAnswer(run.output) ?? { fault: `the credential helper ${program} answered what is no credentials` };
}

function readAnswer(output: string): HelperAnswer | undefined {
  try {
    const { Username: username, Secret: secret } = answerForm.parse(JSON.parse(output));
    if (secret === '') return { credentials: undefined };
    return { credentials: username === '<token>' ? { identityToken: secret } : { username, password: secret } };
  } catch {
    return undefined;
  }
}

interface HelperRun {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly output: string;
}

async function runHelper(
  program: string,
  server: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<HelperRun | 'missing'> {
  const { leader: helper, release } = startGroup(() =>
    spawn(program, ['get'], {
      // Not in the repository: a relative part of PATH must not find what lies there.
      cwd: homedir(),
      env,
      // A group of its own, so that all that it starts ends with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    }),
  );
  const chunks: Buffer[] = [];
  let length = 0;
  helper.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= longestAnswer) chunks.push(chunk);
  });
  helper.stdin.on('error', () => {}); // it has ended without reading
  helper.stdin.end(server);
  const stop = () => endGroup(helper);
  signal.addEventListener('abort', stop, { once: true });
  const closed = once(helper, 'close').catch(() => {}); // the one below tells
  try {
    const [code] = (await once(helper, 'exit')) as [number | null];
    await Promise.race([closed, delay(lateOutputMs)]);
    return { code: code ?? undefined, output: Buffer.concat(chunks).toString('utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'EACCES' ? 'missing' : { code: undefined, output: '' };
  } finally {
    release();
    signal.removeEventListener('abort', stop);
    helper.stdout.destroy();
  }
}

function endGroup(helper: ChildProcess): void {
  if (helper.pid === undefined || process.platform === 'win32') {
    helper.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-helper.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended by itself
  }
}
