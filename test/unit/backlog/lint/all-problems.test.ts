import { expect, test } from 'vitest';
import { allProblems, filesOf } from '../../../../src/backlog/lint/all-problems.ts';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import type { Backlog } from '../../../../src/backlog/task.ts';
import { task } from '../task-text.ts';

const backlog: Backlog = {
  tasks: [
    task({ id: 'TASK-002', fields: ['depends_on: TASK-404'], criteria: [] }),
    task({ id: 'TASK-001', title: '', folder: 'completed' }),
    task({ id: 'TASK-003', title: 'Same' }),
    task({ id: 'TASK-003', title: 'Same', folder: 'backlog' }),
  ],
  humanActions: [
    {
      ...{ id: 'ACTION-001', title: 'Rotate', status: 'pending', urgency: 'low', blockingItems: ['TASK-404'] },
      file: 'human-actions/ACTION-001.json',
    },
  ],
  problems: [
    {
      ...{ file: 'tasks/active/TASK-009.md', range: { start: 0, end: 1 }, severity: 'error', code: 'file-folder' },
      message: 'It is a folder.',
    },
  ],
};

test('problems of files, of tasks that are open or over, and of the queue, by file and line', () => {
  const problems = allProblems(backlog, buildQueue(backlog));
  expect(problems.map(({ file, range, code }) => `${file}:${range.start + 1} ${code}`)).toEqual([
    'human-actions/ACTION-001.json:1 action-unknown-task',
    'tasks/active/TASK-002.md:6 dependency-unknown',
    'tasks/active/TASK-002.md:9 criteria-missing',
    'tasks/active/TASK-009.md:1 file-folder',
    'tasks/backlog/TASK-003.md:1 copy-double',
    'tasks/completed/TASK-001.md:3 title-missing',
  ]);
});

test('each problem once', () => {
  const [problem] = backlog.problems;
  if (problem === undefined) throw new Error('no problem');
  const twice = { tasks: [], humanActions: [], problems: [problem, { ...problem }] };
  expect(allProblems(twice, buildQueue(twice))).toEqual([problem]);
});

test('the files that were looked at, also those that could not be read', () => {
  expect([...filesOf(backlog)].toSorted()).toEqual([
    'human-actions/ACTION-001.json',
    'tasks/active/TASK-002.md',
    'tasks/active/TASK-003.md',
    'tasks/active/TASK-009.md',
    'tasks/backlog/TASK-003.md',
    'tasks/completed/TASK-001.md',
  ]);
});
