import { expect, test } from 'vitest';
import { graphOfQueue } from '../../../../src/editor/graph/graph-of-queue.ts';
import type { RepositoryQueue, TaskLink } from '../../../../src/editor/queue-entries.ts';
import { defaultOptions, noFilter } from '../../../../src/editor/queue-options.ts';
import { action, queueState, repository, run, task } from '../queue-fixture.ts';

const waitsFor = (...links: [string, TaskLink['state']][]) => ({ links: links.map(([id, state]) => ({ id, state })) });
const graphOf = (queue: RepositoryQueue, more = {}) => graphOfQueue(queue, queueState([queue], more));
const arrows = (queue: RepositoryQueue) =>
  graphOf(queue).edges.map(
    ({ from, to, isMet, isCircular }) => `${from} ${isCircular ? '!' : isMet ? '~' : '>'} ${to}`,
  );

test('arrows lead from what comes first to what waits for it', () => {
  const completed = task('TASK-001', { folder: 'completed', state: 'completed' });
  const queue = repository([
    task('TASK-002', waitsFor(['TASK-001', 'met'])),
    task('TASK-003', { state: 'blocked', ...waitsFor(['task-2', 'open'], ['TASK-001', 'met']) }),
    completed,
  ]);
  expect(arrows(queue)).toEqual(['TASK-001 ~ TASK-002', 'TASK-002 > TASK-003', 'TASK-001 ~ TASK-003']);
});

test('what is no task has a node where a task waits for it', () => {
  const actions = [
    action('ACTION-001', { file: 'human-actions/a.json', until: 'Deployment shop/a exists' }),
    action('ACTION-002', { title: 'Nobody waits' }),
  ];
  const links = waitsFor(
    ['ACTION-001', 'action'],
    ['TASK-404', 'unknown'],
    ['BUG-9', 'external'],
    ['ACTION-009', 'met'],
  );
  const { nodes, edges } = graphOf(repository([task('TASK-001', { state: 'blocked', ...links })], { actions }));
  expect(nodes.map(({ key, kind, file }) => [key, kind, file])).toEqual([
    ['TASK-001', 'task', 'tasks/active/TASK-001.md'],
    ['ACTION-001', 'action', 'human-actions/a.json'],
    ['TASK-404', 'missing', undefined],
    ['BUG-9', 'external', undefined],
  ]);
  expect(nodes[1]?.explanation).toBe('A person has to do this. Done by itself when: Deployment shop/a exists.');
  expect(edges.map(({ from, isMet }) => [from, isMet])).toEqual([
    ['ACTION-001', false],
    ['TASK-404', false],
    ['BUG-9', true],
  ]);
});

test('tasks that wait for each other are a circle, and only the arrows among them are marked', () => {
  const queue = repository([
    task('TASK-001', { state: 'blocked', ...waitsFor(['TASK-002', 'open']) }),
    task('TASK-002', { state: 'blocked', ...waitsFor(['TASK-001', 'open'], ['TASK-003', 'open']) }),
    task('TASK-003'),
    task('TASK-004', { state: 'blocked', ...waitsFor(['TASK-001', 'open']) }),
  ]);
  expect(graphOf(queue).circles).toEqual([['TASK-001', 'TASK-002']]);
  expect(arrows(queue)).toEqual([
    'TASK-002 ! TASK-001',
    'TASK-001 ! TASK-002',
    'TASK-003 > TASK-002',
    'TASK-001 > TASK-004',
  ]);
});

test('two tasks of one id are two nodes, named by their files; an open link means the open one', () => {
  const open = task('TASK-001');
  const queue = repository([
    open,
    task('TASK-002', { state: 'blocked', ...waitsFor(['TASK-001', 'open']) }),
    task('TASK-001', { folder: 'completed', state: 'completed' }),
  ]);
  expect(graphOf(queue).nodes.map(({ key }) => key)).toEqual([
    'tasks/active/TASK-001.md',
    'TASK-002',
    'tasks/completed/TASK-001.md',
  ]);
  expect(arrows(queue)).toEqual(['tasks/active/TASK-001.md > TASK-002']);
});

test('a node says what its row in the Task Queue says', () => {
  const queue = repository([task('TASK-001', { next: true }), task('TASK-002')]);
  const [running, other] = graphOf(queue, {
    runs: [run('TASK-001', { done: 1, message: 'TASK-001: criterion 2' })],
  }).nodes;
  expect(running).toMatchObject({
    ...{ state: 'running', progress: 'running 1/3', done: 1, total: 3, next: false, context: 'task.running' },
    ...{ icon: { name: 'loading~spin' }, explanation: 'TASK-001: criterion 2' },
  });
  expect(other).toMatchObject({ state: 'ready', progress: 'no criteria', context: 'task.ready.done', next: false });
});

test('of several repositories only the one that is asked for is drawn', () => {
  const shop = repository([task('TASK-001')]);
  const bank = repository([task('TASK-002')], { root: '/bank', name: 'bank' });
  expect(graphOfQueue(bank, queueState([shop, bank])).nodes.map(({ key }) => key)).toEqual(['TASK-002']);
});

test('files that cannot be read are told, and nothing is drawn', () => {
  const { nodes, error } = graphOf(repository([], { error: 'The tasks cannot be read: EACCES' }));
  expect([nodes, error]).toEqual([[], 'The tasks cannot be read: EACCES']);
});

test('all tasks are drawn, whatever the Task Queue is told to show', () => {
  const tasks = Array.from({ length: 300 }, (_, index) => task(`TASK-${index + 1}`));
  const options = { ...defaultOptions, filter: { ...noFilter, text: 'nothing has this' }, showCompleted: false };
  const queue = repository(tasks);
  expect(graphOfQueue(queue, { ...queueState([queue]), options }).nodes).toHaveLength(300);
});
