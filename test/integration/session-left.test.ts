/** What a session left that was killed between a step and its commit: each half-way state, made by hand, and what the next one makes of it. */
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { SessionTask } from '../../src/session/session-record.ts';
import { writeSession } from '../../src/session/session-store.ts';
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { issueTitle } from '../../src/workflow/session/issue-text.ts';
import { sampled } from '../support/sample.ts';
import { fails, type SessionStage, sessionStage, sessionTask } from '../support/session-stage.ts';
import { sessionOf, taskOf } from '../unit/workflow/session/session-of.ts';

sampled(1 / 4);

const stages: SessionStage[] = [];
afterEach(() => {
  for (const { on } of stages.splice(0)) on.remove();
});

const active = 'tasks/active/TASK-001.md';
const completed = 'tasks/completed/TASK-001.md';
const done = sessionTask('TASK-001').replace('- [ ]', '- [x]');

/** A session that was killed with this task as the last one of its record. */
async function killedAt(
  change: Partial<SessionTask>,
  files: Readonly<Record<string, string>> = { [active]: done },
): Promise<SessionStage> {
  const at = sessionStage(files, {});
  stages.push(at);
  const base = at.on.git('rev-parse', 'HEAD');
  const task = taskOf('TASK-001', { ended_at: null, base, ...change });
  await writeSession(join(at.on.root, '.git'), sessionOf([task], { cluster_context: null }));
  return at;
}

const subjects = ({ on }: SessionStage) => on.git('log', '--reverse', '--format=%s').split('\n').slice(1);
const kept = ({ on }: SessionStage) =>
  on.git('for-each-ref', '--format=%(refname:short)', 'refs/agent-toolkit/leftovers');

function expectArchived(at: SessionStage): void {
  expect(at.processed).toEqual([]);
  expect(subjects(at).filter((subject) => subject.startsWith('Archive'))).toEqual([
    'Archive TASK-001: Moved to completed after resolution',
  ]);
  expect(at.on.read(completed)).toMatch(/^status: completed$/m);
  expect(existsSync(join(at.on.root, active))).toBe(false);
  expect(at.on.git('status', '--porcelain')).toBe('');
}

function move(at: SessionStage, text: string): void {
  mkdirSync(join(at.on.root, 'tasks/completed'), { recursive: true });
  renameSync(join(at.on.root, active), join(at.on.root, completed));
  writeFileSync(join(at.on.root, completed), text);
}

test('a task that is complete and not archived yet is archived, and not processed again', async () => {
  const at = await killedAt({});
  const { record } = await at.run();
  expectArchived(at);
  expect(record.tasks).toMatchObject([{ item_id: 'TASK-001', archived: { to: completed } }]);
});

test.each([
  ['moved', done],
  ['moved and marked', done.replace('status: active', 'status: completed\ncompleted: 2026-01-31')],
])('an archive that was %s and not committed is taken back, kept, and made again', async (_what, text) => {
  const at = await killedAt({});
  move(at, text);
  await at.run();
  expectArchived(at);
  expect(at.on.git('show', kept(at))).toBe(text.trim());
});

test('an archive that was staged too', async () => {
  const at = await killedAt({});
  move(at, done);
  at.on.git('add', '--all', 'tasks');
  await at.run();
  expectArchived(at);
});

test('an archive that was copied and not removed yet', async () => {
  const at = await killedAt({});
  mkdirSync(join(at.on.root, 'tasks/completed'), { recursive: true });
  writeFileSync(join(at.on.root, completed), done);
  await at.run();
  expectArchived(at);
});

test('an archive whose commit was made is found', async () => {
  const at = await killedAt({});
  move(at, done.replace('status: active', 'status: completed'));
  at.on.commit({}, 'Archive TASK-001: Moved to completed after resolution');
  const sha = at.on.git('rev-parse', 'HEAD');
  const { record } = await at.run();
  expectArchived(at);
  expect(record.tasks).toMatchObject([{ archived: { to: completed, sha } }]);
});

test('a task that a person archived meanwhile is stale, and its file stays as it is', async () => {
  const at = await killedAt({ status: null });
  const text = done.replace('status: active', 'status: completed');
  move(at, text);
  at.on.commit({}, 'Archived by hand');
  const { record } = await at.run();
  expect(record.tasks).toEqual([]);
  expect(record.warnings.join()).toContain('TASK-001 was in work when the session was interrupted');
  expect(at.on.read(completed)).toBe(text);
});

