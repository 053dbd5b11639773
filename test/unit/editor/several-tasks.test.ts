/** Selected rows that are processed one after the other, with a mixture of states. */
import { describe, expect, test } from 'vitest';
import type { TaskEntry } from '../../../src/editor/queue-entries.ts';
import { processedText, processPlan } from '../../../src/editor/several-tasks.ts';
import { task } from './queue-fixture.ts';

const chosen = (id: string, more: Partial<TaskEntry> = {}, repository = '/shop') => {
  const entry = task(id, more);
  return { task: entry, reference: { repository, itemId: id, file: entry.file } };
};
const waits = (...blockedBy: string[]) =>
  ({
    state: 'blocked',
    blockedReason: 'dependency',
    blockedBy,
    explanation: `It waits for ${blockedBy.join()}.`,
  }) as const;
const held = (blockedReason: string) => ({ state: 'blocked', blockedReason, explanation: 'It is held back.' }) as const;

describe('what is processed, in order', () => {
  test.each([
    ['ready tasks as they stand', [chosen('A'), chosen('B')], ['A', 'B'], []],
    ['one behind what it waits for', [chosen('A', waits('C')), chosen('B'), chosen('C')], ['B', 'C', 'A'], []],
    ['a chain', [chosen('A', waits('B')), chosen('B', waits('C')), chosen('C')], ['C', 'B', 'A'], []],
    ['not what waits for something else', [chosen('A', waits('B', 'X')), chosen('B')], ['B'], ['A: It waits for B,X.']],
    [
      'not what waits for a task of another repository with that id',
      [chosen('A', waits('B')), chosen('B', {}, '/ops')],
      ['B'],
      ['A: It waits for B.'],
    ],
    ['not what is done', [chosen('A', { state: 'completed' }), chosen('B')], ['B'], ['A is archived already.']],
    ...(['human', 'status', 'stop', 'attempts', 'cycle', 'action'] as const).map(
      (reason) =>
        [
          `not what is held back (${reason})`,
          [chosen('A', held(reason)), chosen('B')],
          ['B'],
          ['A: It is held back.'],
        ] as const,
    ),
  ] as const)('%s', (_, tasks, order, leftOut) => {
    const plan = processPlan(tasks, true);
    expect([plan.order.map((one) => one.task.id), plan.leftOut]).toEqual([order, leftOut]);
  });

  test('where nothing is archived by itself, nothing that waits can begin', () => {
    const plan = processPlan([chosen('A', waits('B')), chosen('B')], false);
    expect([plan.order.map((one) => one.task.id), plan.leftOut]).toEqual([['B'], ['A: It waits for B.']]);
  });
});

const failed = { word: 'failed', message: 'The check failed.' };
test.each([
  [{ complete: ['A'], left: [] }, 'A is complete.'],
  [{ complete: ['A', 'B', 'C'], left: [] }, 'A, B and C are complete.'],
  [
    { complete: ['A'], last: { id: 'B', outcome: failed }, left: ['C'] },
    'A is complete. B failed: The check failed. So C was not begun.',
  ],
  [
    { complete: [], last: { id: 'A', outcome: undefined }, left: ['B', 'C'] },
    'A was not begun. So B and C were not begun.',
  ],
  [{ complete: ['A'], last: { id: 'B', outcome: failed }, left: [] }, 'A is complete. B failed: The check failed.'],
])('one summary: %j', (processed, text) => {
  expect(processedText(processed)).toBe(text);
});
