import { describe, expect, test } from 'vitest';
import type { SessionTask } from '../../../../src/session/session-record.ts';
import { emptyState } from '../../../../src/session/state.ts';
import { failuresInARow, isCritical, isFailure, stateOf, tokensOf } from '../../../../src/workflow/session/tally.ts';
import { failed, sessionOf, taskOf } from './session-of.ts';

const tests_failed = (id: string) => taskOf(id, { status: 'tests_failed' });
const decomposed = (id: string) => taskOf(id, { status: 'needs_decomposition' });
const errorBy = (by: string) => taskOf('A-1', { status: 'error', ended_by: by });

describe('what a status is to the session', () => {
  test.each<[name: string, task: SessionTask, failure: boolean, critical: boolean]>([
    ['complete', taskOf('A-1'), false, false],
    ['tests failed', tests_failed('A-1'), true, false],
    ['needs decomposition', decomposed('A-1'), false, false],
    ['error of a criterion', errorBy('criterion'), true, false],
    ['error of the task', errorBy('task'), true, false],
    ['too many tokens', errorBy('tokens'), true, false],
    ['a person has to do something', errorBy('person'), false, false],
    ['STOP', errorBy('stop'), false, true],
    ['cluster', errorBy('cluster'), false, true],
    ['git', errorBy('git'), false, true],
    ['Codex', errorBy('codex'), false, true],
    ['a guard', errorBy('repository'), false, true],
    ['another run', errorBy('busy'), false, true],
    ['an error that nobody explained', taskOf('A-1', { status: 'error', ended_by: null }), false, true],
    ['in work', taskOf('A-1', { status: null }), false, false],
  ])('%s', (_name, task, failure, critical) => {
    expect([isFailure(task), isCritical(task)]).toEqual([failure, critical]);
  });
});

test.each<[name: string, tasks: SessionTask[], count: number]>([
  ['nothing', [], 0],
  ['a success in between', [failed('A-1'), taskOf('A-2'), failed('A-3')], 1],
  ['of both kinds', [failed('A-1'), tests_failed('A-2')], 2],
  ['what needs decomposition changes nothing', [failed('A-1'), decomposed('A-2'), failed('A-3')], 2],
  ['waiting for a person changes nothing', [failed('A-1'), errorBy('person'), failed('A-3')], 2],
  ['one in work does not count yet', [failed('A-1'), { ...failed('A-2'), ended_at: null }], 1],
])('failures in a row: %s', (_name, tasks, count) => {
  expect(failuresInARow(tasks)).toBe(count);
});

test('tokens of all tasks', () => {
  expect(
    tokensOf([taskOf('A-1', { tokens: { input: 10, output: 1 } }), taskOf('A-2', { tokens: { input: 5, output: 0 } })]),
  ).toBe(16);
});

describe('the state file', () => {
  test('after each way to end a task, with one in work', () => {
    const tasks = [
      taskOf('A-1'),
      tests_failed('A-2'),
      decomposed('A-3'),
      failed('A-4'),
      taskOf('A-5', { status: null, ended_at: null }),
    ];
    expect(stateOf(sessionOf(tasks), { ...emptyState, attempt_count: { 'A-9': 2 } })).toEqual({
      session_id: 's-1',
      started_at: '2026-01-31T21:00:00.000Z',
      tasks_processed: ['A-1', 'A-2', 'A-3', 'A-4'],
      tasks_completed: ['A-1'],
      tasks_blocked: ['A-2', 'A-4'],
      current_task: 'A-5',
      consecutive_failures: 2,
      early_exit_triggered: false,
      early_exit_reason: null,
      cluster_context: 'demo',
      attempt_count: { 'A-9': 2, 'A-4': 1 },
    });
  });

  test('written twice it is the same', () => {
    const record = sessionOf([failed('A-4'), taskOf('A-5', { ...failed('A-5'), attempt: 3 })]);
    const once = stateOf(record, emptyState);
    expect(stateOf(record, once)).toEqual(once);
    expect(once.attempt_count).toEqual({ 'A-4': 1, 'A-5': 3 });
  });

  test('a task that is completed has no attempts any more, however its id is written', () => {
    expect(
      stateOf(sessionOf([taskOf('TASK-4')]), { ...emptyState, attempt_count: { 'TASK-004': 2, 'TASK-005': 1 } })
        .attempt_count,
    ).toEqual({
      'TASK-005': 1,
    });
  });

  test('what needs a person is blocked and counted as tried', () => {
    expect(stateOf(sessionOf([errorBy('person')]), emptyState)).toMatchObject({
      ...{ tasks_blocked: ['A-1'], consecutive_failures: 0, attempt_count: { 'A-1': 1 } },
    });
  });

  test('an early exit by a critical error: the task is gone on with, and is neither blocked nor tried in vain', () => {
    const record = sessionOf([taskOf('A-1'), errorBy('cluster')], {
      outcome: 'early_exit',
      reason: 'The cluster is down.',
    });
    expect(stateOf(record, emptyState)).toMatchObject({
      ...{ current_task: 'A-1', tasks_blocked: [], consecutive_failures: 0, attempt_count: {} },
      ...{ early_exit_triggered: true, early_exit_reason: 'The cluster is down.' },
    });
  });

  test('no context of the record leaves the one that was recorded', () => {
    expect(
      stateOf(sessionOf([], { cluster_context: null }), { ...emptyState, cluster_context: 'kind' }).cluster_context,
    ).toBe('kind');
  });
});
