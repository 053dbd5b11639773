import { expect, test } from 'vitest';
import { sessionNotice } from '../../../src/editor/session-notice.ts';
import type { SessionRecord, SessionTask } from '../../../src/session/session-record.ts';
import { sessionOf, taskOf } from '../workflow/session/session-of.ts';

const waiting: SessionRecord['human_actions'] = [
  { action_id: 'ACTION-1', title: 'DNS', effective_urgency: 'high', blocking_items: ['A-6'], file: 'f' },
];

function notice(tasks: readonly SessionTask[], change: Partial<SessionRecord>, wasStopped = false, report = 'r.md') {
  const record = sessionOf(tasks, { outcome: 'finished', ...change });
  return sessionNotice({ record, report: report === '' ? null : report }, wasStopped);
}

test('a limit was reached', () => {
  expect(notice([taskOf('A-1')], { reason: 'The limit was reached.' })).toEqual({
    severity: 'info',
    text: 'Session ended: The limit was reached. A-1 complete.',
    actions: ['report'],
  });
});

test('a task failed, which is told first, and a person is waited for', () => {
  const tasks = [taskOf('A-1'), taskOf('A-2', { status: 'tests_failed' })];
  expect(notice(tasks, { reason: 'Nothing is ready.', human_actions: waiting })).toEqual({
    severity: 'warning',
    text: 'Session ended: Nothing is ready. A-2 tests failed, A-1 complete. 1 human action waits for a person.',
    actions: ['report', 'actions'],
  });
});

test('an early exit is an error, the user’s own stop is none', () => {
  const change = { outcome: 'early_exit', reason: 'It was stopped by command.' } as const;
  expect(notice([], change)).toMatchObject({
    severity: 'error',
    text: 'Session ended early: It was stopped by command.',
  });
  expect(notice([], change, true)).toMatchObject({
    severity: 'info',
    text: 'Session stopped: It was stopped by command.',
  });
});

test('nothing is said twice, and of many tasks the first are named', () => {
  const reason = 'Nothing can be done: 0 of 1 items are ready. 1 human action waits for a person.';
  const tasks = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'].map((id) => taskOf(id));
  expect(notice(tasks, { reason, human_actions: waiting }).text).toBe(
    `Session ended: ${reason} A-1 complete, A-2 complete, A-3 complete, A-4 complete and 2 more.`,
  );
});

test('one that was not begun in this window is named', () => {
  const end = {
    record: sessionOf([taskOf('A-1')], { outcome: 'finished', reason: 'The limit was reached.' }),
    report: null,
  };
  expect(sessionNotice(end, false, '31/01/2026, 22:00:00').text).toBe(
    'The session of 31/01/2026, 22:00:00 ended: The limit was reached. A-1 complete.',
  );
});

test('a report that could not be written is not offered', () => {
  expect(notice([], { reason: 'r' }, false, '').actions).toEqual([]);
});

test('what ended it early has a button where something can be done about it', () => {
  const change = { outcome: 'early_exit', reason: 'Codex is not logged in (Not logged in).' } as const;
  expect(notice([], change).step?.title).toBe('Log In to Codex');
  expect(notice([], change, true)).not.toHaveProperty('step');
});
