import { expect, test } from 'vitest';
import { endNotice } from '../../../src/editor/run-notice.ts';
import { outcome } from './queue-fixture.ts';

const verification = {
  repository: '/shop',
  itemId: 'TASK-001',
  status: 'passed',
  message: 'All pods are ready.',
} as const;

test.each([
  ['complete', outcome('TASK-001', { verification }), 'info', ['Show Transcript', 'Show Report', 'Open Task']],
  ['failed', outcome('TASK-001', { result: 'failed', word: 'failed' }), 'error', ['Show Transcript', 'Open Task']],
  ['verified', outcome('TASK-001', { kind: 'verify', word: 'verified', verification }), 'info', ['Show Report']],
  [
    'a verification that broke',
    outcome('TASK-001', { kind: 'verify', word: 'failed', result: 'failed' }),
    'error',
    ['Show Log'],
  ],
  [
    'a server that cannot be started',
    outcome('TASK-001', { word: 'failed', result: 'failed', setting: 'agentToolkit.server.command' }),
    'error',
    ['Open Settings', 'Show Log'],
  ],
  ['archived', outcome('TASK-001', { kind: 'archive', word: 'archived' }), 'info', ['Open Task']],
  ['not archived', outcome('TASK-001', { kind: 'archive', word: 'failed', result: 'failed' }), 'error', ['Show Log']],
  [
    'tests failed',
    outcome('TASK-001', { result: 'failed', word: 'tests failed', verification }),
    'error',
    ['Show Transcript', 'Show Report', 'Roll Back…', 'Open Task'],
  ],
  [
    'too large',
    outcome('TASK-001', { result: 'failed', word: 'needs decomposition' }),
    'error',
    ['Decompose…', 'Show Transcript', 'Open Task'],
  ],
  ['rolled back', outcome('TASK-001', { kind: 'rollback', word: 'rolled back' }), 'info', ['Open Task']],
  [
    'rolled back, and still at the remote',
    outcome('TASK-001', { kind: 'rollback', word: 'rolled back, not all of it', result: 'failed' }),
    'error',
    ['Show Log'],
  ],
] as const)('%s', (_, ended, severity, actions) => {
  const text = `TASK-001 ${ended.word}: All is done.`;
  expect(endNotice(ended)).toEqual({ severity, text, actions });
});

test('who stopped a run is not told that it stopped', () => {
  expect(endNotice(outcome('TASK-001', { result: 'stopped', word: 'stopped' }))).toBeUndefined();
});
