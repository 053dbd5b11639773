import { describe, expect, test } from 'vitest';
import type { QueueState } from '../../../src/editor/queue-entries.ts';
import { childNodes, findTask, type QueueNode, rootNodes } from '../../../src/editor/queue-nodes.ts';
import { queueRow, type RowClock } from '../../../src/editor/queue-rows.ts';
import { criteria, queueState, repository, root, run, task } from './queue-fixture.ts';

const sample = repository([
  task('TASK-001', { criteria: [...criteria(['x One', '  Two']), ...criteria(['  Three', '  Four'], ['Rollout'], 2)] }),
  task('TASK-002', { state: 'blocked', blockedBy: ['TASK-001', 'ACTION-001'] }),
  task('TASK-002', { folder: 'completed', state: 'completed' }),
]);

function all(state: QueueState, nodes: readonly QueueNode[] = rootNodes(state)): QueueNode[] {
  return nodes.flatMap((node) => [node, ...all(state, childNodes(node, state))]);
}

test('ids are unique, and the same while a task runs, so that what is open stays open', () => {
  const still = all(queueState([sample])).map(({ id }) => id);
  const running = all(queueState([sample], { runs: [run('TASK-001', { criterion: 1 })] })).map(({ id }) => id);
  expect(new Set(still).size).toBe(still.length);
  const ofTasks = (ids: string[]) => ids.filter((id) => id.includes('.md')).toSorted();
  expect(ofTasks(running)).toEqual(ofTasks(still));
});

test('every node knows its parent', () => {
  const state = queueState([sample]);
  for (const node of all(state)) {
    for (const child of childNodes(node, state)) expect(child.parent?.id).toBe(node.id);
  }
});

test('a task is found by its file, with its group above it', () => {
  const state = queueState([sample, { ...sample, root: '/bank' }]);
  expect(findTask(state, '/bank', 'tasks/completed/TASK-002.md')?.parent).toMatchObject({
    group: { key: 'completed' },
    parent: { kind: 'repository' },
  });
  expect(findTask(state, root, 'tasks/active/TASK-404.md')).toBeUndefined();
});

test('an archived twin of a running task stays in Completed', () => {
  const groups = rootNodes(queueState([sample], { runs: [run('TASK-002')] }));
  expect(groups.map((node) => (node.kind === 'group' ? [node.group.key, node.group.tasks.length] : node.kind))).toEqual(
    [
      ['running', 1],
      ['ready', 1],
      ['completed', 1],
    ],
  );
});

describe('rows', () => {
  const rowOf = (state: QueueState, file: string) => {
    const node = findTask(state, root, file);
    return node === undefined ? undefined : queueRow(node);
  };

  test('say their state in words to a screen reader', () => {
    const state = queueState([sample], { runs: [run('TASK-001')] });
    expect(rowOf(state, 'tasks/active/TASK-001.md')?.spoken).toBe(
      'TASK-001 Title of TASK-001, running 0 of 3, medium priority',
    );
    expect(rowOf(state, 'tasks/active/TASK-002.md')?.spoken).toMatch(/^TASK-002 Title of TASK-002, blocked, /);
  });

  test.each([
    ['task.ready', {}, ['x One', '  Two']],
    ['task.ready.done', {}, ['x One', '- Two']],
    ['task.blocked', { state: 'blocked' }, ['  One']],
    ['task.blocked.done', { state: 'blocked' }, ['x One']],
    ['task.completed', { state: 'completed' }, ['x One']],
  ] as const)('have the context %s', (context, more, lines) => {
    const state = queueState([repository([task('TASK-001', { ...more, criteria: criteria(lines) })])]);
    expect(rowOf(state, 'tasks/active/TASK-001.md')?.context).toBe(context);
  });

  test.each([
    ['ready', {}, 'circle-large-outline'],
    ['a dependency', { state: 'blocked', blockedReason: 'dependency' }, 'lock'],
    ['a person', { state: 'blocked', blockedReason: 'human' }, 'account'],
    ['an action of a person', { state: 'blocked', blockedReason: 'action' }, 'account'],
    ['a circle', { state: 'blocked', blockedReason: 'cycle' }, 'sync-ignored'],
    ['STOP', { state: 'blocked', blockedReason: 'stop' }, 'debug-stop'],
    ['runs that failed', { state: 'blocked', blockedReason: 'attempts' }, 'error'],
    ['its status', { state: 'blocked', blockedReason: 'status' }, 'circle-slash'],
    ['archived', { state: 'completed' }, 'pass'],
  ] as const)('have an icon of their own: %s', (_, more, icon) => {
    const state = queueState([repository([task('TASK-001', more)])]);
    expect(rowOf(state, 'tasks/active/TASK-001.md')?.icon?.name).toBe(icon);
  });
});

test('a criterion of a run that waits for a decision does not spin', () => {
  const first = (stage: 'criterion' | 'paused') =>
    all(queueState([sample], { runs: [run('TASK-001', { criterion: 2, stage })] }))
      .filter((node) => node.kind === 'criterion' && node.state === 'running')
      .map((node) => queueRow(node));
  expect(first('criterion')).toMatchObject([{ icon: { name: 'loading~spin' }, description: 'running' }]);
  expect(first('paused')).toMatchObject([{ icon: { name: 'debug-pause' }, description: 'paused' }]);
});

test('rows of a run tell for how many minutes it goes on, and only they', () => {
  const state = queueState([sample], { runs: [run('TASK-001', { criterion: 2 })] });
  const minute = 60_000;
  const clock = { times: { began: 0, taskBegan: minute, criterionBegan: 4 * minute }, now: 5.5 * minute };
  const descriptions = (one: RowClock) =>
    all(state)
      .filter((node) => node.kind === 'criterion' || node.kind === 'task')
      .map((node) => queueRow(node, one).description)
      .filter((description) => description.includes(' min'));
  expect(descriptions(clock)).toEqual([expect.stringMatching(/^running \d\/\d · 4 min · /), 'running · 1 min']);
  // What is said on the row does not change by itself.
  const task = findTask(state, root, 'tasks/active/TASK-001.md');
  expect(task && queueRow(task, clock).spoken).toBe(task && queueRow(task).spoken);
  expect(descriptions({ ...clock, now: 1.5 * minute })).toEqual([]);
});
