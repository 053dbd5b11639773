import { describe, expect, test } from 'vitest';
import { growingProgress } from '../../../src/server/progress-value.ts';

describe('the progress value', () => {
  test.each([
    ['is the criteria done where that grows', [0, 1, 2, 3], [0, 1, 2, 3]],
    ['grows by a millionth where it repeats', [0, 0, 0, 1, 1], [0, 0.000001, 0.000002, 1, 1.000001]],
    ['never goes back', [2, 1, 1], [2, 2.000001, 2.000002]],
  ])('%s', (_case, done, expected) => {
    expect(done.map(growingProgress())).toEqual(expected);
  });

  test('a day of repeats once a second stays below the next criterion', () => {
    const value = growingProgress();
    let last = 0;
    for (let second = 0; second < 86_400; second += 1) last = value(1);
    expect(last).toBeLessThan(1.1);
  });
});
