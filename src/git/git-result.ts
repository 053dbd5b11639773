/** One git command whose end is looked at, not only its success: exit code and both streams. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { gitEnvironment } from './client.ts';
import { endGroup, gitMarker } from './process-group.ts';

export interface GitResult {
  /** Undefined when a signal ended git. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long output may still come after git has ended, in milliseconds: an ssh master or a daemon keeps the streams open. */
const lateOutputMs = 500;

/** Its words in English, so that they can be told apart. */
const english = { LC_ALL: 'C' };

/**
 * Runs git to its end. Nothing can be asked: there is no input, no terminal prompt and no editor.
 * @param root folder in which git runs
 * @param language in which git, and the hooks that it runs, say what they say
 * @throws the signal's reason when aborted, git and what it started being ended; Error when git cannot be started
 */
export async function gitResult(
  root: string,
  args: readonly string[],
  signal?: AbortSignal,
  language: Readonly<Record<string, string>> = english,
): Promise<GitResult> {
  signal?.throwIfAborted();
  const marker = randomUUID();
  const git = spawn('git', args, {
    cwd: root,
    env: { ...gitEnvironment(), ...language, GIT_EDITOR: ':', GIT_SEQUENCE_EDITOR: ':', [gitMarker]: marker },
    // A group of its own: a Ctrl-C reaches it, and the hooks that it runs, through the signal, or not at all.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let ending: Promise<void> | undefined;
  const stop = () => {
    ending = endGroup(git, marker);
    ending.catch(() => {}); // told below
  };
  signal?.addEventListener('abort', stop, { once: true });
  const [stdout, stderr] = [collect(git.stdout), collect(git.stderr)];
  const closed = once(git, 'close').catch(() => {}); // the one below tells
  try {
    const [code] = (await once(git, 'exit')) as [number | null];
    // A hook that goes on would write on top of what is put back now.
    await ending;
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

/** What git, a hook or the other side said, without hints, progress and empty lines. */
export function wordsOf(code: number | undefined, output: string): string {
  const lines = output.split(/[\r\n]+/).map((line) => line.trimEnd());
  const told = lines.filter((line) => line !== '' && !noise.test(line));
  return told.slice(0, 20).join('\n') || `git ended with exit code ${code ?? 'none'} and without a word.`;
}

const noise = /^(?:hint:.*|remote:|error: failed to push some refs to .*|To \S+|Done)$/;
