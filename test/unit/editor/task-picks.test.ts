import { expect, test } from 'vitest';
import { type ChosenTask, taskPicks } from '../../../src/editor/task-picks.ts';
import { repository, root, task } from './queue-fixture.ts';

const other = { root: '/depot', name: 'depot' };

/** `group: label description` of each. */
const shown = (...given: Parameters<typeof taskPicks>) =>
  taskPicks(...given).flatMap(({ title, picks }) =>
    picks.map(({ label, description, detail }) =>
      [`${title}: ${label}`, description, detail].filter(Boolean).join(' | '),
    ),
  );

test('the tasks of one repository, in the order of the queue, the next one on top', () => {
  const tasks = [
    task('TASK-001', { state: 'blocked', explanation: 'Waits for TASK-002.' }),
    task('TASK-002', { done: 1, total: 3 }),
    task('TASK-003', { next: true }),
    task('TASK-004', { folder: 'backlog' }),
    task('TASK-005', { state: 'completed' }),
  ];
  expect(shown([repository(tasks)], [], undefined, ['ready', 'blocked'])).toEqual([
    'ready: TASK-003 Title of TASK-003 | next · medium · no criteria',
    'ready: TASK-002 Title of TASK-002 | medium · 1/3',
    'backlog: TASK-004 Title of TASK-004 | medium · no criteria',
    'blocked: TASK-001 Title of TASK-001 | medium · no criteria | Waits for TASK-002.',
  ]);
});

test('two repositories with equal ids keep apart: what is open, and what runs, in one of them says nothing of the other', () => {
  const tasks = [task('TASK-001'), task('TASK-002')];
  const queues = [repository(tasks), repository(tasks, other)];
  const current: ChosenTask = {
    task: task('TASK-001'),
    reference: { repository: root, itemId: 'TASK-001', file: 'tasks/active/TASK-001.md' },
  };
  const runs = [{ repository: root, itemId: 'TASK-002' }];
  expect(shown(queues, runs, current, ['ready'])).toEqual([
    'open in the editor: TASK-001 Title of TASK-001 | medium · no criteria · shop',
    'ready: TASK-001 Title of TASK-001 | medium · no criteria · depot',
    'ready: TASK-002 Title of TASK-002 | medium · no criteria · depot',
    'running: TASK-002 Title of TASK-002 | medium · no criteria · shop',
  ]);
  const [, { picks: [first] = [] } = {}] = taskPicks(queues, runs, current, ['ready']);
  expect(first?.chosen.reference.repository).toBe('/depot');
});

test('what is open in the editor is offered where its state is wanted', () => {
  const current = { task: task('TASK-001'), reference: { repository: root, itemId: 'TASK-001' } };
  expect(shown([repository([task('TASK-001')])], [], current, ['completed'])).toEqual([]);
});

test('the title of a task is no icon', () => {
  const entry = task('TASK-001', { title: '$(trash) all' });
  const [group] = taskPicks([repository([entry])], [], undefined, ['ready']);
  expect(group?.picks[0]?.label).toBe('TASK-001 \\$(trash) all');
});
