import { expect, test } from 'vitest';
import { formatElapsed } from '../../../../src/session/report/elapsed.ts';

test.each([
  [0, '0s'],
  [9_999, '9s'],
  [65_000, '1m 05s'],
  [3_600_000, '1h 00m'],
  [7_385_000, '2h 03m'],
])('%d ms is %s', (milliseconds, expected) => {
  expect(formatElapsed(milliseconds)).toBe(expected);
});
