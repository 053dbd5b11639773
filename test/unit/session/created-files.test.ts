import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createdSince, noteCreated } from '../../../src/session/created-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-created-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const hour = 3_600_000;

test('files are told that were noted since a time, or in the seconds before it', async () => {
  await noteCreated(folder, ['tasks/active/TASK-001.md'], 1 * hour);
  await noteCreated(folder, ['human-actions/actions.md', 'human-actions/ACTION-001-x/INSTRUCTIONS.md'], 2 * hour);
  expect(await createdSince(folder, 2 * hour + 5000)).toEqual([
    'human-actions/actions.md',
    'human-actions/ACTION-001-x/INSTRUCTIONS.md',
  ]);
  expect(await createdSince(folder, 0)).toHaveLength(3);
  expect(await createdSince(folder, 3 * hour)).toEqual([]);
});

test('old notes are dropped', async () => {
  await noteCreated(folder, ['old'], 0);
  await noteCreated(folder, ['new'], 49 * hour);
  expect(await createdSince(folder, 0)).toEqual(['new']);
});

test.each(['', '[', '{}', '[{"at":"x"}]'])('an unreadable note (%j) says nothing and is written anew', async (text) => {
  expect(await createdSince(folder, 0)).toEqual([]);
  mkdirSync(join(folder, 'agent-toolkit'));
  writeFileSync(join(folder, 'agent-toolkit/created.json'), text);
  expect(await createdSince(folder, 0)).toEqual([]);
  await noteCreated(folder, ['a'], hour);
  expect(await createdSince(folder, 0)).toEqual(['a']);
});
