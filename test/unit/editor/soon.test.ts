import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Soon } from '../../../src/editor/soon.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('asked several times within a moment it is done once, and again when it is asked later', () => {
  const work = vi.fn();
  const soon = new Soon(work, 50);
  for (let time = 0; time < 3; time += 1) soon.ask();
  vi.advanceTimersByTime(49);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  soon.ask();
  vi.advanceTimersByTime(50);
  expect(work).toHaveBeenCalledTimes(2);
});

test('what is asked for and not done yet ends with it', () => {
  const work = vi.fn();
  const soon = new Soon(work, 50);
  soon.ask();
  soon.dispose();
  vi.advanceTimersByTime(1000);
  expect(work).not.toHaveBeenCalled();
});
