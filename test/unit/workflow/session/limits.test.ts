import { expect, test } from 'vitest';
import type { SessionTask } from '../../../../src/session/session-record.ts';
import {
  hasFailedEnough,
  limitReached,
  nextTimeOfDay,
  type SessionLimits,
} from '../../../../src/workflow/session/limits.ts';
import { failed, taskOf } from './session-of.ts';

const now = new Date(2026, 0, 31, 22, 30);
const limits: SessionLimits = { tasks: 1, failures: 3, tokens: 0, until: undefined };
const used = (tokens: number) => taskOf('A-1', { status: 'needs_decomposition', tokens: { input: tokens, output: 0 } });

test.each<[name: string, tasks: SessionTask[], change: Partial<SessionLimits>, said: string | undefined]>([
  ['nothing done', [], {}, undefined],
  ['one completed', [taskOf('A-1')], {}, '1 task was completed, as many as this session may.'],
  ['one of two', [taskOf('A-1')], { tasks: 2 }, undefined],
  ['two of two', [taskOf('A-1'), failed('A-2'), taskOf('A-3')], { tasks: 2 }, '2 tasks were completed'],
  ['no limit', [taskOf('A-1'), taskOf('A-2')], { tasks: 0 }, undefined],
  ['failures complete nothing', [failed('A-1')], {}, undefined],
  ['one that is complete and not archived yet', [taskOf('A-1', { ended_at: null })], {}, undefined],
  ['tokens left', [used(99)], { tokens: 100 }, undefined],
  ['tokens used up', [used(100)], { tokens: 100 }, '100 tokens were used, of 100 that this session may use.'],
  ['time left', [], { until: new Date(2026, 0, 31, 22, 31) }, undefined],
  ['time over', [], { until: now }, 'No task begins after 2026-01-31 22:30.'],
])('%s', (_name, tasks, change, said) => {
  const reached = limitReached(tasks, { ...limits, ...change }, now);
  if (said === undefined) expect(reached).toBeUndefined();
  else expect(reached).toContain(said);
});

test('so many failures in a row are enough', () => {
  const two = [failed('A-1'), failed('A-2')];
  expect(hasFailedEnough(two, limits)).toBe(false);
  expect(hasFailedEnough([...two, failed('A-3')], limits)).toBe(true);
  expect(hasFailedEnough(two, { ...limits, failures: 2 })).toBe(true);
});

test.each<[text: string, expected: Date | undefined]>([
  ['06:00', new Date(2026, 1, 1, 6, 0)],
  ['6:00', new Date(2026, 1, 1, 6, 0)],
  ['23:15', new Date(2026, 0, 31, 23, 15)],
  ['22:30', new Date(2026, 1, 1, 22, 30)],
  ['22:29', new Date(2026, 1, 1, 22, 29)],
  ['24:00', undefined],
  ['06:60', undefined],
  ['6', undefined],
  ['06:00:00', undefined],
  ['in the morning', undefined],
  ['', undefined],
])('the next %j', (text, expected) => {
  expect(nextTimeOfDay(text, now)).toEqual(expected);
});
