/** Long work leaves the event loop to others. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inTurns, nextTurn, type Steps } from '../../../src/cluster/turns.ts';

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

test('input and output, and timers, come between one turn and the next', async () => {
  const order: string[] = [];
  await readFile(import.meta.filename);
  // A callback of input: what it sets in motion at once is of the same round.
  setTimeout(() => order.push('timer'), 0);
  for (const end = performance.now() + 3; performance.now() < end; );
  await nextTurn();
  order.push('next turn');
  expect(order).toEqual(['timer', 'next turn']);
});

test('an abort ends it at the next turn', async () => {
  const controller = new AbortController();
  const reason = new Error('stopped');
  setImmediate(() => controller.abort(reason));
  await expect(inTurns(work(10_000), controller.signal)).rejects.toBe(reason);
});
