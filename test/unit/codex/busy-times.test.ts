import { expect, test } from 'vitest';
import { BusyTimes, isBusyAt } from '../../../src/codex/busy-times.ts';
import type { CodexEvent } from '../../../src/codex/events.ts';

type Told = Extract<CodexEvent, { item: unknown }>['type'];

const command = (type: Told, id = '1'): CodexEvent => ({
  type,
  item: { type: 'command_execution', id, command: 'make', aggregated_output: '', exit_code: 0, status: '' },
});
const message: CodexEvent = { type: 'item.completed', item: { type: 'agent_message', id: 'm', text: 'Done.' } };

function busy(events: readonly (readonly [at: number, event: CodexEvent])[], end = 100_000) {
  const times = new BusyTimes(0);
  for (const [at, event] of events) times.see(event, at);
  return times.times(end);
}

test('from its beginning, with a moment for what is told late, to its end', () => {
  const times = busy([
    [10_000, command('item.started')],
    [15_000, command('item.updated')],
    [20_000, command('item.completed')],
    [60_000, message],
  ]);
  expect(times).toEqual([{ from: 8000, to: 20_000 }]);
  expect([7999, 8000, 15_000, 20_000, 20_001].map((at) => isBusyAt(times, at))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('a command that never ended lasts to the end of the agent', () => {
  expect(busy([[10_000, command('item.started')]], 30_000)).toEqual([{ from: 8000, to: 30_000 }]);
});

test('one that is told only when it is over began after what was told before', () => {
  expect(
    busy([
      [10_000, message],
      [20_000, command('item.completed')],
    ]),
  ).toEqual([{ from: 8000, to: 20_000 }]);
});

test('two at a time each have their own', () => {
  const times = busy([
    [10_000, command('item.started', '1')],
    [12_000, command('item.started', '2')],
    [14_000, command('item.completed', '1')],
    [50_000, command('item.completed', '2')],
  ]);
  expect(times).toEqual([
    { from: 8000, to: 14_000 },
    { from: 10_000, to: 50_000 },
  ]);
});

test('an agent that says something and runs nothing cannot have written', () => {
  expect(busy([[10_000, message]])).toEqual([]);
});

test('work of a kind that is not known may be going on at any time', () => {
  const times = new BusyTimes(0);
  times.unknown();
  expect(isBusyAt(times.times(10), 5)).toBe(true);
  expect(isBusyAt(times.times(10), 1e15)).toBe(true);
});