test('an edit of its own that was not committed is put back and made again; what somebody edited since stays', async () => {
  const error = { status: 'error', ended_by: 'criterion', message: 'It broke.' } as const;
  const before = sessionTask('TASK-001');
  const note = (at: SessionStage, after: string) => {
    const folder = join(at.on.root, '.git/agent-toolkit');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'session-edit.json'), JSON.stringify([{ file: active, before, after }]));
  };
  const half = before.replace('status: active', 'status: blocked');
  const at = await killedAt(error, { [active]: before });
  note(at, half);
  at.on.write(active, half);
  await at.run();
  expect(subjects(at)[0]).toBe('chore(TASK-001): blocked after an error');
  expect(at.on.read(active).match(/Blocked after an error/g)).toHaveLength(1);
  expect(at.on.git('status', '--porcelain')).toBe('');
  expect(readdirSync(join(at.on.root, '.git/agent-toolkit'))).not.toContain('session-edit.json');

  const mine = `${half}\nMine.\n`;
  const other = await killedAt(error, { [active]: before });
  note(other, half);
  other.on.write(active, mine);
  await other.run();
  expect(other.on.read(active)).toBe(mine);
});

test('a task that was blocked already is not blocked twice', async () => {
  const at = sessionStage({ [active]: sessionTask('TASK-001') }, { 'TASK-001': fails });
  stages.push(at);
  const { record } = await at.run();
  const [task] = record.tasks;
  if (task === undefined) throw new Error('No task was processed.');
  await writeSession(join(at.on.root, '.git'), {
    ...record,
    ended_at: null,
    outcome: 'running',
    tasks: [{ ...task, ended_at: null }],
  });
  await at.run();
  expect(at.on.read(active).match(/Blocked after an error/g)).toHaveLength(1);
  expect(at.state()).toMatchObject({ attempt_count: { 'TASK-001': 1 }, consecutive_failures: 1 });
});

test('a follow-up that was written and not committed is committed, and no second one is opened', async () => {
  const failed = { status: 'tests_failed', message: 'It failed.' } as const;
  const at = await killedAt(failed);
  const tools = createLocalToolbox(defaultSettings);
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const description = 'It failed.\n\nFollow-Up-Of: TASK-001, session s-1';
  await tools.create_work_item(
    {
      repo_path: at.on.root,
      item_type: 'bug',
      title: 'Verification failed',
      description,
      folder: 'backlog',
      auto_commit: false,
    },
    context,
  );
  const { record } = await at.run({ limits: { tasks: 0, failures: 1, tokens: 0, until: undefined } });
  expect(record.tasks).toMatchObject([{ follow_up: 'TASK-002' }]);
  expect(readdirSync(join(at.on.root, 'tasks/backlog'))).toEqual(['TASK-002.md']);
  expect(subjects(at)[0]).toBe('Add bug TASK-002: Verification failed');
  expect(at.on.read(active)).toMatch(/^blocked_by: TASK-002$/m);
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('an issue that was written and not committed is committed with its row, and no second one is opened', async () => {
  const at = await killedAt({}, { 'tasks/active/.gitkeep': '' });
  const exit = { title: 'git refused', remedy: 'Mend it.' };
  await writeSession(join(at.on.root, '.git'), sessionOf([], { outcome: 'early_exit', reason: 'git refused.', exit }));
  const tools = createLocalToolbox(defaultSettings);
  const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  const item = {
    item_type: 'human_action',
    title: issueTitle(exit),
    description: 'It ended.\n\nSession: s-1',
  } as const;
  await tools.create_work_item({ ...item, repo_path: at.on.root, auto_commit: false }, context);
  const { record } = await at.run();
  expect(record.issue).toBe('ACTION-001');
  expect(readdirSync(join(at.on.root, 'human-actions')).sort()).toEqual([
    'ACTION-001-session-failure-git-refused',
    'actions.md',
  ]);
  expect(subjects(at)[0]).toBe('Add human action ACTION-001: Session failure: git refused');
  expect(at.on.git('status', '--porcelain')).toBe('');
});

test('what was done of the end is not done again: retrospective and report, by their commits', async () => {
  const at = sessionStage({ [active]: sessionTask('TASK-001') }, {});
  stages.push(at);
  const { record, report } = await at.run();
  const commonDir = join(at.on.root, '.git');
  const retrospective = 'docs/retrospectives/retrospective-2026-01-31-2200.md';
  at.on.commit({ [retrospective]: 'x\n' }, `Retrospective: nothing to change\n\nSession: ${record.session_id}`);
  const head = at.on.git('rev-parse', 'HEAD');
  await writeSession(commonDir, { ...record, ended_at: null, retrospective: null });
  const again = await at.run();
  expect(again.record).toMatchObject({
    ...{ session_id: record.session_id, ended_at: record.ended_at },
    retrospective: { success: true, summary: 'Retrospective: nothing to change', report: retrospective },
  });
  expect(again.report).toBe(report);
  expect(at.retrospectives).toHaveLength(1);
  expect(at.on.git('rev-parse', 'HEAD')).toBe(head);
});
