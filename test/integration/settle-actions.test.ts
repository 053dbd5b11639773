/** Human actions that clear themselves: files, commits and what becomes of the queue; names are resolved by a stand-in. */
import { chmodSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildQueue } from '../../src/backlog/queue/queue.ts';
import { readBacklog } from '../../src/backlog/read/read.ts';
import { findRepository } from '../../src/git/repository.ts';
import { takeLock } from '../../src/session/lock.ts';
import { settleActions } from '../../src/workflow/settle-actions.ts';
import { cleanUps, type Stage, stage, taskText } from '../support/process-stage.ts';

const folder = 'human-actions/ACTION-001-dns';
const report = `${folder}/action_report.json`;
const table = 'human-actions/actions.md';
const reportText = (until: string) =>
  `{\r\n  "action_id": "ACTION-001",\r\n  "title": "Point the name",\r\n  "status": "pending",\r\n  "updated_date": "2026-01-01",\r\n  "blocking_items": ["TASK-001"],\r\n  "until": ${until}\r\n}\r\n`;
const rows = (status: string) =>
  `# Actions\n\n| Action | Title | Status |\n|---|---|---|\n| [ACTION-001](ACTION-001-dns/) | Point the name | ${status} |\n| ACTION-002 | Other | pending |\n`;

const files = (until = '{"dns": "shop.example"}') => ({
  'tasks/active/TASK-001.md': taskText(['One']),
  [report]: reportText(until),
  [table]: rows('pending  '),
});

const resolve = async (name: string) => (name === 'shop.example' ? ['192.0.2.40'] : []);

const settle = (at: Stage, how: Partial<Parameters<typeof settleActions>[0]> = {}) =>
  settleActions({ repoRoot: at.on.root, settings: at.settings, resolve, ...how }, at.context);

/** id, status and what blocks it, of all open tasks. */
async function queueOf(at: Stage): Promise<string[]> {
  const { entries } = buildQueue(await readBacklog(at.on.root));
  return entries.map(({ task, status, blockedBy }) => [task.id, status, ...blockedBy].join(' '));
}

/** Expects that nothing was marked, for this reason, and that nothing at all has changed. */
async function expectRefused(at: Stage, words: string | RegExp, how: Parameters<typeof settle>[1] = {}): Promise<void> {
  const before = [at.on.git('rev-parse', 'HEAD'), at.on.git('status', '--porcelain'), at.on.git('diff')];
  const { settled, waiting } = await settle(at, how);
  expect(settled).toEqual([]);
  expect(waiting).toMatchObject([{ action_id: 'ACTION-001', why: expect.stringMatching(words) }]);
  expect([at.on.git('rev-parse', 'HEAD'), at.on.git('status', '--porcelain'), at.on.git('diff')]).toEqual(before);
}

test('an action whose name resolves is marked in one commit, byte by byte, and its task is free', async () => {
  const at = await stage(() => ({ message: '' }), files());
  at.on.write('mine.txt', 'an edit of the user\n');
  expect(await queueOf(at)).toEqual(['TASK-001 blocked ACTION-001']);
  const { settled, waiting, warnings } = await settle(at);
  expect(settled).toEqual([
    {
      ...{ action_id: 'ACTION-001', title: 'Point the name', file: report, blocking_items: ['TASK-001'] },
      ...{ evidence: 'shop.example resolves to 192.0.2.40', sha: at.on.git('rev-parse', 'HEAD') },
    },
  ]);
  expect({ waiting, warnings }).toEqual({ waiting: [], warnings: [] });
  const written = at.on.read(report);
  const date = /"completed_date": "(\d{4}-\d\d-\d\d)"/.exec(written)?.[1];
  const evidence = /"completion_evidence": "([^"]*)"/.exec(written)?.[1];
  expect(evidence).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d: shop\.example resolves to 192\.0\.2\.40$/);
  expect(written).toBe(
    reportText(`{"dns": "shop.example"},\r\n  "completed_date": "${date}",\r\n  "completion_evidence": "${evidence}"`)
      .replace('"pending"', '"completed"')
      .replace('2026-01-01', date ?? ''),
  );
  expect(at.on.read(table)).toBe(rows('completed'));
  expect(at.on.git('show', '--name-only', '--format=%B', 'HEAD')).toBe(
    `Complete ACTION-001: Point the name\n\nshop.example resolves to 192.0.2.40\n\n\n${report}\n${table}`,
  );
  expect(at.on.git('status', '--porcelain')).toBe('M mine.txt');
  expect(await queueOf(at)).toEqual(['TASK-001 ready']);
  expect(await settle(at)).toEqual({ settled: [], waiting: [], warnings: [] });
});

