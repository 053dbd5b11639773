/** A session over the demo with the real Codex CLI: each way to end a task once, and what becomes of files, commits and state. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoScript } from '../../demo/script.ts';
import { readSessionReport } from '../../src/session/session-report-data.ts';
import type { ClosedSession } from '../../src/workflow/session/closing.ts';
import type { SessionEvent } from '../../src/workflow/session/events.ts';
import { runSession } from '../../src/workflow/session/run-session.ts';
import { settleActions } from '../../src/workflow/settle-actions.ts';
import { type DemoStage, demoStage } from '../support/demo-stage.ts';
import { claim, type Script } from '../support/scripted-model.ts';

const impossible = [
  'id: TASK-021',
  'title: Grow the database',
  'status: active',
  'priority: high',
  'labels: [configuration]',
];
const large = [
  'id: TASK-022',
  'title: Move the shop to another region',
  'status: active',
  'priority: low',
  'labels: [configuration]',
];
const task = (front: readonly string[], criteria: readonly string[]) =>
  [
    '---',
    ...front,
    'updated: 2026-01-29',
    '---',
    '',
    '## Acceptance Criteria',
    '',
    ...criteria,
    '',
    '## Progress Log',
    '',
    '- 2026-01-29 08:00: Created',
    '',
  ].join('\n');

/** The demo's model, which also says of one criterion that it is too large. */
const script: Script = (turn) => {
  const criterion = [...turn.prompt.matchAll(/^Criterion: (.*)$/gm)].at(-1)?.[1] ?? '';
  if (!criterion.includes('Everything runs')) return demoScript(0)(turn);
  return { message: claim({ status: 'needs_decomposition', summary: 'That is a month of work.' }) };
};

let on: DemoStage;
let closed: ClosedSession;
const events: SessionEvent[] = [];
const git = (...args: string[]) => execFileSync('git', args, { cwd: on.root, encoding: 'utf8' }).trim();
const read = (path: string) => readFileSync(join(on.root, path), 'utf8');
const before = new Map<string, string>();

function write(path: string, text: string): void {
  mkdirSync(dirname(join(on.root, path)), { recursive: true });
  writeFileSync(join(on.root, path), text);
}

beforeAll(async () => {
  on = await demoStage(script);
  for (const path of ['active/TASK-004', 'active/TASK-005', 'active/TASK-007', 'backlog/TASK-010'])
    rmSync(join(on.root, `tasks/${path}.md`));
  // In this order: an error, a failed verification, one that is too large, one that is completed; the limit is one of those.
  for (const path of ['tasks/active/TASK-008.md', 'tasks/backlog/TASK-009.md'])
    write(path, read(path).replace('priority: medium', 'priority: low'));
  write('tasks/active/TASK-006.md', read('tasks/active/TASK-006.md'));
  write('tasks/active/TASK-021.md', task(impossible, ['- [ ] The database has 2 TB']));
  write(
    'tasks/active/TASK-022.md',
    task(large, [
      '### Network',
      '',
      '- [ ] Everything runs in another region',
      '',
      '### Data',
      '',
      '- [ ] The data is there too',
    ]),
  );
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=t@example.com', 'commit', '--quiet', '--message', 'Tasks of the test');
  // The origin's hook announces a push to the cluster, which lives in this process.
  await promisify(execFile)('git', ['push', '--quiet'], { cwd: on.root });
  for (const path of ['tasks/active/TASK-006.md', 'tasks/blocked/TASK-003.md', 'human-actions/actions.md'])
    before.set(path, read(path));
  const { settings, context, toolbox: tools } = on;
  closed = await runSession({
    ...{ repoPath: on.root, tools, settings, context, archives: true, stop: new AbortController().signal },
    limits: { tasks: 1, failures: 3, tokens: 0, until: undefined },
    // No name resolves: the test asks nobody outside of this machine.
    settle: ({ root }, settling) => settleActions({ repoRoot: root, settings, resolve: async () => [] }, settling),
    emit: (event) => events.push(event),
  });
}, 300_000);
afterAll(() => on.close());

