import { expect, test } from 'vitest';
import { counted, longDate, tokensText, zoneText } from '../../../../src/session/report/figures.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1k'],
  [41_500, '42k'],
  [999_499, '999k'],
  [999_500, '1.0M'],
  [12_340_000, '12.3M'],
])('%i tokens are %s', (tokens, expected) => {
  expect(tokensText(tokens)).toBe(expected);
});

test('counts, days and zones', () => {
  expect([counted(0, 'task'), counted(1, 'task'), counted(2, 'task')]).toEqual(['0 tasks', '1 task', '2 tasks']);
  expect(longDate(new Date(2026, 10, 27, 22))).toBe('Friday 27 November 2026');
  const at = (offset: number) => zoneText({ getTimezoneOffset: () => offset } as Date);
  expect([at(0), at(-60), at(-330), at(210)]).toEqual(['UTC', 'UTC+1', 'UTC+5:30', 'UTC-3:30']);
});
