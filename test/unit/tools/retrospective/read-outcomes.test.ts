import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSession } from '../../../../src/session/session-store.ts';
import { chooseSession, readOutcomes } from '../../../../src/tools/retrospective/read-outcomes.ts';
import { sessionReport } from '../../../../src/workflow/session-report/session-report.ts';
import { sessionRecord } from '../../../support/session-records.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agent-toolkit-outcomes-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const one = sessionRecord({ session_id: 'aaaa1111', started_at: '2026-05-01T10:00:00Z' });
const other = sessionRecord({ session_id: 'aaaa2222', started_at: '2026-05-02T10:00:00Z' });

test('records of this machine and reports of others, each session once, in their order', async () => {
  const commonDir = join(root, '.git');
  await writeSession(commonDir, other);
  await mkdir(join(root, 'docs/reports'), { recursive: true });
  const files = {
    'session-1.md': sessionReport(one),
    'session-2.md': sessionReport(other),
    'session-3.md': '# By hand\n',
    'other.md': sessionReport(one),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, 'docs/reports', name), text);
  await writeFile(join(commonDir, 'agent-toolkit/sessions/broken.json'), '{');
  const { sessions, warnings } = await readOutcomes({ root, commonDir, gitDir: commonDir });
  expect(sessions.map(({ session_id: id }) => id)).toEqual(['aaaa1111', 'aaaa2222']);
  expect(warnings).toEqual([expect.stringContaining('broken.json is no record of a session')]);
});

test.each([
  [null, 'aaaa2222'],
  ['aaaa1111', 'aaaa1111'],
  [' AAAA2 ', 'aaaa2222'],
])('the session %j', (id, chosen) => {
  expect(chooseSession([one, other], id)?.session_id).toBe(chosen);
});

test('without any session there is none, and one that is named is unknown', () => {
  expect(chooseSession([], null)).toBeUndefined();
  expect(() => chooseSession([], 'aaaa')).toThrow('There is no session "aaaa": none has run on this repository yet.');
});

test('a beginning of several ids, and an unknown id, name what there is', () => {
  const last = 'The last ones: aaaa2222 (2026-05-02T10:00), aaaa1111 (2026-05-01T10:00).';
  expect(() => chooseSession([one, other], 'aaaa')).toThrow(`Several sessions begin with aaaa. ${last}`);
  expect(() => chooseSession([one, other], 'bbbb')).toThrow(`There is no session "bbbb". ${last}`);
});
