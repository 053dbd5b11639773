import { expect, test } from 'vitest';
import { backlog, build, type Cases, check, done } from './queue-cases.ts';

const cases: Cases = {
  'the same id and title in completed: the open one is a stale copy, dropped, warned': {
    tasks: [
      { id: 'TASK-001', title: 'Move it' },
      { id: 'TASK-001', title: 'Move  it', ...done },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-002 ready'],
    problems: ['warning copy-stale tasks/active/TASK-001.md:1'],
    warnings: ['tasks/active/TASK-001.md is a stale copy of tasks/completed/TASK-001-1.md; it is left out'],
  },
  'a copy is a copy in other capitals and with another spelling of its id': {
    tasks: [
      { id: 'TASK-1', title: 'move IT', ...backlog },
      { id: 'TASK-001', title: 'Move it', ...done },
    ],
    queue: [],
    problems: ['warning copy-stale tasks/backlog/TASK-1.md:1'],
    warnings: ['stale copy'],
  },
  'the same id and title in active and backlog: active wins': {
    tasks: [
      { id: 'TASK-001', title: 'Move it', ...backlog, priority: 'critical' },
      { id: 'TASK-001', title: 'Move it', priority: 'low' },
    ],
    queue: ['TASK-001 ready (low)'],
    problems: ['warning copy-double tasks/backlog/TASK-001.md:1'],
    warnings: ['tasks/backlog/TASK-001.md is a double of tasks/active/TASK-001-1.md; it is left out'],
  },
  'the same id and title in all three open folders: one stays': {
    tasks: [
      { id: 'TASK-001', title: 'Move it', folder: 'blocked' },
      { id: 'TASK-001', title: 'Move it', ...backlog },
      { id: 'TASK-001', title: 'Move it' },
    ],
    queue: ['TASK-001 ready'],
    problems: ['warning copy-double tasks/backlog/TASK-001-1.md:1', 'warning copy-double tasks/blocked/TASK-001.md:1'],
    warnings: ['tasks/backlog/TASK-001-1.md is a double', 'tasks/blocked/TASK-001.md is a double'],
  },
  'work that was given up and is taken up again is no copy': {
    tasks: [
      { id: 'TASK-001', title: 'Move it' },
      { id: 'TASK-001', title: 'Move it', folder: 'deprecated' },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 ready', 'TASK-002 blocked dependency <- TASK-001'],
    problems: ['error id-shared tasks/active/TASK-001.md:1', 'error id-shared tasks/deprecated/TASK-001-1.md:1'],
    warnings: ['TASK-001 is the id of different tasks'],
  },
  'the same id with another title: both stay, warned, and a dependency is met only when no open file holds it': {
    tasks: [
      { id: 'TASK-001', title: 'Move it', ...done },
      { id: 'TASK-001', title: 'Other work' },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 ready', 'TASK-002 blocked dependency <- TASK-001'],
    problems: ['error id-shared tasks/active/TASK-001-1.md:1', 'error id-shared tasks/completed/TASK-001.md:1'],
    warnings: [
      'TASK-001 is the id of different tasks: tasks/active/TASK-001-1.md, tasks/completed/TASK-001.md. Give one of them a new id.',
    ],
  },
  'two open tasks with one id': {
    tasks: [
      { id: 'TASK-001', title: 'One' },
      { id: 'TASK-001', title: 'Two', ...backlog },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 blocked status', 'TASK-002 blocked dependency <- TASK-001', 'TASK-001 blocked status'],
    next: 'nothing',
    problems: ['error id-shared tasks/active/TASK-001.md:1', 'error id-shared tasks/backlog/TASK-001-1.md:1'],
    warnings: ['TASK-001 is the id of different tasks'],
    explains: {
      'TASK-001':
        'Different tasks have the id TASK-001, so nobody can tell which one is meant: tasks/active/TASK-001.md, tasks/backlog/TASK-001-1.md; give all but one a new id.',
      'TASK-002': 'Waits for TASK-001 (several open tasks have this id).',
    },
  },
  'two open tasks with one id, one of them for a person, and what they wait for': {
    tasks: [
      { id: 'TASK-001', title: 'One', fields: ['type: human-action'] },
      { id: 'TASK-001', title: 'Two', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002' },
    ],
    queue: ['TASK-001 blocked status <- TASK-002', 'TASK-001 blocked human', 'TASK-002 ready'],
    problems: ['error id-shared tasks/active/TASK-001-1.md:1', 'error id-shared tasks/active/TASK-001.md:1'],
    warnings: ['TASK-001 is the id of different tasks'],
    explains: {
      'TASK-001':
        'Different tasks have the id TASK-001, so nobody can tell which one is meant: tasks/active/TASK-001-1.md, tasks/active/TASK-001.md; give all but one a new id; it also waits for TASK-002 (1 open criterion).',
    },
  },
  'of two files with the same id and title, the one named after the id is the original, whatever its folder': {
    tasks: [
      { id: 'TASK-005', title: 'Move it', name: 'TASK-044', priority: 'low' },
      { id: 'TASK-005', title: 'Move it', ...backlog },
    ],
    queue: ['TASK-005 ready (medium)'],
    problems: ['warning copy-double tasks/active/TASK-044.md:1'],
    warnings: ['tasks/active/TASK-044.md is a double of tasks/backlog/TASK-005-1.md; it is left out'],
  },
  'a completed file wins, whatever its name': {
    tasks: [
      { id: 'TASK-005', title: 'Move it' },
      { id: 'TASK-005', title: 'Move it', name: 'TASK-044', ...done },
    ],
    queue: [],
    problems: ['warning copy-stale tasks/active/TASK-005.md:1'],
    warnings: ['tasks/active/TASK-005.md is a stale copy of tasks/completed/TASK-044.md'],
  },
  'two completed tasks with one id meet what depends on it': {
    tasks: [
      { id: 'TASK-001', title: 'One', ...done },
      { id: 'TASK-001', title: 'Two', ...done },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-002 ready'],
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));

test('many files with one id are not all named in every one of their problems', () => {
  const tasks = Array.from({ length: 300 }, (_, index) => ({ id: 'TASK-001', title: `Title ${index}` }));
  const { problems } = build({ tasks, queue: [] });
  expect(problems).toHaveLength(300);
  expect(problems[0]?.message).toMatch(/TASK-001-107\.md and 290 more\. Give/);
});
