/** One git command whose end is looked at, not only its success: exit code and both streams. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gitEnvironment } from './client.ts';

export interface GitResult {
  /** Undefined when a signal ended git. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long output may still come after git has ended, in milliseconds: an ssh master or a daemon keeps the streams open. */
const lateOutputMs = 500;

/**
 * Runs git to its end, its words in English so that they can be told apart. Nothing can be asked: there is no input,
 * no terminal prompt and no editor.
 * @param root folder in which git runs
 * @throws the signal's reason when aborted, git and what it started being ended; Error when git cannot be started
 */
export async function gitResult(root: string, args: readonly string[], signal?: AbortSignal): Promise<GitResult> {
  signal?.throwIfAborted();
  const git = spawn('git', args, {
    cwd: root,
    env: { ...gitEnvironment(), LC_ALL: 'C', GIT_EDITOR: ':', GIT_SEQUENCE_EDITOR: ':' },
    // A group of its own: a Ctrl-C reaches it, and the hooks that it runs, through the signal, or not at all.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const stop = () => endGroup(git);
  signal?.addEventListener('abort', stop, { once: true });
  const [stdout, stderr] = [collect(git.stdout), collect(git.stderr)];
  const closed = once(git, 'close').catch(() => {}); // the one below tells
  try {
    const [code] = (await once(git, 'exit')) as [number | null];
    // A git that succeeded all the same did what it was to do; its caller has to know.
    if (code !== 0) signal?.throwIfAborted();
    await Promise.race([closed, sleep(lateOutputMs)]);
    return { code: code ?? undefined, stdout: stdout(), stderr: stderr() };
  } finally {
    signal?.removeEventListener('abort', stop);
    git.stdout.destroy();
    git.stderr.destroy();
  }
}

function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

function endGroup(git: ChildProcess): void {
  if (git.pid === undefined || process.platform === 'win32') {
    git.kill();
    return;
  }
  try {
    process.kill(-git.pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended by itself
  }
}

/** What git, a hook or the other side said, without hints, progress and empty lines. */
export function wordsOf(code: number | undefined, output: string): string {
  const lines = output.split(/[\r\n]+/).map((line) => line.trimEnd());
  const told = lines.filter((line) => line !== '' && !noise.test(line));
  return told.slice(0, 20).join('\n') || `git ended with exit code ${code ?? 'none'} and without a word.`;
}

const noise = /^(?:hint:.*|remote:|error: failed to push some refs to .*|To \S+|Done)$/;
