/** Runs a session in a process of its own and follows what it tells. Without the editor. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { SessionEvent } from '../workflow/session/events.ts';
import type { Launch } from './server-launch.ts';
import { readSessionEvent } from './session-event.ts';

export interface SessionFollower {
  /** Asks the session to end in order; called once. */
  requestStop(): Promise<void>;
  /** The next event waits for this one. */
  event(event: SessionEvent): Promise<void> | void;
  /** A line that is no event. */
  stray(line: string): void;
}

export interface SessionExit {
  readonly code: number | null;
  /** The end of what it wrote to standard error. */
  readonly words: string;
}

const mostWords = 2000;

/**
 * The process lives as long as its channel to this one: when this process is gone, however it went, the session ends at once and
 * can be gone on with.
 * @param stop ends the session in order, once it has begun: it takes no request before
 * @param end ends it at once
 * @throws Error when it cannot be started
 */
export async function followSession(
  { command, args, env, cwd }: Launch,
  { stop, end }: { readonly stop: AbortSignal; readonly end: AbortSignal },
  { requestStop, event: told, stray }: SessionFollower,
): Promise<SessionExit> {
  const child = spawn(command, [...args], {
    ...{ cwd, env, windowsHide: true },
    // Of a group of its own: what is sent to the editor's group must not interrupt a git that is committing.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The session has no output.'); // pipes, as asked for above
  // Not its `close`: Node tells of none once the channel was closed from here.
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const saidAll = once(stderr, 'close');
  const hangUp = () => {
    if (child.connected) child.disconnect();
  };
  let hasBegun = false;
  let isAsked = false;
  const ask = async () => {
    if (!hasBegun || isAsked || !stop.aborted) return;
    isAsked = true;
    // A session that cannot be asked, for example on a full disk, is ended at once.
    await requestStop().catch(hangUp);
  };
  const onStop = () => void ask();
  stop.addEventListener('abort', onStop);
  end.addEventListener('abort', hangUp);
  if (end.aborted) hangUp();
  let words = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-mostWords);
  });
  try {
    const follow = async () => {
      for await (const line of createInterface({ input: stdout })) {
        const event = readSessionEvent(line);
        if (event === undefined) stray(line);
        else await told(event);
        if (event?.type !== 'began') continue;
        hasBegun = true;
        await ask();
      }
    };
    const [[code]] = await Promise.all([exited, follow(), saidAll]);
    return { code, words: words.trim().replace(/^agent-toolkit: /gm, '') };
  } finally {
    stop.removeEventListener('abort', onStop);
    end.removeEventListener('abort', hangUp);
    hangUp();
  }
}
