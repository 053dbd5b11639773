import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inParallel } from '../../../src/cluster/in-parallel.ts';

test('keeps the order, and never runs more than the limit at once', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++running);
    await setImmediate();
    running -= 1;
    return item * 2;
  });
  expect(results).toEqual([2, 4, 6, 8, 10]);
  expect(most).toBe(2);
});

test('the first error ends it; nothing to do is done', async () => {
  await expect(inParallel([1, 2], 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inParallel([], 3, async () => 1)).toEqual([]);
});