test('a task of the type human-action gets a line in its log and moves to completed/', async () => {
  const text = taskText(['The name answers'], ['type: human-action', 'until: { dns: shop.example }']);
  const waits = taskText(['Two'], ['depends_on: TASK-001']).replace('id: TASK-001', 'id: TASK-002');
  const at = await stage(() => ({ message: '' }), {
    'tasks/active/TASK-001.md': text,
    'tasks/active/TASK-002.md': waits,
  });
  expect(await queueOf(at)).toContain('TASK-002 blocked TASK-001');
  const { settled } = await settle(at);
  expect(settled).toMatchObject([{ action_id: 'TASK-001', blocking_items: ['TASK-002'] }]);
  const written = at.on.read('tasks/completed/TASK-001.md');
  expect(written).toMatch(/^status: completed$/m);
  expect(written).toMatch(
    /^- \d{4}-\d\d-\d\d \d\d:\d\d: Done by its until probe: shop\.example resolves to 192\.0\.2\.40$/m,
  );
  expect(written).toContain('- [ ] The name answers');
  expect(at.on.git('log', '-1', '--format=%s%n%b')).toBe(
    'Archive TASK-001: Moved to completed after resolution\nshop.example resolves to 192.0.2.40',
  );
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(await queueOf(at)).toEqual(['TASK-002 ready']);
});

test('several actions: each by itself, each in a commit of its own', async () => {
  const second = reportText('{"dns": "none.example"}').replace('ACTION-001', 'ACTION-002');
  const third = reportText('[{"dns": "shop.example"}]').replace('ACTION-001', 'ACTION-003');
  const at = await stage(() => ({ message: '' }), {
    ...files(),
    'human-actions/ACTION-002-b/action_report.json': second,
    'human-actions/ACTION-003-c/action_report.json': third,
    'human-actions/ACTION-004-d/action_report.json': '{"title": "By hand"}',
  });
  const { settled, waiting } = await settle(at);
  expect(settled.map(({ action_id: id, sha }) => `${id} ${sha}`)).toEqual([
    `ACTION-001 ${at.on.git('rev-parse', 'HEAD~1')}`,
    `ACTION-003 ${at.on.git('rev-parse', 'HEAD')}`,
  ]);
  expect(waiting.map(({ action_id: id, why }) => `${id}: ${why}`)).toEqual([
    'ACTION-002: none.example does not resolve',
  ]);
});

test('where no action states until, nobody is asked', async () => {
  const at = await stage(() => ({ message: '' }), files('null'));
  const asked: string[] = [];
  expect(await settle(at, { resolve: async (name) => [String(asked.push(name))] })).toEqual({
    ...{ settled: [], waiting: [], warnings: [] },
  });
  expect(asked).toEqual([]);
});

test.each([
  ['is misshaped', files('{"dns": ["shop.example"]}'), /^until has a dns that is no text/],
  ['is half misshaped', files('[{"dns": "shop.example"}, {"dsn": "x"}]'), /^until knows no "dsn"/],
  ['is not so yet', files('[{"dns": "shop.example"}, {"dns": "x.example"}]'), /^x\.example does not resolve$/],
])('what %s is not marked', async (_, tree, why) => {
  await expectRefused(await stage(() => ({ message: '' }), tree), why);
});

test('somebody’s own edits of the report stop the marking; those of the table stay out of the commit', async () => {
  const at = await stage(() => ({ message: '' }), files());
  at.on.write(report, reportText('{"dns": "shop.example"}').replace('the name', 'the other name'));
  await expectRefused(at, /could not be marked as done\. .*action_report\.json has changes that are not committed/);
  at.on.git('checkout', '--', report);
  at.on.write(table, `${rows('pending')}\nA note of the user.\n`);
  const { settled, warnings } = await settle(at);
  expect(settled).toHaveLength(1);
  expect(warnings).toEqual([expect.stringContaining(`${table} has edits of its own that are not committed`)]);
  expect(at.on.git('show', '--name-only', '--format=', 'HEAD')).toBe(report);
  expect(at.on.read(table)).toBe(`${rows('pending')}\nA note of the user.\n`);
});

test('a report that git does not know, or ignores, is not marked', async () => {
  const at = await stage(() => ({ message: '' }), { 'tasks/active/TASK-001.md': taskText(['One']) });
  at.on.write(report, reportText('{"dns": "shop.example"}'));
  await expectRefused(at, /action_report\.json is not in git yet\. Commit it/);
});

test('what is edited while it is asked about is not marked', async () => {
  const at = await stage(() => ({ message: '' }), files());
  const edited = reportText('{"dns": "shop.example", "address": "192.0.2.41"}');
  const { settled, waiting } = await settle(at, {
    resolve: async () => {
      at.on.commit({ [report]: edited });
      return ['192.0.2.40'];
    },
  });
  expect(settled).toEqual([]);
  expect(waiting).toMatchObject([{ why: expect.stringContaining(`${report} was changed meanwhile.`) }]);
  expect(at.on.read(report)).toBe(edited);
});

