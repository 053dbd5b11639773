import { describe, expect, test } from 'vitest';
import type { RunTimes } from '../../../../src/editor/run-clock.ts';
import type { SessionFacts, SessionTerms } from '../../../../src/editor/session/session-facts.ts';
import { sessionTree } from '../../../../src/editor/session/session-tree.ts';
import { rowsOf, type SideBranch } from '../../../../src/editor/sides/side-branch.ts';
import { sideText } from '../../../../src/editor/sides/side-text.ts';
import type { SessionRecord, SessionTask } from '../../../../src/session/session-record.ts';
import { begunTask } from '../../../../src/workflow/session/recorded-task.ts';
import { root, run } from '../queue-fixture.ts';

const began = new Date(2026, 10, 28, 2, 13);
const minutesLater = (minutes: number) => new Date(began.getTime() + minutes * 60_000);
const now = minutesLater(12).getTime() + 5000;

function sessionTask(id: string, status: SessionTask['status'], more: Partial<SessionTask> = {}): SessionTask {
  const begun = begunTask({ item_id: id, title: `Title of ${id}`, file: `tasks/active/${id}.md` }, 1, null, began);
  const ended_at = status === null ? null : minutesLater(4).toISOString();
  return { ...begun, status, ended_at, message: `${id} ended.`, tokens: { input: 200_000, output: 6_000 }, ...more };
}

function record(id: string, tasks: readonly SessionTask[], more: Partial<SessionRecord> = {}): SessionRecord {
  return {
    ...{ session_id: id, started_at: began.toISOString(), ended_at: minutesLater(130).toISOString() },
    ...{ outcome: 'finished', reason: 'Nothing is ready.', cluster_context: 'demo', tasks: [...tasks] },
    ...{ human_actions: [], settled: [], issue: null, retrospective: null, next_action: null, warnings: [] },
    ...more,
  };
}

/** Of a run that began so many seconds ago, and its criterion. */
function times(seconds: number, criterionSeconds?: number): RunTimes {
  const began = now - seconds * 1000;
  const criterion = criterionSeconds === undefined ? {} : { criterionBegan: now - criterionSeconds * 1000 };
  return { began, taskBegan: began, ...criterion };
}

const terms: SessionTerms = {
  ...{ push: 'never', network: true, context: 'demo' },
  ...{ tasksPerSession: 5, failuresPerSession: 3, minutesPerSession: 0, tokensPerSession: 1_000_000 },
};

const facts = (more: Partial<SessionFacts> = {}): SessionFacts => ({
  ...{ repository: { root, name: 'shop' }, past: [], more: 0, terms },
  ...more,
});

/** The tree as text. */
async function shown(...repositories: SessionFacts[]): Promise<string> {
  const tree = sessionTree(repositories, now);
  const below = new Map<string, SideBranch[]>();
  const keep = (branches: readonly SideBranch[]): void => {
    for (const branch of branches) {
      below.set(branch.node.id, [...branch.below]);
      keep(branch.below);
    }
  };
  keep(tree);
  return sideText((node) => (node === undefined ? tree : (below.get(node.id) ?? [])).map((branch) => branch.node));
}

const open = record(
  'now',
  [sessionTask('TASK-002', 'complete'), sessionTask('TASK-004', null, { tokens: { input: 0, output: 0 } })],
  {
    ...{ ended_at: null, outcome: 'running', reason: '' },
  },
);
const session = run('TASK-004', {
  ...{ kind: 'session', done: 1, criterion: 1, criterionText: 'Set `replicas: 3`', attempt: 2 },
});

