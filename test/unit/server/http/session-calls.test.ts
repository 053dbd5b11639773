import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SessionCalls } from '../../../../src/server/http/session-calls.ts';
import { RunningCalls } from '../../../../src/server/running-calls.ts';

const never = new AbortController().signal;

/** Works until it is stopped, and then for a while longer. */
async function work(signal: AbortSignal): Promise<string> {
  if (!signal.aborted) await once(signal, 'abort');
  await setImmediate();
  return signal.reason.message;
}

test('counts its own calls; they are stopped, and waited for, without those of others', async () => {
  const all = new RunningCalls();
  const [one, other] = [new SessionCalls(all), new SessionCalls(all)];
  const ends: string[] = [];
  const call = one.track(never, work).then((end) => ends.push(end));
  const failing = one.track(never, async (signal) => Promise.reject(new Error(await work(signal))));
  failing.catch(() => {});
  void other.track(never, work).then(() => ends.push('other'));
  expect([one.running, other.running]).toEqual([2, 1]);
  await one.stop();
  expect([one.running, other.running]).toEqual([0, 1]);
  await call;
  expect(ends).toEqual(['The caller cancelled the call.']);
  await expect(failing).rejects.toThrow('The caller cancelled');
  await expect(one.track(never, work)).resolves.toContain('cancelled');
  await other.stop();
});

test('its calls are among all: they are stopped with them', async () => {
  const all = new RunningCalls();
  const call = new SessionCalls(all).track(never, work);
  await expect(all.stop('The end.', 1_000)).resolves.toBe(true);
  await expect(call).resolves.toBe('The end.');
});
