import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TranscriptFile } from '../../../src/session/transcript-file.ts';
import type { TranscriptRecord } from '../../../src/session/transcript-record.ts';
import { triesSince } from '../../../src/session/transcript-tries.ts';

let commonDir: string;
beforeEach(() => {
  commonDir = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
});
afterEach(() => rmSync(commonDir, { recursive: true }));

const since = '2026-01-31T14:05:00.000Z';
const at = '2026-01-31T15:00:00.000Z';

function keep(itemId: string, began: string, ...records: readonly TranscriptRecord[]): void {
  const file = TranscriptFile.create(commonDir, itemId);
  file.add({ type: 'begin', at: began, item: itemId, criterion: 'Do it', place: 1, total: 1, attempt: 1 });
  for (const record of records) file.add(record);
}
const turn = (input_tokens: number, output_tokens: number): TranscriptRecord => {
  return { type: 'event', at, event: { type: 'turn.completed', usage: { input_tokens, output_tokens, extra: 1 } } };
};
const end = (input: number, output: number, verdict = 'proven', leftovers: string[] = []): TranscriptRecord => {
  const told = { verdict, reason: null, summary: null, evidence: [], paths: [], notes: [], leftovers };
  return { type: 'end', at, ...told, tokens: { input, output } };
};

test('the sum of tries that ended, and of those that were killed after a turn; others are not known', async () => {
  keep('TASK-001', at, turn(100, 10), end(100, 10));
  keep('TASK-001', at, turn(20, 2));
  keep('TASK-001', at, { type: 'event', at, event: { type: 'item.completed' } });
  expect(await triesSince(commonDir, 'TASK-001', Date.parse(since))).toMatchObject({
    ...{ input: 120, output: 12, unknown: 1 },
  });
});

test('tries before, and those of other items, do not count', async () => {
  keep('TASK-001', '2026-01-31T14:04:59.999Z', end(100, 10));
  keep('TASK-002', at, end(100, 10));
  expect(await triesSince(commonDir, 'TASK-001', Date.parse(since))).toEqual({
    ...{ input: 0, output: 0, unknown: 0, leftovers: [] },
  });
});

test('what a try that was stopped used is not known where no turn of it had ended; what it left is', async () => {
  keep('TASK-001', at, turn(100, 10), end(100, 10, 'cancelled', ['refs/one']));
  keep('TASK-001', at, end(0, 0, 'cancelled', ['refs/two']));
  keep('TASK-001', at, end(0, 0, 'broken_off'));
  const { leftovers, ...tokens } = await triesSince(commonDir, 'TASK-001', Date.parse(since));
  expect(tokens).toEqual({ input: 100, output: 10, unknown: 1 });
  expect(leftovers.toSorted()).toEqual(['refs/one', 'refs/two']);
});
