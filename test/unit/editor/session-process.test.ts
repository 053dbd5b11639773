import { describe, expect, test, vi } from 'vitest';
import { followSession } from '../../../src/editor/session-process.ts';
import type { SessionEvent } from '../../../src/workflow/session/events.ts';

const began = `console.log(JSON.stringify({ type: 'began', session_id: 's', resumed: false }));`;
/** Ends when its channel is closed, as the engine does. */
const untilHungUp = `process.on('disconnect', () => process.exit(130));`;

function session(script: string, requestStop = vi.fn(async () => {})) {
  const [stop, end] = [new AbortController(), new AbortController()];
  const events: SessionEvent[] = [];
  const strays: string[] = [];
  let hasBegun = () => {};
  const begins = new Promise<void>((resolve) => {
    hasBegun = resolve;
  });
  const launch = { command: process.execPath, args: ['-e', script], env: process.env, cwd: process.cwd() };
  const exit = followSession(
    launch,
    { stop: stop.signal, end: end.signal },
    {
      requestStop,
      event: (event) => {
        events.push(event);
        hasBegun();
      },
      stray: (line) => strays.push(line),
    },
  );
  return { stop, end, events, strays, exit, begins, requestStop };
}

describe('a session in a process of its own', () => {
  test('tells its events in order, and what is none is told apart', async () => {
    const told = session(
      `${began} console.log('what?'); console.log('{"type":"early_exit","title":"t","reason":"r"}')`,
    );
    expect(await told.exit).toEqual({ code: 0, words: '' });
    expect(told.events.map(({ type }) => type)).toEqual(['began', 'early_exit']);
    expect(told.strays).toEqual(['what?']);
  });

  test('that refuses says why', async () => {
    const refused = session(`process.stderr.write('agent-toolkit: A session runs.\\n'); process.exitCode = 2;`);
    expect(await refused.exit).toEqual({ code: 2, words: 'A session runs.' });
  });

  test('is asked to stop, once, and not before it has begun: it would take no request', async () => {
    const requestStop = vi.fn(async () => {});
    const late = `setTimeout(() => { ${began} process.disconnect(); }, 50);`;
    const stopped = session(`process.on('disconnect', () => {}); ${late}`, requestStop);
    stopped.stop.abort();
    expect(requestStop).not.toHaveBeenCalled();
    await stopped.exit;
    expect(requestStop).toHaveBeenCalledTimes(1);
  });

  test('that cannot be asked is ended at once', async () => {
    const full = vi.fn(() => Promise.reject(new Error('ENOSPC')));
    const stopped = session(`${began} ${untilHungUp}`, full);
    await stopped.begins;
    stopped.stop.abort();
    expect(await stopped.exit).toMatchObject({ code: 130 });
  });

  test('is ended at once by closing its channel', async () => {
    const ended = session(`${began} ${untilHungUp}`);
    await ended.begins;
    ended.end.abort();
    expect(await ended.exit).toMatchObject({ code: 130 });
    expect(ended.requestStop).not.toHaveBeenCalled();
  });

  test('that cannot be started is an error', async () => {
    const { signal } = new AbortController();
    const launch = { command: '/nonexistent/node', args: [], env: {}, cwd: '/' };
    const follower = { requestStop: async () => {}, event: () => {}, stray: () => {} };
    await expect(followSession(launch, { stop: signal, end: signal }, follower)).rejects.toThrow('ENOENT');
  });
});
