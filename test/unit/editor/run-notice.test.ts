import { expect, test } from 'vitest';
import { endNotice } from '../../../src/editor/run-notice.ts';
import { outcome } from './queue-fixture.ts';

const verification = {
  repository: '/shop',
  itemId: 'TASK-001',
  status: 'passed',
  message: 'All pods are ready.',
} as const;

const away = { isHeard: false, isLooking: false };
const looking = { isHeard: false, isLooking: true };

test.each([
  ['complete', outcome('TASK-001', { verification }), 'info', ['report', 'transcript', 'task']],
  [
    'complete, with commits',
    outcome('TASK-001', { verification, committed: 'stands' }),
    'info',
    ['changes', 'report', 'rollBack'],
  ],
  [
    'failed behind commits',
    outcome('TASK-001', { result: 'failed', word: 'failed', committed: 'stands' }),
    'error',
    ['changes', 'rollBack', 'transcript'],
  ],
  [
    'rolled back by itself',
    outcome('TASK-001', { result: 'failed', word: 'tests failed', verification, committed: 'rolled back' }),
    'error',
    ['changes', 'report', 'transcript'],
  ],
  ['failed', outcome('TASK-001', { result: 'failed', word: 'failed' }), 'error', ['transcript', 'task']],
  ['verified', outcome('TASK-001', { kind: 'verify', word: 'verified', verification }), 'info', ['report']],
  [
    'a verification that broke',
    outcome('TASK-001', { kind: 'verify', word: 'failed', result: 'failed' }),
    'error',
    ['log'],
  ],
  [
    'a server that cannot be started',
    outcome('TASK-001', { word: 'failed', result: 'failed', setting: 'agentToolkit.server.command' }),
    'error',
    ['settings', 'log'],
  ],
  ['archived', outcome('TASK-001', { kind: 'archive', word: 'archived' }), 'info', ['task']],
  ['not archived', outcome('TASK-001', { kind: 'archive', word: 'failed', result: 'failed' }), 'error', ['log']],
  [
    'tests failed',
    outcome('TASK-001', { result: 'failed', word: 'tests failed', verification, committed: 'stands' }),
    'error',
    ['changes', 'report', 'rollBack', 'transcript'],
  ],
  [
    'too large',
    outcome('TASK-001', { result: 'failed', word: 'needs decomposition' }),
    'error',
    ['decompose', 'transcript', 'task'],
  ],
  ['rolled back', outcome('TASK-001', { kind: 'rollback', word: 'rolled back' }), 'info', ['task']],
  [
    'rolled back, and still at the remote',
    outcome('TASK-001', { kind: 'rollback', word: 'rolled back, not all of it', result: 'failed' }),
    'error',
    ['log'],
  ],
] as const)('%s', (_, ended, severity, actions) => {
  const text = `TASK-001 ${ended.word}: All is done.`;
  expect(endNotice(ended, away)).toEqual({ severity, text, actions });
});

test('who stopped a run is not told that it stopped, unless the status bar cannot be seen', () => {
  const stopped = outcome('TASK-001', { result: 'stopped', word: 'stopped' });
  expect(endNotice(stopped, away)).toBeUndefined();
  expect(endNotice(stopped, { isHeard: true, isLooking: true })).toEqual({
    severity: 'info',
    text: 'TASK-001 stopped: All is done.',
    actions: [],
  });
});

test.each([
  ['a run that went well', outcome('TASK-001'), false],
  ['a verification that passed', outcome('TASK-001', { kind: 'verify', verification }), false],
  ['a run that failed', outcome('TASK-001', { result: 'failed', word: 'failed' }), true],
  ['a rollback, which may leave something to check', outcome('TASK-001', { kind: 'rollback' }), true],
  ['archiving', outcome('TASK-001', { kind: 'archive' }), true],
] as const)('who is looking at the views: %s', (_, ended, isTold) => {
  expect(endNotice(ended, looking) !== undefined).toBe(isTold);
  expect(endNotice(ended, away)).toBeDefined();
  expect(endNotice(ended, { isHeard: true, isLooking: true })).toBeDefined();
});
