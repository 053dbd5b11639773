import { expect, test } from 'vitest';
import { backlog, build, type Cases, check, done } from './queue-cases.ts';

const cases: Cases = {
  'nothing open': { tasks: [{ id: 'TASK-001', ...done }], queue: [], next: 'nothing' },
  'no task at all': { tasks: [], queue: [], next: 'nothing' },
  'active, backlog and blocked are in it; completed and deprecated are not': {
    tasks: [
      { id: 'TASK-001' },
      { id: 'TASK-002', ...backlog },
      { id: 'TASK-003', folder: 'blocked' },
      { id: 'TASK-004', ...done },
      { id: 'TASK-005', folder: 'deprecated' },
    ],
    queue: ['TASK-001 ready', 'TASK-002 ready', 'TASK-003 blocked status'],
  },
  'priority, then active before backlog before blocked, then number': {
    tasks: [
      { id: 'TASK-010', priority: 'low' },
      { id: 'TASK-1', folder: 'blocked', priority: 'high' },
      { id: 'TASK-9', ...backlog, priority: 'P1' },
      { id: 'TASK-11', priority: 'high' },
      { id: 'TASK-2', priority: 'high' },
      { id: 'TASK-12', ...backlog, priority: 'critical' },
    ],
    queue: [
      'TASK-12 ready (critical)',
      'TASK-2 ready (high)',
      'TASK-11 ready (high)',
      'TASK-9 ready (high)',
      'TASK-1 blocked status (high)',
      'TASK-010 ready (low)',
    ],
    next: 'TASK-12',
  },
  'P0 to P3 are critical to low': {
    tasks: [
      { id: 'TASK-001', priority: 'P3' },
      { id: 'TASK-002', priority: 'P2' },
      { id: 'TASK-003', priority: 'p1' },
      { id: 'TASK-004', priority: 'P0' },
      { id: 'TASK-005', priority: 'Medium' },
    ],
    queue: [
      'TASK-004 ready (critical)',
      'TASK-003 ready (high)',
      'TASK-002 ready (medium)',
      'TASK-005 ready (medium)',
      'TASK-001 ready (low)',
    ],
  },
  'a blocked task keeps its place': {
    tasks: [
      { id: 'TASK-001', priority: 'critical', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', priority: 'low' },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-002 ready'],
    next: 'TASK-002',
  },
  'kinds of ids with one number go by file': {
    tasks: [{ id: 'TASK-001' }, { id: 'PROJ-1' }, { id: 'BUG-1' }],
    queue: ['BUG-1 ready', 'PROJ-1 ready', 'TASK-001 ready'],
  },
  'active first, where that is set': {
    tasks: [
      { id: 'TASK-001', ...backlog, priority: 'critical' },
      { id: 'TASK-002', priority: 'low' },
      { id: 'TASK-003', priority: 'high' },
      { id: 'TASK-004', folder: 'blocked', priority: 'high' },
    ],
    options: { activeFirst: true },
    queue: ['TASK-003 ready', 'TASK-002 ready', 'TASK-001 ready', 'TASK-004 blocked status'],
    next: 'TASK-003',
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));

test('completed tasks are listed for views, the newest number first', () => {
  const tasks = [{ id: 'TASK-2', ...done }, { id: 'TASK-010', ...done }, { id: 'TASK-3' }];
  expect(build({ tasks, queue: [] }).completed.map(({ id }) => id)).toEqual(['TASK-010', 'TASK-2']);
});
