import { expect, test } from 'vitest';
import type { TranscriptRecord } from '../../../src/session/transcript-record.ts';
import { transcriptMarkdown } from '../../../src/workflow/transcript-markdown.ts';

const at = (second: number) => new Date(2026, 0, 31, 14, 5, second).toISOString();
const begin: TranscriptRecord = {
  ...{ type: 'begin', at: at(0), item: 'TASK-001', criterion: 'Raise replicas to 3', place: 2, total: 3, attempt: 1 },
};
const event = (value: object): TranscriptRecord => ({ type: 'event', at: at(1), event: value });
const command = { type: 'command_execution', id: '1', command: 'grep 3 app.yaml' };
const end: TranscriptRecord = {
  ...{
    type: 'end',
    at: at(42),
    verdict: 'proven',
    reason: null,
    summary: 'Raised.',
    paths: ['app.yaml'],
    notes: ['Odd.'],
  },
  ...{ evidence: [{ command: 'grep 3 app.yaml', exit_code: 0, observation: 'found' }], leftovers: [] },
  tokens: { input: 1200, output: 90 },
};

test('what it came to stands first, then what happened', () => {
  const records: TranscriptRecord[] = [
    begin,
    event({ type: 'item.started', item: { ...command, exit_code: null } }),
    event({ type: 'item.completed', item: { ...command, aggregated_output: 'replicas: 3\n', exit_code: 0 } }),
    event({
      type: 'item.completed',
      item: { type: 'file_change', id: '2', changes: [{ path: 'app.yaml', kind: 'update' }] },
    }),
    event({ type: 'item.completed', item: { type: 'agent_message', id: '3', text: 'It is 3.\n# Now' } }),
    event({ type: 'error', message: 'Reconnecting' }),
    event({ type: 'turn.completed', usage: { input_tokens: 1, output_tokens: 1 } }),
    end,
    { type: 'commit', at: at(43), sha: '0123456789abcdef', subject: 'feat(TASK-001): Raise replicas to 3' },
  ];
  expect(transcriptMarkdown(records)).toBe(`# TASK-001, criterion 2 of 3, try 1

> Raise replicas to 3

- Verdict: **proven**, began 2026-01-31 14:05, took 42 s
- Tokens: 1200 in, 90 out
- Commit: 0123456789 feat(TASK-001): Raise replicas to 3

## Summary

> Raised.

## Evidence

- \`grep 3 app.yaml\` (exit 0): found

## Changed

- \`app.yaml\`

## Notes

- Odd.

## What happened

\`\`\`console
$ grep 3 app.yaml
replicas: 3
exit 0
\`\`\`

- update \`app.yaml\`

> It is 3.
> # Now

**Notice:** Reconnecting
`);
});

test('one that was cut off shows what there is, and what did not end', () => {
  const records = [
    begin,
    event({ type: 'item.started', item: command }),
    { type: 'cut', records: 7, bytes: 900 } as const,
  ];
  const text = transcriptMarkdown(records);
  expect(text).toContain('- Verdict: none. The try goes on, or it was cut off, began 2026-01-31 14:05.');
  expect(text).toContain('*Began and did not end:* `grep 3 app.yaml`');
  expect(text).toContain('*7 events (900 bytes) were cut out here.*');
});

test('a failure says why, and where its work is', () => {
  const failed = {
    ...end,
    verdict: 'timed_out',
    reason: 'Not finished.',
    leftovers: ['refs/agent-toolkit/leftovers/x'],
  };
  const text = transcriptMarkdown([begin, failed]);
  expect(text).toContain('**timed out**');
  expect(text).toContain('## Why\n\n> Not finished.');
  expect(text).toContain('- `git show refs/agent-toolkit/leftovers/x`');
});

test('nothing in it leaves its place: fences, ticks, tags, pictures, escape sequences', () => {
  const output = '```\n# not a heading\n````\n\u001b[2Jend\u202e';
  const text = transcriptMarkdown([
    begin,
    event({
      type: 'item.completed',
      item: { ...command, command: 'echo `date`', aggregated_output: output, exit_code: 0 },
    }),
    event({ type: 'item.completed', item: { type: 'agent_message', id: '3', text: '<img src=x> ![x](https://x)' } }),
    { ...end, evidence: [{ command: 'echo `date`', exit_code: 0, observation: '' }] },
  ]);
  expect(text).toContain('`````console\n$ echo `date`\n```\n# not a heading\n````\nend\nexit 0\n`````');
  expect(text).toContain('> \\<img src=x> \\![x](https://x)');
  expect(text).toContain('- `` echo `date` `` (exit 0)\n');
});
