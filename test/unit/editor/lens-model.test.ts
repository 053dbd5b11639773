import { expect, test } from 'vitest';
import { taskLenses } from '../../../src/editor/lens-model.ts';
import { criteria, run, task } from './queue-fixture.ts';

const ready = task('TASK-001', { criteria: criteria(['x One', '  Two', '  Three']) });
const blocked = task('TASK-002', {
  state: 'blocked',
  blockedBy: ['TASK-001', 'ACTION-001'],
  explanation: 'Waits for TASK-001.',
});
const onHold = task('TASK-003', { state: 'blocked', explanation: 'Its status is blocked.' });
const done = task('TASK-005', { criteria: criteria(['x One', '- Two']) });
const archived = task('TASK-004', { state: 'completed', criteria: criteria(['x One']) });

test.each([
  ['ready', ready, undefined, true, '$(play) Process Task | Verify | 1 of 3'],
  ['ready with all criteria done or waived', done, undefined, true, '$(play) Process Task | Verify | Archive | 2 of 2'],
  [
    'blocked',
    blocked,
    undefined,
    true,
    '$(play) Process Task | Verify | Archive | no criteria | blocked by TASK-001, ACTION-001',
  ],
  [
    'blocked by its status',
    onHold,
    undefined,
    true,
    '$(play) Process Task | Verify | Archive | no criteria | blocked: Its status is blocked.',
  ],
  ['running', ready, run('TASK-001', { done: 1 }), true, '$(loading~spin) running 1/3 | Stop | 1 of 3'],
  ['archived', archived, undefined, true, '1 of 1'],
  ['in Restricted Mode', blocked, undefined, false, 'no criteria | blocked by TASK-001, ACTION-001'],
] as const)('%s', (_, entry, active, trusted, text) => {
  expect(
    taskLenses(entry, active, trusted)
      .map(({ title }) => title)
      .join(' | '),
  ).toBe(text);
});

test('what blocks a task can be opened', () => {
  expect(taskLenses(blocked, undefined, true).at(-1)).toMatchObject({ command: 'openTask', itemId: 'TASK-001' });
});
