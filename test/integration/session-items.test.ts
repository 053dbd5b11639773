/** A session over items of the standard layout: blocked, tried again, archived, with a follow-up; all in their own files. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { failedResult } from '../support/fake-toolbox.ts';
import { files, folder, report, reportFile, tasksFile } from '../support/item-files.ts';
import { fails, type ScriptedTask, type SessionStage, sessionStage } from '../support/session-stage.ts';

let at: SessionStage | undefined;
afterEach(() => at?.on.remove());

const completesItem: ScriptedTask = ({ on }) => {
  const text = on
    .read(tasksFile)
    .replaceAll('[ ]', '[x]')
    .replace('Write the runbook', 'Write the runbook ✅ COMPLETED - 2026-01-31');
  on.commit({ [tasksFile]: text }, 'feat(BUG-001): all of it');
  return { status: 'complete', ended_by: null, message: 'Done.' };
};

test('an error blocks the item in its report, with the reason in its log; a later session puts the status back, and archives it', async () => {
  at = sessionStage(files, {
    'BUG-001': (stage, context) => (stage.processed.length === 1 ? fails : completesItem)(stage, context),
  });
  const { on } = at;
  await at.run();
  expect(JSON.parse(on.read(reportFile))).toMatchObject({ status: 'blocked', title: 'Slow logins' });
  expect(on.read(tasksFile)).toMatch(
    /Blocked after an error, attempt 1 of 3 \(session [\w-]+, status was in_progress\): It was not reached\./,
  );
  expect(on.git('status', '--porcelain')).toBe('');
  const { record } = await at.run();
  expect(record.tasks).toMatchObject([
    { item_id: 'BUG-001', status: 'complete', attempt: 2, archived: { to: 'completed/BUG-001-slow-logins' } },
  ]);
  expect(JSON.parse(on.read('completed/BUG-001-slow-logins/bug_report.json'))).toMatchObject({ status: 'resolved' });
  const again = on.git('log', '--format=%H', '--grep=tried again').split('\n')[0] ?? '';
  expect(on.git('show', `${again}:${reportFile}`)).toBe(
    report.replace('2026-01-01', new Date().toLocaleDateString('sv')),
  );
  expect(on.git('status', '--porcelain')).toBe('');
});

test('a failed verification opens a follow-up item that blocks it', async () => {
  const failsTests: ScriptedTask = async (stage, context) => {
    return { ...(await completesItem(stage, context)), status: 'tests_failed', test_result: failedResult };
  };
  at = sessionStage(files, { 'BUG-001': failsTests, 'BUG-002': fails });
  const { record } = await at.run();
  expect(record.tasks[0]).toMatchObject({ item_id: 'BUG-001', follow_up: 'BUG-002', archived: null });
  expect(JSON.parse(at.on.read(reportFile))).toMatchObject({ status: 'blocked', blocked_by: ['BUG-002'] });
  expect(readdirSync(join(at.on.root, 'bugs')).filter((name) => name.startsWith('BUG-002'))).toHaveLength(1);
  expect(at.on.git('ls-files', folder)).not.toBe('');
  expect(at.on.git('status', '--porcelain')).toBe('');
});