describe('what runs', () => {
  test('nothing has ever run: nothing is shown, and the welcome text stands there', async () => {
    expect(await shown(facts())).toBe('');
  });

  test('a session at a criterion', async () => {
    expect(await shown(facts({ run: session, open, times: times(70, 8) }))).toBe(
      [
        '(loading~spin) Session TASK-004 running 1/3, second try',
        '  (tasklist) TASK-004 Title of TASK-004',
        '  (target) Set replicas: 3 criterion 2 of 3, second try',
        '  (terminal) Codex running',
        '  (watch) Elapsed 12m 05s · 8s at this criterion',
        '  (checklist) Tasks completed 1 of 5',
        '  (pass) Failures in a row 0 of 3',
        '  (dashboard) Tokens 206k of 1.0M',
        '  (server-environment) Kube context demo',
        '  (repo-push) Push never',
        '  (globe) Network on',
        '  Done in This Session 1',
        '    (pass) TASK-002 done, unverified · 4m 00s · Title of TASK-002',
      ].join('\n'),
    );
  });

  test('what the task in work has used counts as soon as it is told, and once', async () => {
    const working = { ...session, tokens: 4_000 };
    expect(await shown(facts({ run: working, open }))).toContain('(dashboard) Tokens 210k of 1.0M');
    const ended = { ...open, tasks: [sessionTask('TASK-002', 'complete'), sessionTask('TASK-004', 'complete')] };
    expect(await shown(facts({ run: working, open: ended }))).toContain('(dashboard) Tokens 412k of 1.0M');
  });

  test('a session that has just begun', async () => {
    const starting = run('Session', { kind: 'session', stage: 'choosing', total: 0 });
    const { terms: _, ...unknown } = facts({ run: starting, times: times(3) });
    expect(await shown(unknown)).toBe(
      [
        '(loading~spin) Session choosing',
        '  (watch) Elapsed 3s',
        '  (server-environment) Kube context none recorded',
      ].join('\n'),
    );
  });

  test('a session of another process: its limits and terms are not known here', async () => {
    const elsewhere = run('TASK-004', { kind: 'session', stage: 'running elsewhere' });
    expect(await shown(facts({ run: elsewhere, open }))).toBe(
      [
        '(loading~spin) Session TASK-004 in another process',
        '  (tasklist) TASK-004 Title of TASK-004',
        '  (watch) Elapsed 12m 05s',
        '  (checklist) Tasks completed 1',
        '  (pass) Failures in a row 0',
        '  (dashboard) Tokens 206k',
        '  (server-environment) Kube context demo',
        '  Done in This Session 1',
        '    (pass) TASK-002 done, unverified · 4m 00s · Title of TASK-002',
      ].join('\n'),
    );
  });

  test('one task by itself', async () => {
    const one = run('TASK-001', { criterion: 0, criterionText: 'One', activity: 'kubectl get pods -n shop' });
    expect(await shown(facts({ run: one, times: times(61) }))).toBe(
      [
        '(loading~spin) TASK-001 running 0/3',
        '  (target) One criterion 1 of 3',
        '  (terminal) Codex kubectl get pods -n shop',
        '  (watch) Elapsed 1m 01s',
        '  (server-environment) Kube context demo',
        '  (repo-push) Push never',
        '  (globe) Network on',
      ].join('\n'),
    );
  });

  test('one that waits for a decision has no spinner', async () => {
    expect(await shown(facts({ run: run('TASK-001', { stage: 'paused' }) }))).toMatch(
      /^\(debug-pause\) TASK-001 paused/,
    );
  });

  test('a session that was interrupted', async () => {
    expect(await shown(facts({ open }))).toBe(
      [
        '(debug-pause) Interrupted while TASK-004 was being worked on',
        '  (pass) TASK-002 done, unverified · 4m 00s · Title of TASK-002',
        '  (stop-circle) Ends after 5 tasks, 3 failures in a row or 1.0M tokens',
      ].join('\n'),
    );
  });
});

test('sessions that are over tell how they ended, what failed first, lead to their reports and name their tasks', async () => {
  const failed = sessionTask('TASK-003', 'tests_failed', { follow_up: 'BUG-012' });
  const retrospective = { summary: 's', report: 'docs/retrospectives/retrospective-2026-11-28-0420.md', success: true };
  const past = [
    record('aaaa-1', [sessionTask('TASK-002', 'complete'), failed], { retrospective }),
    record('bbbb-2', [], { outcome: 'early_exit', reason: 'The cluster does not answer.', issue: 'ACTION-009' }),
  ];
  expect(await shown(facts({ past, more: 12 }))).toBe(
    [
      '(circle-large-outline) Idle no session runs',
      '  (stop-circle) Ends after 5 tasks, 3 failures in a row or 1.0M tokens',
      '  (server-environment) Kube context demo',
      '  (repo-push) Push never',
      '  (globe) Network on',
      'Past Sessions 14',
      '  (warning) 2026-11-28 02:13 1 of 2 tasks done, unverified; 1 verification failed · 2h 10m',
      '    (notebook) Session report',
      '    (notebook) Retrospective report',
      '    (error) TASK-003 verification failed · 4m 00s · follow-up BUG-012 · Title of TASK-003',
      '    (pass) TASK-002 done, unverified · 4m 00s · Title of TASK-002',
      '  (error) 2026-11-28 02:13 ended early · no task was worked on · 2h 10m',
      '    (notebook) Session report',
      '    (person) ACTION-009 opened for a person',
      '  (ellipsis) Show More 12 older',
    ].join('\n'),
  );
});

test('of several repositories those are shown of which there is anything to tell', async () => {
  const mesh = facts({ repository: { root: '/mesh', name: 'mesh' }, run: run('TASK-001', { repository: '/mesh' }) });
  const text = await shown(facts(), mesh);
  expect(text.split('\n').slice(0, 2)).toEqual(['(repo) mesh', '  (loading~spin) TASK-001 running 0/3']);
});

test('rows have ids of their own that stay the same, and say all in words', () => {
  const all = facts({
    run: session,
    open,
    past: [record('a', [sessionTask('TASK-002', 'complete')]), record('b', [])],
    more: 1,
  });
  const rows = rowsOf(sessionTree([all], now));
  const ids = rows.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(rowsOf(sessionTree([all], now + 60_000)).map(({ id }) => id)).toEqual(ids);
  for (const { spoken, label } of rows) expect(spoken.toLowerCase()).toContain(label.toLowerCase());
});