describe('a session over the demo', () => {
  test('ends finished, with each task as it ended', () => {
    const { record } = closed;
    expect(record).toMatchObject({ outcome: 'finished', cluster_context: 'demo', issue: null });
    expect(record.tasks.map(({ item_id, status }) => `${item_id} ${status}`)).toEqual([
      'TASK-021 error',
      'TASK-008 tests_failed',
      'TASK-022 needs_decomposition',
      'TASK-009 complete',
    ]);
    expect(record.ended_at).not.toBeNull();
  });

  test('complete: archived, pushed, its criteria ticked', () => {
    expect(existsSync(join(on.root, 'tasks/backlog/TASK-009.md'))).toBe(false);
    const text = read('tasks/completed/TASK-009.md');
    expect(text).toMatch(/^status: completed$/m);
    expect(text).toMatch(/^completed: \d{4}-\d\d-\d\d$/m);
    expect(text).not.toContain('- [ ]');
  });

  test('tests_failed: rolled back, a follow-up in the backlog that blocks it, not archived', () => {
    const [, failed] = closed.record.tasks;
    expect(failed).toMatchObject({ follow_up: 'TASK-023', archived: null, rollback: { status: 'done' }, pushed: true });
    const text = read('tasks/active/TASK-008.md');
    expect(text).toMatch(/^status: blocked$/m);
    expect(text).toMatch(/^blocked_by: TASK-023$/m);
    expect(text).toContain('- [ ] Catalogue runs image `2.1.0`');
    expect(text).toContain('Verification failed; blocked by TASK-023');
    expect(read('apps/catalogue/deployment.yaml')).toContain('catalogue:2.0.3');
    const followUp = read('tasks/backlog/TASK-023.md');
    expect(followUp).toContain('Verification failed after TASK-008: Deployment shop/catalogue: ImagePullBackOff');
    expect(followUp).toMatch(/^priority: low$/m);
    expect(followUp).toContain(`Follow-Up-Of: TASK-008, session ${closed.record.session_id}`);
    expect(followUp).toContain('- [ ] Deployment shop/catalogue: ImagePullBackOff is gone');
  });

  test('needs_decomposition: sub-tasks in the backlog, for which it waits', () => {
    const [, , decomposed] = closed.record.tasks;
    expect(decomposed?.sub_tasks).toEqual(['TASK-024', 'TASK-025']);
    for (const id of decomposed?.sub_tasks ?? [])
      expect(existsSync(join(on.root, `tasks/backlog/${id}.md`))).toBe(true);
    expect(read('tasks/active/TASK-022.md')).toMatch(/^depends_on: TASK-024, TASK-025$/m);
    expect(read('tasks/active/TASK-022.md')).toMatch(/^status: active$/m);
  });

  test('error: blocked, with the reason in its log', () => {
    const text = read('tasks/active/TASK-021.md');
    expect(text).toMatch(/^status: blocked$/m);
    expect(text).toMatch(
      /Blocked after an error, attempt 1 of 3 \(session [0-9a-f-]{36}, status was active\): "The database has 2 TB" was not reached/,
    );
    expect(text).toContain('- [ ] The database has 2 TB');
  });

  test('what waits for a person is shown first, and stays as it is', () => {
    const scanned = events.find((event) => event.type === 'scanned');
    expect(scanned).toMatchObject({ human_actions: [{ action_id: 'ACTION-001', blocking_items: ['TASK-006'] }] });
    expect(closed.record.human_actions).toMatchObject([{ action_id: 'ACTION-001' }]);
    for (const [path, text] of before) expect(read(path)).toBe(text);
  });

  test('the state has every key of the contract', () => {
    const { session_id, started_at } = closed.record;
    expect(JSON.parse(read('.agent-state.json'))).toEqual({
      ...{ session_id, started_at, current_task: null },
      tasks_processed: ['TASK-021', 'TASK-008', 'TASK-022', 'TASK-009'],
      tasks_completed: ['TASK-009'],
      tasks_blocked: ['TASK-021', 'TASK-008'],
      ...{ consecutive_failures: 0, early_exit_triggered: false, early_exit_reason: null, cluster_context: 'demo' },
      attempt_count: { 'TASK-021': 1 },
    });
  });

  test('each step is one commit, all of them are at the remote, and the work tree is clean', () => {
    const subjects = git('log', '--reverse', '--format=%s').split('\n').slice(2);
    expect(subjects.map((subject) => subject.replace(/: .*/, ''))).toEqual([
      'chore(TASK-021)',
      'chore(TASK-021)',
      'feat(TASK-008)',
      'revert(TASK-008)',
      'Add bug TASK-023',
      'chore(TASK-008)',
      'chore(TASK-022)',
      'chore(TASK-022)',
      'feat(TASK-009)',
      'feat(TASK-009)',
      'Archive TASK-009',
      'Retrospective',
      expect.stringMatching(/^Session report/),
    ]);
    expect(git('rev-parse', 'HEAD')).toBe(git('rev-parse', 'origin/main'));
    expect(git('status', '--porcelain')).toBe('');
  });

  test('the report and the retrospective are files of the repository, and the report is read back', () => {
    const text = read(closed.report ?? '');
    expect(readSessionReport(text)).toMatchObject({ session_id: closed.record.session_id, outcome: 'finished' });
    for (const id of ['TASK-021', 'TASK-008', 'TASK-022', 'TASK-009', 'TASK-023', 'ACTION-001'])
      expect(text).toContain(id);
    expect(closed.record.retrospective).toMatchObject({ success: true });
    expect(readdirSync(join(on.root, 'docs/retrospectives'))).toHaveLength(1);
  });
});
