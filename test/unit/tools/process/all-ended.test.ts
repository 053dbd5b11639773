import { expect, test } from 'vitest';
import { allEnded } from '../../../../src/tools/process/all-ended.ts';

test('what has come of all, in their order', async () => {
  expect(await allEnded([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two']);
});

test('a failure is told when nothing runs any more; of several, the first in their order', async () => {
  let failSlow: (error: Error) => void = () => {};
  const slow = new Promise<never>((_, reject) => {
    failSlow = reject;
  });
  let told: unknown;
  const all = allEnded([slow, Promise.reject(new Error('quick'))]);
  const telling = all.catch((error: unknown) => {
    told = error;
  });
  await new Promise(setImmediate);
  expect(told).toBeUndefined();
  failSlow(new Error('slow'));
  await telling;
  expect(told).toEqual(new Error('slow'));
});
