import { expect, test } from 'vitest';
import { findTask, lookupMessage } from '../../../../src/backlog/queue/find-task.ts';
import type { Backlog } from '../../../../src/backlog/task.ts';
import { task } from '../task-text.ts';

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
  problems: [
    {
      file: 'tasks/active/TASK-009.md',
      range: { start: 0, end: 1 },
      severity: 'error',
      code: 'x',
      message: 'It is a folder.',
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
  ['ACTION-001', 'human-action', 'a person must do it'],
])('%j is %s', (id, kind, words) => {
  const lookup = findTask(backlog, id);
  expect(lookup.kind).toBe(kind);
  if (lookup.kind !== 'found') expect(lookupMessage(lookup, id)).toContain(words);
});
