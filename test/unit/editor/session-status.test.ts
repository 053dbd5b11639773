import { describe, expect, test } from 'vitest';
import { hasSession, sessionStatus, verificationStatus } from '../../../src/editor/session-status.ts';
import { outcome, run } from './queue-fixture.ts';

describe('the session', () => {
  const verification = {
    repository: '/shop',
    itemId: 'TASK-001',
    status: 'unverified',
    message: 'Nothing to verify.',
  } as const;
  test.each([
    ['nothing has run', [], undefined, '$(checklist) Agent Toolkit: idle', 'none'],
    [
      'it starts',
      [run('TASK-001', { stage: 'starting' })],
      undefined,
      '$(loading~spin) TASK-001: starting 0/3',
      'none',
    ],
    ['a criterion runs', [run('TASK-001', { done: 1 })], undefined, '$(loading~spin) TASK-001: running 1/3', 'none'],
    [
      'a criterion is tried again',
      [run('TASK-001', { done: 1, attempt: 2 })],
      undefined,
      '$(loading~spin) TASK-001: running 1/3, second try',
      'none',
    ],
    [
      'it waits for a decision',
      [run('TASK-001', { stage: 'paused', done: 1 })],
      undefined,
      '$(debug-pause) TASK-001: paused 1/3',
      'warning',
    ],
    [
      'it commits',
      [run('TASK-001', { stage: 'committing' })],
      undefined,
      '$(loading~spin) TASK-001: committing 0/3',
      'none',
    ],
    [
      'it verifies',
      [run('TASK-001', { stage: 'verifying', done: 3 })],
      undefined,
      '$(loading~spin) TASK-001: verifying 3/3',
      'none',
    ],
    [
      'a verification alone',
      [run('TASK-001', { kind: 'verify', stage: 'starting' })],
      undefined,
      '$(loading~spin) TASK-001: verifying',
      'none',
    ],
    [
      'it is being stopped',
      [run('TASK-001', { stage: 'stopping' })],
      undefined,
      '$(loading~spin) TASK-001: stopping 0/3',
      'none',
    ],
    ['two run', [run('TASK-001'), run('TASK-002')], undefined, '$(loading~spin) TASK-002: running 0/3 (+1)', 'none'],
    ['it is complete', [], outcome('TASK-001'), '$(pass) TASK-001: complete 3/3', 'none'],
    [
      'complete and not verified',
      [],
      outcome('TASK-001', { verification }),
      '$(pass) TASK-001: complete 3/3, unverified',
      'none',
    ],
    [
      'it was stopped',
      [],
      outcome('TASK-001', { result: 'stopped', word: 'stopped', done: 1 }),
      '$(debug-stop) TASK-001: stopped 1/3',
      'none',
    ],
    [
      'it failed',
      [],
      outcome('TASK-001', { result: 'failed', word: 'failed', done: 1 }),
      '$(error) TASK-001: failed 1/3',
      'error',
    ],
    [
      'a session at a task',
      [run('TASK-001', { kind: 'session', done: 1 })],
      undefined,
      '$(loading~spin) Session · TASK-001: running 1/3',
      'none',
    ],
    [
      'a session between two',
      [run('Session', { kind: 'session', stage: 'choosing', total: 0 })],
      undefined,
      '$(loading~spin) Session: choosing',
      'none',
    ],
    [
      'a session in a terminal',
      [run('TASK-001', { kind: 'session', stage: 'running elsewhere' })],
      undefined,
      '$(loading~spin) Session · TASK-001: running elsewhere',
      'none',
    ],
    [
      'a session ended',
      [],
      outcome('Session', { kind: 'session', word: 'finished', done: 1, total: 2 }),
      '$(pass) Session: finished, 1 of 2 tasks complete',
      'none',
    ],
    [
      'a session in which a task failed',
      [],
      outcome('Session', { kind: 'session', word: 'finished', done: 1, total: 2, failures: 1 }),
      '$(warning) Session: finished, 1 failed, 1 of 2 tasks complete',
      'warning',
    ],
    [
      'a session that had nothing to do',
      [],
      outcome('Session', { kind: 'session', word: 'finished', done: 0, total: 0 }),
      '$(pass) Session: finished',
      'none',
    ],
    ['archived', [], outcome('TASK-001', { kind: 'archive', word: 'archived' }), '$(pass) TASK-001: archived', 'none'],
  ] as const)('%s', (_, runs, last, text, severity) => {
    expect(sessionStatus(runs, last)).toMatchObject({ text, severity });
  });
});

test.each([
  ['nothing is open', [], [], false],
  ['a queue is shown', ['/shop'], [], true],
  ['a queue is shown and a run goes on', ['/shop'], [run('TASK-001')], true],
  ['the tasks folder went during a run: it can be stopped', [], [run('TASK-001')], true],
])('the session is in the status bar: %s', (_, folders, runs, shown) => {
  expect(hasSession(folders, runs)).toBe(shown);
});

describe('the last verification', () => {
  test('is not shown before there was one', () => {
    expect(verificationStatus(undefined)).toBeUndefined();
  });

  test.each([
    ['passed', '$(verified) Verification: passed', 'none'],
    ['failed', '$(error) Verification: failed', 'error'],
    ['blocked', '$(circle-slash) Verification: blocked', 'warning'],
    ['unverified', '$(question) Verification: unverified', 'none'],
  ] as const)('%s', (status, text, severity) => {
    const shown = verificationStatus({
      repository: '/shop',
      itemId: 'TASK-001',
      status,
      message: 'Three pods are ready.',
    });
    expect(shown).toMatchObject({ text, severity, tooltip: 'TASK-001: Three pods are ready.' });
  });
});

test('the tooltip offers what one may want next', () => {
  expect(Object.values(sessionStatus([run('TASK-001')], undefined).links)).toEqual([
    'Stop',
    'Show Transcript',
    'Show Log',
  ]);
  expect(Object.values(sessionStatus([], outcome('TASK-001')).links)).toEqual(['Show Transcript', 'Show Log']);
  const ended = outcome('Session', { kind: 'session', word: 'finished' });
  expect(Object.values(sessionStatus([], ended).links)).toEqual(['Open Report', 'Show Transcript', 'Show Log']);
  expect(Object.values(sessionStatus([], undefined).links)).toEqual(['Process Task', 'Run Session', 'Open Report']);
});
