import { describe, expect, test } from 'vitest';
import { clientTimeoutMs, readLogLine, readProgress, readResult } from '../../../src/server/mcp-messages.ts';
import { InputError } from '../../../src/tools/input-error.ts';
import { scanResult, threeCriteria } from '../../support/fake-toolbox.ts';

const text = (value: string) => [{ type: 'text' as const, text: value }];

describe('how long a client waits', () => {
  test('the tool’s own limit and 30 seconds more', () => {
    expect(clientTimeoutMs('scan_prioritize', { repo_path: '/repo' })).toBe(150_000);
    expect(clientTimeoutMs('run_tests', { repo_path: '/repo', work_item_id: 'TASK-001', timeout: 10 })).toBe(40_000);
  });

  test('without an end for process_bug, which lasts hours', () => {
    expect(clientTimeoutMs('process_bug', { repo_path: '/repo', item_id: 'TASK-001' })).toBe(2 ** 31 - 1);
  });
});

describe('a result', () => {
  test.each([
    ['the structured content', { content: text('see structured content'), structuredContent: scanResult }],
    ['the text, from a server without structured content', { content: text(JSON.stringify(scanResult)) }],
  ])('is read from %s', (_case, answer) => {
    expect(readResult('scan_prioritize', { repo_path: '/repo' }, answer)).toEqual(scanResult);
  });

  test.each([
    [
      'the caller’s mistake',
      { isError: true, content: text('no such task'), _meta: { 'agent-toolkit/error': 'input' } },
    ],
    ['bad parameters', { isError: true, content: text('MCP error -32602: Input validation error') }],
  ])('%s becomes an InputError', (_case, answer) => {
    expect(() => readResult('process_bug', { repo_path: '/repo', item_id: 'TASK-001' }, answer)).toThrow(InputError);
  });

  test('any other error keeps its message', () => {
    const answer = { isError: true, content: text('process_bug failed: disk full') };
    expect(() => readResult('process_bug', { repo_path: '/repo', item_id: 'TASK-001' }, answer)).toThrow(
      'process_bug failed: disk full',
    );
    expect(() => readResult('process_bug', { repo_path: '/repo', item_id: 'TASK-001' }, answer)).not.toThrow(
      InputError,
    );
  });

  test('an answer in another form is refused, and says what is missing', () => {
    const answer = { content: text('{"success": true}') };
    expect(() => readResult('scan_prioritize', { repo_path: '/repo' }, answer)).toThrow(
      /scan_prioritize[\s\S]*priority_queue/,
    );
    expect(() => readResult('scan_prioritize', { repo_path: '/repo' }, { content: text('done!') })).toThrow(
      'not in the tool',
    );
  });
});

describe('progress', () => {
  test('is the whole Progress from _meta', () => {
    const sent = { progress: 0.000001, total: 3, _meta: { 'agent-toolkit/progress': threeCriteria[0] } };
    expect(readProgress('TASK-001', sent)).toEqual(threeCriteria[0]);
  });

  test('is made of MCP’s own fields when a server sends no more', () => {
    const expected = { itemId: 'TASK-001', stage: 'criterion', done: 1, total: 3, message: 'Building' };
    expect(readProgress('TASK-001', { progress: 1.5, total: 3, message: 'Building' })).toEqual(expected);
    expect(readProgress('TASK-001', { progress: 1 })).toMatchObject({ done: 1, total: 0, message: '1 of 0' });
  });
});

describe('a log line', () => {
  test.each([
    [
      { level: 'info', logger: 'codex', data: 'exec ls' },
      { channel: 'codex', level: 'info', text: 'exec ls' },
    ],
    [
      { level: 'critical', data: 'oh' },
      { channel: 'log', level: 'error', text: 'oh' },
    ],
    [
      { level: 'notice', logger: 'other', data: { a: 1 } },
      { channel: 'log', level: 'info', text: '{"a":1}' },
    ],
  ] as const)('%j', (params, expected) => {
    expect(readLogLine(params)).toEqual(expected);
  });
});
