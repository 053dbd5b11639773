/** Long work leaves the event loop to others. */
import { expect, test } from 'vitest';
import { inTurns, type Steps } from '../../../src/cluster/turns.ts';

/** Works for so many milliseconds, one a step. */
function* work(ms: number): Steps<string> {
  for (let step = 0; step < ms; step++) {
    for (const end = performance.now() + 1; performance.now() < end; );
    yield;
  }
  return 'done';
}

test('others run meanwhile', async () => {
  let runs = 0;
  const other = setInterval(() => {
    runs += 1;
  }, 1);
  expect(await inTurns(work(100), new AbortController().signal)).toBe('done');
  clearInterval(other);
  expect(runs).toBeGreaterThanOrEqual(2);
});

test('an abort ends it at the next turn', async () => {
  const controller = new AbortController();
  const reason = new Error('stopped');
  setImmediate(() => controller.abort(reason));
  await expect(inTurns(work(10_000), controller.signal)).rejects.toBe(reason);
});
