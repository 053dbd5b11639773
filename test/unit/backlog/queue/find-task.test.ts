import { expect, test } from 'vitest';
import { findTask, lookupMessage } from '../../../../src/backlog/queue/find-task.ts';
import type { Backlog } from '../../../../src/backlog/task.ts';
import { task } from '../task-text.ts';

const misplaced = {
  file: 'tasks/old/plan.md',
  range: { start: 0, end: 1 },
  severity: 'warning',
  code: 'misplaced',
} as const;

const backlog: Backlog = {
  tasks: [
    task({ id: 'TASK-001', title: 'Done', folder: 'completed' }),
    task({ id: 'TASK-002', title: 'One' }),
    task({ id: 'TASK-002', title: 'Two', folder: 'backlog' }),
    task({ id: 'TASK-003', title: 'Same', folder: 'backlog' }),
    task({ id: 'TASK-003', title: 'Same' }),
    task({ id: 'TASK-004', title: 'Old', folder: 'completed' }),
    task({ id: 'TASK-004', title: 'New' }),
  ],
  humanActions: [
    {
      id: 'ACTION-001',
      title: 'Rotate',
      status: 'pending',
      urgency: 'low',
      blockingItems: [],
      file: 'human-actions/a.json',
    },
  ],
  misplaced: [{ id: 'TASK-044', problem: { ...misplaced, message: 'tasks/old/plan.md looks like a task.' } }],
  problems: [
    {
      file: 'tasks/active/TASK-009.md',
      range: { start: 0, end: 1 },
      severity: 'error',
      code: 'x',
      message: 'It is a folder.',
    },
    {
      file: 'bugs/BUG-003-leak/bug_report.json',
      range: { start: 0, end: 1 },
      severity: 'error',
      code: 'x',
      message: 'It is no JSON.',
    },
  ],
};

test.each([
  ['TASK-001', 'tasks/completed/TASK-001.md'],
  ['task-1', 'tasks/completed/TASK-001.md'],
  ['TASK-003', 'tasks/active/TASK-003.md'],
  ['TASK-004', 'tasks/active/TASK-004.md'],
])('%s is %s', (id, file) => {
  expect(findTask(backlog, id)).toMatchObject({ kind: 'found', task: { file } });
});

test.each([
  ['../x', 'invalid', 'Give the id alone'],
  ['tasks/active/TASK-001.md', 'invalid', 'never a path'],
  ['TASK-001.md', 'invalid', 'Give the id alone'],
  ['--help', 'invalid', 'Give the id alone'],
  ['TASK-001\n', 'invalid', 'Give the id alone'],
  ['', 'invalid', 'Give the id alone'],
  ['TASK-005', 'unknown', 'There is no task TASK-005. Open tasks: TASK-004, TASK-003, TASK-002.'],
  ['TASK-002', 'duplicate', 'tasks/active/TASK-002.md, tasks/backlog/TASK-002.md'],
  ['TASK-009', 'unreadable', 'It is a folder.'],
  ['TASK-44', 'unreadable', 'tasks/old/plan.md looks like a task.'],
  ['BUG-3', 'unreadable', 'It is no JSON.'],
  ['ACTION-001', 'human-action', 'a person must do it'],
  ['ACTION-009', 'unknown', 'There is no human action ACTION-009. Human actions: ACTION-001.'],
])('%j is %s', (id, kind, words) => {
  const lookup = findTask(backlog, id);
  expect(lookup.kind).toBe(kind);
  if (lookup.kind !== 'found') expect(lookupMessage(lookup, id)).toContain(words);
});

test('of many open tasks the nearest are named, those of the same kind first', () => {
  const ids = ['TASK-001', 'TASK-050', 'BUG-051', 'TASK-052', 'TASK-049', 'TASK-053', 'TASK-100'];
  const lookup = findTask({ tasks: ids.map((id) => task({ id })), humanActions: [], problems: [] }, 'TASK-51');
  expect(lookup.kind === 'found' ? '' : lookupMessage(lookup, 'TASK-51')).toBe(
    'There is no task TASK-51. Open tasks next to it: TASK-050, TASK-052, TASK-049, TASK-053, TASK-100, and 2 more.',
  );
});

test.each([
  ['TASK-001', 'There is no task TASK-001. There are no open tasks.'],
  ['ACTION-001', 'There is no human action ACTION-001. There are no human actions.'],
])('in an empty repository: %s', (id, message) => {
  const lookup = findTask({ tasks: [], humanActions: [], problems: [] }, id);
  expect(lookup.kind === 'found' ? '' : lookupMessage(lookup, id)).toBe(message);
});

test('a folder that could not be listed is told: the task may lie there', () => {
  const problem = {
    ...({ file: 'tasks/active', range: { start: 0, end: 1 }, severity: 'error', code: 'folder-unreadable' } as const),
    message: 'The folder tasks/active cannot be listed (EACCES).',
  };
  const lookup = findTask({ tasks: [], humanActions: [], problems: [problem] }, 'TASK-001');
  expect(lookup.kind === 'found' ? '' : lookupMessage(lookup, 'TASK-001')).toContain(
    `There are no open tasks. ${problem.message}`,
  );
});
