import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/codex/events.ts';
import { redact } from '../../../src/codex/redact.ts';
import { transcriptLines } from '../../../src/codex/transcript.ts';

const lines = (event: object) => {
  const parsed = parseEvent(JSON.stringify(event));
  return parsed === undefined ? undefined : transcriptLines(parsed, redact);
};
const command = { type: 'command_execution', id: '1', command: "/bin/bash -lc 'ls'" };

test('a command is shown when it starts, its output and exit code when it ends', () => {
  expect(lines({ type: 'item.started', item: { ...command, exit_code: null } })).toEqual(['$ ls']);
  expect(lines({ type: 'item.completed', item: { ...command, aggregated_output: 'a\nb\n', exit_code: 0 } })).toEqual([
    '  a',
    '  b',
    'exit 0: ls',
  ]);
});

test('long output is cut to its end, and says so', () => {
  const output = Array.from({ length: 50 }, (_, index) => `line ${index}`).join('\n');
  const shown = lines({ type: 'item.completed', item: { ...command, aggregated_output: output, exit_code: 0 } });
  expect(shown?.[0]).toBe('  … 30 lines before');
  expect(shown?.at(-2)).toBe('  line 49');
});

test('a claim is shown as its parts, another message as it is, secrets masked', () => {
  const message = (text: string) => lines({ type: 'item.completed', item: { type: 'agent_message', id: '2', text } });
  expect(message('{"status":"done","summary":"Raised.","evidence":[]}')).toEqual(['done: Raised.']);
  expect(message('I look.\nNow.')).toEqual(['I look.', 'Now.']);
  expect(message('password=hunter2222')).toEqual(['password=***']);
});

test('a private key that spans more lines than are shown leaks none of them', () => {
  const body = Array.from({ length: 30 }, (_, index) => `MIIEbody${index}`).join('\n');
  const output = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\nafter\n`;
  expect(lines({ type: 'item.completed', item: { ...command, aggregated_output: output, exit_code: 0 } })).toEqual([
    '  *** private key ***',
    '  after',
    'exit 0: ls',
  ]);
});

test('what is unknown is ignored', () => {
  expect(lines({ type: 'thread.started', thread_id: 'x' })).toBeUndefined();
  expect(lines({ type: 'item.completed', item: { type: 'brand_new', id: '3' } })).toBeUndefined();
  expect(parseEvent('not json')).toBeUndefined();
});
