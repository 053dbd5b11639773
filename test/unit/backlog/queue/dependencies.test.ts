import { expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import type { Task } from '../../../../src/backlog/task.ts';
import { task } from '../task-text.ts';
import { backlog, type Cases, check, done } from './queue-cases.ts';

const cases: Cases = {
  'an open dependency blocks, a completed one does not': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002, TASK-003'] },
      { id: 'TASK-002', ...backlog },
      { id: 'TASK-003', ...done },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-002 ready'],
    next: 'TASK-002',
    explains: {
      'TASK-001': 'Waits for TASK-002 (1 open criterion).',
      'TASK-002': 'Ready: its one criterion is open and nothing blocks it.',
    },
  },
  'a blocker is named as its own file spells it, so that it is found in the queue': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: task-2, action-3, Task-9'] }, { id: 'TASK-002' }],
    actions: [{ id: 'ACTION-003', urgency: 'low', status: 'in_progress' }],
    queue: ['TASK-001 blocked action <- ACTION-003 TASK-002 TASK-9', 'TASK-002 ready'],
    problems: ['warning dependency-unknown tasks/active/TASK-001.md:6'],
    warnings: ['TASK-9, which no file holds'],
  },
  'every blocker is named with what is left of it': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002, TASK-003, TASK-004, TASK-005'] },
      { id: 'TASK-002', criteria: ['- [ ] A', '- [ ] B', '- [x] C'] },
      { id: 'TASK-003', criteria: ['- [x] A'] },
      { id: 'TASK-004', criteria: [] },
      { id: 'TASK-005', fields: ['type: human-action'] },
    ],
    queue: [
      'TASK-001 blocked dependency <- TASK-002 TASK-003 TASK-004 TASK-005',
      'TASK-002 ready',
      'TASK-003 ready',
      'TASK-004 ready',
      'TASK-005 blocked human',
    ],
    warnings: ['No acceptance criteria'],
    explains: {
      'TASK-001':
        'Waits for TASK-002 (2 open criteria), TASK-003 (all criteria done, not completed yet), TASK-004 (not completed yet) and TASK-005 (a person must do it).',
    },
  },
  'fields and section together': {
    tasks: [
      { id: 'TASK-001', fields: ['blocked_by: TASK-002'], body: ['## Dependencies', '- **TASK-003**: first'] },
      { id: 'TASK-002' },
      { id: 'TASK-003' },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002 TASK-003', 'TASK-002 ready', 'TASK-003 ready'],
  },
  'other spellings of an id are the same task': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: task-2'] },
      { id: 'TASK-002', ...done },
    ],
    queue: ['TASK-001 ready'],
  },
  'downstream statements are no dependencies': {
    tasks: [{ id: 'TASK-001' }, { id: 'TASK-002', fields: ['blocks: TASK-001'] }],
    queue: ['TASK-001 ready', 'TASK-002 ready'],
  },
  'an unknown dependency blocks, with a warning': {
    tasks: [{ id: 'TASK-001', fields: ['created: 2026-01-01', 'depends_on: TASK-404'] }],
    queue: ['TASK-001 blocked dependency <- TASK-404'],
    next: 'nothing',
    problems: ['warning dependency-unknown tasks/active/TASK-001.md:7'],
    warnings: ['TASK-001 depends on TASK-404, which no file holds. Correct the id, or add the task.'],
    explains: { 'TASK-001': 'Waits for TASK-404 (no file holds this id).' },
  },
  'a dependency whose file cannot be read blocks, whatever its kind': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: TASK-002, BUG-003'] }],
    unreadable: ['tasks/active/TASK-002-mirror.md', 'bugs/BUG-003-leak/bug_report.json'],
    queue: ['TASK-001 blocked dependency <- TASK-002 BUG-003'],
    problems: [
      'warning dependency-unknown tasks/active/TASK-001.md:6',
      'warning dependency-unknown tasks/active/TASK-001.md:6',
    ],
    warnings: [
      'tasks/active/TASK-002-mirror.md cannot be read',
      'bugs/BUG-003-leak/bug_report.json cannot be read',
      'TASK-001 depends on TASK-002, whose file is not read. tasks/active/TASK-002-mirror.md cannot be read (EACCES).',
      'TASK-001 depends on BUG-003, whose file is not read.',
    ],
    explains: { 'TASK-001': 'Waits for TASK-002 (its file is not read) and BUG-003 (its file is not read).' },
  },
  'BUG and FEAT ids of other repositories do not block, with a warning where they stand upstream': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: BUG-007', 'blocks: FEAT-1'] }],
    queue: ['TASK-001 ready'],
    problems: ['warning dependency-external tasks/active/TASK-001.md:6'],
    warnings: ['BUG-007, which is not in this repository; it is not waited for'],
  },
  'a BUG that the repository holds is a task like any other': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: BUG-007'] }, { id: 'BUG-007' }],
    queue: ['TASK-001 blocked dependency <- BUG-007', 'BUG-007 ready'],
  },
  'an item of the standard layout means its own repository: an id that is not there is unknown': {
    tasks: [{ id: 'BUG-001', layout: 'standard', fields: ['depends_on: BUG-404'] }],
    queue: ['BUG-001 blocked dependency <- BUG-404'],
    problems: ['warning dependency-unknown work/bugs/BUG-001-slug/TASKS.md:6'],
    warnings: ['BUG-001 depends on BUG-404, which no file holds'],
  },
  'a self-reference is ignored, with a warning': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: TASK-1'] }],
    queue: ['TASK-001 ready'],
    problems: ['warning dependency-self tasks/active/TASK-001.md:6'],
    warnings: ['TASK-001 names itself as a dependency; that is ignored.'],
  },
  'a deprecated or given up dependency is not waited for, with a warning': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'], body: ['## Dependencies', '- TASK-003'] },
      { id: 'TASK-002', folder: 'deprecated' },
      { id: 'TASK-003', status: "won't fix" },
    ],
    queue: ['TASK-001 ready'],
    problems: [
      'warning not-archived tasks/active/TASK-003-2.md:1',
      'warning dependency-deprecated tasks/active/TASK-001.md:6',
      'warning dependency-deprecated tasks/active/TASK-001.md:14',
    ],
    warnings: ['belongs in tasks/deprecated/', 'TASK-002, which is deprecated', "TASK-003, which is won't fix"],
  },
  'a merged dependency lives on in the task that it went into': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', ...done, status: 'merged', fields: ['merged_into: TASK-003'] },
      { id: 'TASK-003' },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-003 ready'],
    explains: { 'TASK-001': 'Waits for TASK-002 (merged into TASK-003: 1 open criterion).' },
  },
  'what was merged into the task itself, or in a circle, is not waited for': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002, TASK-003'] },
      { id: 'TASK-002', ...done, fields: ['merged_into: TASK-001'] },
      { id: 'TASK-003', ...done, fields: ['merged_into: TASK-004'] },
      { id: 'TASK-004', ...done, fields: ['merged_into: TASK-003'] },
    ],
    queue: ['TASK-001 ready'],
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));

test('a chain of 5,000 dependencies is no problem', () => {
  const one = task({ id: 'TASK-001' });
  const tasks = Array.from({ length: 5000 }, (_, index): Task => {
    const next = { id: `TASK-${index + 1}`, direction: 'upstream', source: 'depends_on', line: 1 } as const;
    return {
      ...one,
      id: `TASK-${index}`,
      file: `tasks/active/TASK-${index}.md`,
      dependencies: index === 4999 ? [] : [next],
    };
  });
  const queue = buildQueue({ tasks, humanActions: [], problems: [] });
  expect(queue.entries.filter(({ status }) => status === 'ready').map(({ task: { id } }) => id)).toEqual(['TASK-4999']);
});
