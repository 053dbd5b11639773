import { expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { task } from '../task-text.ts';
import { type Cases, check } from './queue-cases.ts';

const cases: Cases = {
  'every member of a cycle is blocked, what waits for it too': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', fields: ['depends_on: TASK-003'] },
      { id: 'TASK-003', fields: ['depends_on: TASK-001'] },
      { id: 'TASK-004', fields: ['depends_on: TASK-003'] },
    ],
    queue: [
      'TASK-001 blocked cycle <- TASK-002',
      'TASK-002 blocked cycle <- TASK-003',
      'TASK-003 blocked cycle <- TASK-001',
      'TASK-004 blocked dependency <- TASK-003',
    ],
    next: 'nothing',
    problems: ['error dependency-cycle tasks/active/TASK-001.md:6'],
    warnings: ['wait for each other: TASK-001 → TASK-002 → TASK-003 → TASK-001.'],
    explains: {
      'TASK-001': 'Waits for itself in a circle: TASK-001 → TASK-002 → TASK-003 → TASK-001.',
      'TASK-002': 'Waits for itself in a circle: TASK-002 → TASK-003 → TASK-001 → TASK-002.',
    },
  },
  'the problem stands where the first member names the second': {
    tasks: [
      { id: 'TASK-001', fields: ['created: 2026-01-01'], body: ['## Dependencies', '- **TASK-002**: first'] },
      { id: 'TASK-002', fields: ['blocked_by: TASK-001'] },
    ],
    queue: ['TASK-001 blocked cycle <- TASK-002', 'TASK-002 blocked cycle <- TASK-001'],
    problems: ['error dependency-cycle tasks/active/TASK-001.md:14'],
    warnings: ['TASK-001 → TASK-002 → TASK-001'],
  },
  'what a member waits for beside the circle is named too': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002, TASK-003, TASK-404'] },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
      { id: 'TASK-003' },
    ],
    queue: [
      'TASK-001 blocked cycle <- TASK-002 TASK-003 TASK-404',
      'TASK-002 blocked cycle <- TASK-001',
      'TASK-003 ready',
    ],
    problems: [
      'error dependency-cycle tasks/active/TASK-001.md:6',
      'warning dependency-unknown tasks/active/TASK-001.md:6',
    ],
    warnings: ['wait for each other', 'TASK-404'],
    explains: {
      'TASK-001':
        'Waits for itself in a circle: TASK-001 → TASK-002 → TASK-001; it also waits for TASK-003 (1 open criterion) and TASK-404 (no file holds this id).',
    },
  },
  'each member of a knot is told its own way round': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', fields: ['depends_on: TASK-001, TASK-003'] },
      { id: 'TASK-003', fields: ['depends_on: TASK-001'] },
    ],
    queue: [
      'TASK-001 blocked cycle <- TASK-002',
      'TASK-002 blocked cycle <- TASK-001 TASK-003',
      'TASK-003 blocked cycle <- TASK-001',
    ],
    problems: ['error dependency-cycle tasks/active/TASK-001.md:6'],
    warnings: ['TASK-001 → TASK-002 → TASK-001. Tied up with them: TASK-003.'],
    explains: { 'TASK-003': 'Waits for itself in a circle: TASK-003 → TASK-001 → TASK-002 → TASK-003.' },
  },
  'a circle through a merged task': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', folder: 'completed', fields: ['merged_into: TASK-003'] },
      { id: 'TASK-003', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 blocked cycle <- TASK-002', 'TASK-003 blocked cycle <- TASK-001'],
    problems: ['error dependency-cycle tasks/active/TASK-001.md:6'],
    warnings: ['TASK-001 → TASK-003 → TASK-001'],
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));

/** `count` tasks, each with an upstream dependency on those that `next` gives. */
function ring(count: number, next: (index: number) => readonly number[]) {
  const one = task({ id: 'TASK-001' });
  const tasks = Array.from({ length: count }, (_, index) => ({
    ...one,
    id: `TASK-${index}`,
    file: `tasks/active/TASK-${index}.md`,
    dependencies: next(index).map((to) => ({
      ...({ id: `TASK-${to}`, direction: 'upstream', source: 'depends_on' } as const),
      line: 1,
    })),
  }));
  return buildQueue({ tasks, humanActions: [], problems: [] });
}

test('a circle of 5,000 is told in a few words', () => {
  const { entries, problems } = ring(5000, (index) => [(index + 1) % 5000]);
  expect(new Set(entries.map(({ reason }) => reason))).toEqual(new Set(['cycle']));
  expect(entries[7]?.explanation).toBe(
    'Waits for itself in a circle: TASK-7 → TASK-8 → TASK-9 → TASK-10 → TASK-11 → TASK-12 → … → TASK-2 → TASK-3 → TASK-4 → TASK-5 → TASK-6 → TASK-7.',
  );
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message.length).toBeLessThan(1000);
});

test('a knot of 2,000 takes no more than a walk through it, and the sentences stay right', () => {
  const { entries } = ring(2000, (index) => [...(index === 0 ? [1] : [0]), ...(index + 1 < 2000 ? [index + 1] : [])]);
  expect(entries[0]?.explanation).toBe('Waits for itself in a circle: TASK-0 → TASK-1 → TASK-0.');
  expect(entries[9]?.explanation).toMatch(
    /^Waits for itself in a knot of 2000 tasks that wait for each other, among them: TASK-0 → TASK-1 → TASK-0; it also waits for TASK-10 \(/,
  );
});
