import { expect, test } from 'vitest';
import { formatElapsed, narrowElapsed } from '../../../../src/session/report/elapsed.ts';

test.each([
  [0, '0s'],
  [9_999, '9s'],
  [65_000, '1m 05s'],
  [3_600_000, '1h 00m'],
  [7_385_000, '2h 03m'],
])('%d ms is %s', (milliseconds, expected) => {
  expect(formatElapsed(milliseconds)).toBe(expected);
});

test('in a narrow column nothing can be broken', () => {
  expect([9_999, 760_000, 7_385_000].map(narrowElapsed)).toEqual(['9s', '12m40s', '2h03m']);
});
