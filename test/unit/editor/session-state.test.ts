import { describe, expect, test } from 'vitest';
import { type RunState, runText, sessionItem, startRun } from '../../../src/editor/run-state.ts';
import {
  recalledOutcomes,
  type SessionEnd,
  sessionOutcome,
  sessionTaskOutcome,
  withSessionEvent,
} from '../../../src/editor/session-state.ts';
import { sessionReportPath } from '../../../src/session/session-report-data.ts';
import type { SessionEvent } from '../../../src/workflow/session/events.ts';
import { sessionOf, taskOf } from '../workflow/session/session-of.ts';
import { root, run } from './queue-fixture.ts';

const begun = startRun({ repository: root, itemId: sessionItem }, 'session', { done: 0, total: 0 });
const atWork = run('TASK-001', { kind: 'session', done: 1, criterion: 1, criterionText: 'Raise it' });

test.each<[name: string, before: RunState, event: SessionEvent, text: string, itemId: string]>([
  ['it goes on', begun, { type: 'began', session_id: 's', resumed: true }, 'choosing', sessionItem],
  [
    'the queue was read',
    begun,
    { type: 'scanned', total: 3, ready: 1, blocked: 2, human_actions: [] },
    'choosing',
    sessionItem,
  ],
  ['a task begins', begun, { type: 'task_began', item_id: 'TASK-1', title: 'T', attempt: 2 }, 'preparing', 'TASK-1'],
  ['a task ended', atWork, { type: 'task_ended', task: taskOf('TASK-001') }, 'choosing', sessionItem],
  ['it ends early', atWork, { type: 'early_exit', title: 't', reason: 'r' }, 'looking back', sessionItem],
  ['it looked back', begun, { type: 'retrospective', summary: 's', report: null }, 'looking back', sessionItem],
  [
    'something settled meanwhile',
    atWork,
    { type: 'settled', action_id: 'A', title: 't', evidence: 'e' },
    'running 1/3',
    'TASK-001',
  ],
])('%s', (_, before, event, text, itemId) => {
  const after = withSessionEvent(before, event);
  expect([runText(after), after.itemId]).toEqual([text, itemId]);
  // The criterion of one task is never shown at another.
  expect(after.criterion).toBe(after.itemId === before.itemId ? before.criterion : undefined);
});

describe('a task of a session', () => {
  test('has the outcome of a run of its own', () => {
    const task = taskOf('TASK-001', {
      status: 'tests_failed',
      sections_remaining: ['One'],
      failed_section: { criterion: 'One', reason: 'r', attempts: 2 },
      tests: { overall_status: 'failed', message: 'Pods crash.', causes: [] },
    });
    expect(sessionTaskOutcome(atWork, task)).toMatchObject({
      ...{ repository: root, itemId: 'TASK-001', kind: 'process', result: 'failed', word: 'tests failed' },
      ...{ done: 2, total: 3, failedCriterion: 'One' },
      verification: { itemId: 'TASK-001', status: 'failed', message: 'Pods crash.' },
    });
  });
});

describe('the end', () => {
  const end = (change: Partial<SessionEnd['record']>): SessionEnd => ({
    record: sessionOf([taskOf('A-1'), taskOf('A-2', { status: 'error' })], { reason: 'It ended.', ...change }),
    report: null,
  });
  test.each([
    ['a limit', end({ outcome: 'finished' }), false, 'complete', 'finished'],
    ['an early exit', end({ outcome: 'early_exit' }), false, 'failed', 'ended early'],
    ['a stop', end({ outcome: 'early_exit' }), true, 'stopped', 'stopped'],
    ['a stop that came when all was done', end({ outcome: 'finished' }), true, 'complete', 'finished'],
  ] as const)('%s', (_, told, wasStopped, result, word) => {
    const outcome = sessionOutcome(root, told, wasStopped);
    expect(outcome).toMatchObject({ itemId: sessionItem, result, word, done: 1, total: 2, message: 'It ended.' });
    expect(outcome.failures).toBe(1);
  });

  test('what became of its tasks is recalled by a window that did not run it, with the report that tells of it', () => {
    const tests = { overall_status: 'failed', message: 'Pods crash.', causes: [] } as const;
    const rolledBack = { sections_completed: ['One'], sections_remaining: ['One', 'Two'] };
    const { record } = end({
      tasks: [
        taskOf('A-1'),
        taskOf('A-2', { status: 'tests_failed', tests: { ...tests, causes: [] }, ...rolledBack }),
        taskOf('A-3', { status: null, ended_at: null }),
      ],
    });
    expect(recalledOutcomes(root, record)).toMatchObject([
      { itemId: 'A-1', result: 'complete' },
      {
        ...{ itemId: 'A-2', kind: 'process', result: 'failed', word: 'tests failed', done: 0, total: 2 },
        verification: { status: 'failed', message: 'Pods crash.', toldIn: sessionReportPath(record) },
      },
    ]);
  });
});
