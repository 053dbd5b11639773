import { expect, test } from 'vitest';
import { build, type Cases, check, done } from './queue-cases.ts';

const cases: Cases = {
  'the first ready task': {
    tasks: [
      { id: 'TASK-001', priority: 'critical', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', priority: 'low' },
      { id: 'TASK-003', priority: 'high' },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-003 ready', 'TASK-002 ready'],
    next: 'TASK-003',
  },
  'none ready: the human action that frees the most urgent task, before one that frees none': {
    tasks: [
      { id: 'TASK-001', priority: 'low' },
      { id: 'TASK-002', priority: 'medium' },
    ],
    actions: [
      { id: 'ACTION-001', urgency: 'critical' },
      { id: 'ACTION-002', blockingItems: ['TASK-001'] },
      { id: 'ACTION-003', blockingItems: ['TASK-002'] },
    ],
    queue: ['TASK-002 blocked action <- ACTION-003', 'TASK-001 blocked action <- ACTION-002'],
    required: ['ACTION-001 critical (critical) ->'],
    next: 'ACTION-003',
  },
  'nothing open: nothing, also where a human action is left': {
    tasks: [{ id: 'TASK-001', ...done }],
    actions: [{ urgency: 'critical' }],
    queue: [],
    required: ['ACTION-001 critical (critical) ->'],
    next: 'nothing',
  },
  'nothing that a person or the engine could do': {
    tasks: [{ id: 'TASK-001', status: 'blocked' }],
    queue: ['TASK-001 blocked status'],
    next: 'nothing',
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));

test.each([
  [[], 'Highest priority ready task (medium). Ready: its one criterion is open and nothing blocks it.'],
  [
    [{ blockingItems: ['TASK-001'] }],
    'No task is ready; a person must first do "Rotate the key". TASK-001 (medium) waits for it.',
  ],
])('it says why', (actions, reason) => {
  expect(build({ tasks: [{ id: 'TASK-001' }], actions, queue: [] }).next?.reason).toBe(reason);
});
