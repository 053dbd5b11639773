import { describe, expect, test } from 'vitest';
import { elapsedSince, minutesSince, RunClock } from '../../../src/editor/run-clock.ts';
import type { RunState } from '../../../src/editor/run-state.ts';
import { root, run } from './queue-fixture.ts';

const second = 1000;

/** What the clock says after each of these states, one every ten seconds. */
function timesOf(...states: readonly (RunState | undefined)[]) {
  const clock = new RunClock();
  return states.map((state, index) => {
    clock.see(state === undefined ? [] : [state], index * 10 * second);
    const times = clock.times(root);
    return times && [times.began, times.taskBegan, times.criterionBegan].map((ms) => ms && ms / second);
  });
}

describe('the clock of a run', () => {
  test('tells since when the run and its criterion have been in work', () => {
    expect(
      timesOf(
        run('TASK-001', { stage: 'preparing' }),
        run('TASK-001', { criterion: 0 }),
        run('TASK-001', { criterion: 0 }),
        run('TASK-001', { criterion: 1 }),
        run('TASK-001', { stage: 'verifying' }),
      ),
    ).toEqual([
      [0, 0, undefined],
      [0, 0, 10],
      [0, 0, 10],
      [0, 0, 30],
      [0, 0, undefined],
    ]);
  });

  test('counts a wait, a pause and a second try to the criterion', () => {
    expect(
      timesOf(
        run('TASK-001', { criterion: 0 }),
        run('TASK-001', { stage: 'waiting' }),
        run('TASK-001', { stage: 'paused', criterion: 0 }),
        run('TASK-001', { criterion: 0, attempt: 2 }),
      ).map((times) => times?.[2]),
    ).toEqual([0, undefined, 0, 0]);
  });

  test('begins anew with each task of a session, and with each run', () => {
    expect(
      timesOf(
        run('Session', { kind: 'session', stage: 'choosing' }),
        run('TASK-001', { kind: 'session', criterion: 0 }),
        run('TASK-002', { kind: 'session', criterion: 0 }),
        undefined,
        run('TASK-003'),
      ),
    ).toEqual([[0, 0, undefined], [0, 10, 10], [0, 20, 20], undefined, [40, 40, undefined]]);
  });
});

test.each([
  [undefined, undefined, undefined],
  [0, '0s', undefined],
  [59, '59s', undefined],
  [61, '1m 01s', '1 min'],
  [3 * 3600, '3h 00m', '180 min'],
])('%s seconds are %s, and %s in a row of the queue', (seconds, exact, inQueue) => {
  const began = seconds === undefined ? undefined : 5 * second;
  const now = (5 + (seconds ?? 0)) * second;
  expect([elapsedSince(began, now), minutesSince(began, now)]).toEqual([exact, inQueue]);
});
