/** Whether a task is about something that is broken. */
import { expect, test } from 'vitest';
import { isRepair } from '../../../../../src/tools/process/snapshot/repairs.ts';

test.each<[string, string, string[], boolean]>([
  ['BUG-007', 'The checkout', [], true],
  ['TASK-007', 'The checkout', ['Bug'], true],
  ['TASK-007', 'Fix the checkout', [], true],
  ['TASK-007', 'The checkout fails since Monday', [], true],
  ['TASK-007', 'The checkout answers with 502', [], true],
  ['TASK-007', 'Roll out the checkout 1.5.0', ['deployment'], false],
  ['TASK-007', 'Add a fixture', [], false],
])('%s: %s, %j: %s', (id, title, labels, expected) => {
  expect(isRepair({ id, title, labels })).toBe(expected);
});
