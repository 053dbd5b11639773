import { expect, test } from 'vitest';
import { tokensIn } from '../../../src/codex/telemetry.ts';

type Value = string | number;

const record = (values: Readonly<Record<string, Value>>) => ({
  severityText: 'INFO',
  attributes: Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  })),
});
const answer = (input: Value, output: Value) =>
  record({
    'event.name': 'codex.sse_event',
    'event.kind': 'response.completed',
    ...{ input_token_count: input, output_token_count: output, cached_token_count: 90 },
  });
const span = (name: string, input: Value, output: Value) => ({
  name,
  ...record({ 'gen_ai.usage.input_tokens': input, 'gen_ai.usage.output_tokens': output }),
});
const traced = (...spans: object[]) => JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const exported = (...logRecords: object[]) => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });

test.each([
  ['one answer, as Codex 0.169 writes its counts', exported(answer('100', '20')), 100, 20],
  ['counts that are numbers', exported(answer(100, 20)), 100, 20],
  ['several answers', exported(answer('100', '20'), answer('150', '7')), 250, 27],
  [
    'other records',
    exported(
      record({ 'event.name': 'codex.user_prompt', input_token_count: '5' }),
      record({ 'event.name': 'codex.sse_event', 'event.kind': 'response.created', input_token_count: '5' }),
      // The same event once more, for its duration.
      record({ 'event.name': 'codex.sse_event', 'event.kind': 'response.completed', duration_ms: '1' }),
    ),
    0,
    0,
  ],
  ['counts that are none', exported(answer('many', '-3')), 0, 0],
  ['spans of two answers', traced(span('handle_responses', 100, '20'), span('handle_responses', 150, 7)), 250, 27],
  ['spans of something else', traced(span('session_task.turn', 100, 20), { name: 'auth' }, {}), 0, 0],
  ['no export', '{"resourceMetrics": []}', 0, 0],
  ['no spans', '{"resourceSpans": []}', 0, 0],
  ['another form', '{"resourceLogs": 7}', 0, 0],
  ['no JSON', 'hello', 0, 0],
])('%s', (_, body, input, output) => {
  expect(tokensIn(body)).toEqual({ input, output });
});
