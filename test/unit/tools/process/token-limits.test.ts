import { describe, expect, test } from 'vitest';
import {
  criterionOverrun,
  isLimited,
  largerCount,
  taskOverrun,
  tokensSince,
} from '../../../../src/tools/process/token-limits.ts';

const limits = { tokensPerCriterion: 1000, tokensPerTask: 5000 };
const none = { tokensPerCriterion: 0, tokensPerTask: 0 };

test.each([
  [{ input: 900, output: 99 }, undefined],
  [
    { input: 900, output: 100 },
    'It used 1,000 tokens (900 in, 100 out); the limit for one criterion is 1,000 (tokensPerCriterion).',
  ],
])('a criterion that used %j', (used, expected) => {
  expect(criterionOverrun(limits, used)).toBe(expected);
});

test.each([
  [{ input: 4000, output: 999 }, undefined],
  [
    { input: 4000, output: 1234 },
    'This run used 5,234 tokens (4,000 in, 1,234 out); the limit for one task is 5,000 (tokensPerTask).',
  ],
])('a run that used %j', (used, expected) => {
  expect(taskOverrun(limits, used)).toBe(expected);
});

test('without a limit nothing is too much, and nothing has to be counted meanwhile', () => {
  const much = { input: 1e12, output: 1e12 };
  expect([criterionOverrun(none, much), taskOverrun(none, much)]).toEqual([undefined, undefined]);
  expect([none, { ...none, tokensPerTask: 1 }, { ...none, tokensPerCriterion: 1 }].map(isLimited)).toEqual([
    ...[false, true, true],
  ]);
});

describe('counts', () => {
  test('since a moment', () => {
    expect(tokensSince({ input: 10, output: 5 }, { input: 4, output: 5 })).toEqual({ input: 6, output: 0 });
  });
  test('of one work, counted twice', () => {
    expect(largerCount({ input: 10, output: 5 }, { input: 4, output: 6 })).toEqual({ input: 10, output: 6 });
  });
});