test('of several checks at once one marks an action, and the others have nothing to say', async () => {
  const at = await stage(() => ({ message: '' }), files());
  const all = await Promise.all([settle(at), settle(at), settle(at)]);
  expect(all.flatMap(({ settled }) => settled.map(({ action_id: id }) => id))).toEqual(['ACTION-001']);
  expect(all.flatMap(({ waiting }) => waiting)).toEqual([]);
  expect(at.on.git('rev-list', '--count', 'HEAD')).toBe('2');
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('while a task runs here, in the middle of a merge, and on no branch, nothing is marked', async () => {
  const at = await stage(() => ({ message: '' }), files());
  const repository = await findRepository(at.on.root);
  const lock = await takeLock(repository?.commonDir ?? '', 'TASK-001');
  if (lock.status === 'busy') throw new Error('nobody else is here');
  cleanUps.push(() => lock.release());
  await expectRefused(at, /could not be marked as done\. TASK-001 is being processed on this repository/);
  await lock.release();
  at.on.git('checkout', '--quiet', '--detach');
  await expectRefused(at, /HEAD is detached/);
  at.on.git('checkout', '--quiet', 'main');
  at.on.write('.git/MERGE_HEAD', `${at.on.git('rev-parse', 'HEAD')}\n`);
  await expectRefused(at, /A merge is in progress/);
});

test('a hook that refuses leaves all as it was, and the action waiting', async () => {
  const at = await stage(() => ({ message: '' }), files());
  at.on.write('.git/hooks/pre-commit', '#!/bin/sh\necho "no commits on Fridays" >&2\nexit 1\n');
  chmodSync(`${at.on.root}/.git/hooks/pre-commit`, 0o755);
  await expectRefused(at, /could not be marked as done\. git says: .*no commits on Fridays/s);
});

test('a human action that says STOP is left to its people', async () => {
  const text = `${taskText(['A'], ['type: human-action', 'until: { dns: shop.example }'])}\nSTOP: ask Ann first\n`;
  const at = await stage(() => ({ message: '' }), { 'tasks/active/TASK-001.md': text });
  const { settled, waiting } = await settle(at);
  expect({ settled, waiting }).toMatchObject({
    settled: [],
    waiting: [{ action_id: 'TASK-001', why: 'its file says STOP' }],
  });
});

/** Settles as a check does that is killed before it commits: what it had written is there, and nothing is committed. */
async function killedBeforeCommit(at: Stage): Promise<void> {
  await settle(at);
  at.on.git('reset', '--quiet', '--soft', 'HEAD~1');
  at.on.git('reset', '--quiet');
}

test('what a check had written when it was killed is committed by the next, and no edit of anybody else', async () => {
  const at = await stage(() => ({ message: '' }), files());
  const before = at.on.git('rev-parse', 'HEAD');
  await killedBeforeCommit(at);
  expect(at.on.git('status', '--porcelain')).toBe(`M ${report}\n M ${table}`);
  const { settled } = await settle(at);
  expect(settled).toMatchObject([
    {
      action_id: 'ACTION-001',
      evidence: expect.stringMatching(/: shop\.example resolves/),
      blocking_items: ['TASK-001'],
    },
  ]);
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(at.on.git('show', '--name-only', '--format=%s%n%P', 'HEAD')).toBe(
    `Complete ACTION-001: Point the name\n${before}\n\n${report}\n${table}`,
  );
  expect(await settle(at)).toEqual({ settled: [], waiting: [], warnings: [] });
});

test('between report and table, too; and the table of somebody else stays out', async () => {
  const at = await stage(() => ({ message: '' }), files());
  await killedBeforeCommit(at);
  at.on.git('checkout', '--', table);
  await settle(at);
  expect(at.on.read(table)).toBe(rows('completed'));
  expect(at.on.git('status', '--porcelain')).toBe('');
  await killedBeforeCommit(at);
  at.on.write(table, `${rows('completed')}\nA note of the user.\n`);
  await settle(at);
  expect(at.on.git('show', '--name-only', '--format=', 'HEAD')).toBe(report);
  expect(at.on.git('status', '--porcelain')).toBe(`M ${table}`);
});

test('an action that a person marked, or edited afterwards, is theirs to commit', async () => {
  const at = await stage(() => ({ message: '' }), files());
  await killedBeforeCommit(at);
  at.on.write(report, at.on.read(report).replace('Point the name', 'Point the names'));
  const status = at.on.git('status', '--porcelain');
  expect(await settle(at)).toEqual({ settled: [], waiting: [], warnings: [] });
  expect(at.on.git('status', '--porcelain')).toBe(status);
  at.on.git('checkout', '--', '.');
  at.on.write(report, at.on.read(report).replace('pending', 'completed'));
  expect(await settle(at)).toEqual({ settled: [], waiting: [], warnings: [] });
  expect(at.on.git('status', '--porcelain')).toBe(`M ${report}`);
});

test.skipIf(process.getuid?.() === 0)('a git folder that may not be written to is told, and stops nobody', async () => {
  const at = await stage(() => ({ message: '' }), files());
  chmodSync(`${at.on.root}/.git`, 0o500);
  cleanUps.push(() => chmodSync(`${at.on.root}/.git`, 0o700));
  await expectRefused(at, /could not be marked as done\. You may not write to/);
});
