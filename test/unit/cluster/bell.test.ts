/** Rings that nobody waited for are kept; those of a swarm are one. */
import { expect, test } from 'vitest';
import { Bell } from '../../../src/cluster/bell.ts';

const never = new AbortController().signal;
const long = 60_000;

test('a ring ends a wait, and so does the time', async () => {
  const bell = new Bell();
  const waiting = bell.wait(long, never);
  bell.ring();
  expect(await waiting).toBe(true);
  expect(await bell.wait(1, never)).toBe(false);
});

test('a ring while nobody waits ends the next wait', async () => {
  const bell = new Bell();
  bell.ring();
  expect(await bell.wait(long, never)).toBe(true);
});

test('rings in a quiet time are not heard again', async () => {
  const bell = new Bell();
  const quiet = bell.quiet(5, never);
  bell.ring();
  await quiet;
  expect(await bell.wait(1, never)).toBe(false);
});

test('an abort ends both', async () => {
  const bell = new Bell();
  const controller = new AbortController();
  const waiting = Promise.all([bell.wait(long, controller.signal), bell.quiet(long, controller.signal)]);
  controller.abort();
  expect(await waiting).toEqual([false, undefined]);
  expect(await bell.wait(long, controller.signal)).toBe(false);
});
