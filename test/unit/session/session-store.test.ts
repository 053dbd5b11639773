import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SessionRecord } from '../../../src/session/session-record.ts';
import { readSessions, sessionFile, writeSession } from '../../../src/session/session-store.ts';
import { sessionsFolder } from '../../../src/session/sessions-folder.ts';

let commonDir: string;
beforeEach(() => {
  commonDir = mkdtempSync(join(tmpdir(), 'agent-toolkit-sessions-'));
});
afterEach(() => rmSync(commonDir, { recursive: true, force: true }));

function recordOf(session_id: string, started_at: string): SessionRecord {
  return {
    ...{ session_id, started_at, ended_at: null, outcome: 'running', reason: '', cluster_context: null, tasks: [] },
    ...{ human_actions: [], settled: [], issue: null, retrospective: null, next_action: null, warnings: [] },
  };
}

test('what is written is read again, the oldest first', async () => {
  const [late, early] = [recordOf('b', '2026-02-01T01:00:00Z'), recordOf('a', '2026-02-01T01:30:00+01:00')];
  await writeSession(commonDir, late);
  await writeSession(commonDir, early);
  await writeSession(commonDir, { ...late, reason: 'again' });
  expect(await readSessions(commonDir)).toEqual({ records: [early, { ...late, reason: 'again' }], warnings: [] });
  expect(readdirSync(sessionsFolder(commonDir)).sort()).toEqual(['a.json', 'b.json']);
});

test('no folder holds no session', async () => {
  expect(await readSessions(commonDir)).toEqual({ records: [], warnings: [] });
});

test('a file that is no record is told, and stays', async () => {
  await writeSession(commonDir, recordOf('a', '2026-02-01T01:00:00Z'));
  for (const [name, text] of [
    ['cut.json', '{"session_'],
    ['other.json', '{}'],
    ['notes.txt', ''],
  ] as const)
    writeFileSync(join(sessionsFolder(commonDir), name), text);
  const { records, warnings } = await readSessions(commonDir);
  expect(records.map(({ session_id }) => session_id)).toEqual(['a']);
  expect(warnings).toHaveLength(2);
  expect(warnings.join()).toContain('cut.json is no record of a session');
  expect(readdirSync(sessionsFolder(commonDir))).toHaveLength(4);
});

test('an id from a state file leads nowhere else', () => {
  expect(basename(sessionFile(commonDir, '../../hooks/x'))).toBe('%2E%2E%2F%2E%2E%2Fhooks%2Fx.json');
});
