import { describe, expect, test } from 'vitest';
import { RunningCalls } from '../../../src/server/running-calls.ts';

const never = new AbortController().signal;

/** A call that ends when it is stopped. */
function untilAborted(signal: AbortSignal): Promise<string> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
}

describe('running calls', () => {
  test('a call ends with its result or its error', async () => {
    const calls = new RunningCalls();
    await expect(calls.track(never, async () => 'done')).resolves.toBe('done');
    await expect(calls.track(never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  test('cancelling one stops it alone, with an AbortError as the reason', async () => {
    const calls = new RunningCalls();
    const cancel = new AbortController();
    const one = calls.track(cancel.signal, untilAborted);
    const other = calls.track(never, untilAborted);
    cancel.abort('a bare text');
    await expect(one).rejects.toMatchObject({ name: 'AbortError' });
    const stopped = expect(other).rejects.toMatchObject({ message: 'The server ends.' });
    await expect(calls.stop('The server ends.', 1000)).resolves.toBe(true);
    await stopped;
  });

  test('a call that comes after the stop is stopped at once', async () => {
    const calls = new RunningCalls();
    await calls.stop('The server ends.', 1000);
    await expect(calls.track(never, untilAborted)).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('stopping waits for the calls, and tells when one does not end', async () => {
    const calls = new RunningCalls();
    void calls.track(never, () => new Promise(() => {}));
    await expect(calls.stop('The server ends.', 20)).resolves.toBe(false);
  });
});
