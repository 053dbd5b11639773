import { describe, expect, test } from 'vitest';
import { nextTask, whyNoNext } from '../../../src/editor/next-task.ts';
import type { RepositoryQueue, TaskEntry } from '../../../src/editor/queue-entries.ts';

const task = (id: string, state: TaskEntry['state'], next = false): TaskEntry => ({
  ...{ id, title: id, priority: 'high', labels: [], file: `tasks/active/${id}.md`, folder: 'active', state, next },
  ...{ blockedBy: [], links: [], explanation: '', usesCluster: false, done: 0, total: 1, criteria: [] },
});
const queue = (tasks: readonly TaskEntry[], more: Partial<RepositoryQueue> = {}): RepositoryQueue => ({
  ...{ root: '/shop', name: 'shop', tasks, actions: [], warnings: [] },
  ...more,
});
const action = { id: 'ACTION-001', title: 'x', priority: 'high', status: 'pending', blocks: [], file: 'x' } as const;

test('the next task is the one that a session would take', () => {
  const next = task('TASK-002', 'ready', true);
  expect(nextTask(queue([task('TASK-001', 'ready'), next]))).toBe(next);
  expect(nextTask(queue([task('TASK-001', 'blocked', true)]))).toBeUndefined();
});

describe('where there is none, it says why', () => {
  test.each([
    [queue([task('TASK-001', 'completed')]), 'shop has no open task. New Work Item makes one.'],
    [queue([task('TASK-001', 'blocked')]), 'No task of shop is ready: the one open task is blocked.'],
    [
      queue([task('TASK-001', 'blocked'), task('TASK-002', 'blocked')], { actions: [action] }),
      'No task of shop is ready: all 2 open tasks are blocked. A human action waits for you.',
    ],
    [queue([], { error: 'It is gone.' }), 'The queue of shop cannot be read. It is gone.'],
  ])('%#', (given, text) => expect(whyNoNext(given)).toBe(text));
});
