import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Waiting, withPatience } from '../../../../src/tools/process/waiting.ts';

const start = new Date(2026, 10, 28, 22, 0, 0);
beforeEach(() => {
  vi.useFakeTimers({ now: start, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const minutesAfter = (time: Date | undefined) => {
  return time === undefined ? undefined : Math.round((time.getTime() - start.getTime()) / 6_000) / 10;
};
const inMinutes = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

test('where nobody says when, the pauses grow until the limit is reached', () => {
  const waiting = new Waiting(30);
  const times: (number | undefined)[] = [];
  for (let time = waiting.next(undefined); time !== undefined; time = waiting.next(undefined)) {
    times.push(minutesAfter(time));
    vi.setSystemTime(time);
  }
  expect(times).toEqual([1, 3, 7, 13, 19, 25]);
});

test.each([
  ['a time within the limit, and five seconds for clocks that differ', 30, 20, 20.1],
  ['a time past the limit', 30, 31, undefined],
  ['a time that is over', 30, -5, 0],
  ['no waiting at all', 0, 1, undefined],
])('%s', (_what, limit, until, expected) => {
  expect(minutesAfter(new Waiting(limit).next(inMinutes(until)))).toBe(expected);
});

test('without a limit above zero nothing is waited for', () => {
  expect(new Waiting(0).next(undefined)).toBeUndefined();
});

test('waiting is told, with the time of the next try, and ends at once when it is cancelled', async () => {
  const controller = new AbortController();
  const told: unknown[] = [];
  const context = {
    signal: controller.signal,
    progress: (progress: unknown) => told.push(progress),
    log: (_channel: string, level: string, text: string) => told.push(`${level} ${text}`),
  };
  const counts = { done: 1, total: 3 };
  const what = { what: 'the model provider', until: inMinutes(10) };
  const waited = new Waiting(30).wait({ context, itemId: 'TASK-001' }, counts, what);
  const message = 'Waiting for the model provider; trying again at 22:10';
  expect(told).toEqual([`warning TASK-001: ${message}.`, { itemId: 'TASK-001', stage: 'waiting', ...counts, message }]);
  controller.abort(new Error('stopped'));
  await expect(waited).rejects.toThrow('stopped');
});

test('the stretch begins with the first refusal, not with the work before it', () => {
  const waiting = new Waiting(30);
  vi.setSystemTime(inMinutes(60));
  expect(minutesAfter(waiting.next(undefined))).toBe(61);
});

test('what says that it is over is not waited for any longer', async () => {
  vi.useRealTimers();
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  let asked = 0;
  const isOver = () => {
    asked += 1;
    return asked === 3;
  };
  const results = ['busy', 'busy', 'free'];
  const result = await withPatience(
    { context, itemId: 'TASK-001' },
    { done: 0, total: 1 },
    60,
    async () => results.shift(),
    (word) => (word === 'busy' ? { what: 'it', over: { everyMs: 1, isOver: () => isOver() || asked > 3 } } : undefined),
  );
  expect([result, results, asked]).toEqual(['free', [], 4]);
});

test.each([
  ['nothing stands in the way', 60, 'free', 1],
  ['there is no time to wait', 0, 'busy', 1],
])('work is done once where %s', async (_, limit, word, times) => {
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const work = vi.fn(async () => word);
  const run = { context, itemId: 'TASK-001' };
  const result = await withPatience(run, { done: 0, total: 1 }, limit, work, (said) =>
    said === 'busy' ? { what: 'it' } : undefined,
  );
  expect([result, work.mock.calls.length]).toEqual([word, times]);
});
