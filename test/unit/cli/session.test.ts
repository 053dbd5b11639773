import type { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { CliHost } from '../../../src/cli/cli-host.ts';
import { Interrupted } from '../../../src/cli/interruption.ts';
import { runCli } from '../../../src/cli/run-cli.ts';
import { sessionExitCode } from '../../../src/cli/session-outcome.ts';
import { sessionPlanReport } from '../../../src/cli/session-plan-report.ts';
import { sessionResult } from '../../../src/cli/session-result.ts';
import { stoppable } from '../../../src/cli/session-stop.ts';
import { styleFor } from '../../../src/cli/style.ts';
import type { SessionRecord, SessionTask } from '../../../src/session/session-record.ts';
import { InputError } from '../../../src/tools/input-error.ts';
import { createLocalToolbox } from '../../../src/tools/local-toolbox.ts';
import type { Toolbox } from '../../../src/tools/toolbox.ts';
import type { ClosedSession } from '../../../src/workflow/session/closing.ts';
import type { SessionPlan } from '../../../src/workflow/session/plan.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { temporaryRepository } from '../../support/temporary-repository.ts';
import { failed, sessionOf, taskOf } from '../workflow/session/session-of.ts';

const nothingOpen = { total: 0, ready: 0, blocked: 0 };
const allBlocked = { total: 2, ready: 0, blocked: 2 };
const style = styleFor(createTestHost().stdout, { LANG: 'C.UTF-8' });

function closed(
  tasks: SessionTask[],
  change: Partial<SessionRecord> = {},
  queue: ClosedSession['queue'] = nothingOpen,
) {
  return {
    record: sessionOf(tasks, { outcome: 'finished', reason: 'It ended.', ...change }),
    report: 'docs/reports/s.md',
    queue,
  };
}

test('how much of a task is worked on, and how long, reaches process_bug', async () => {
  const on = temporaryRepository({ 'tasks/active/TASK-001.md': '---\nid: TASK-001\n---\n\n- [ ] Do it\n' });
  const asked: unknown[] = [];
  const host = createTestHost({ cwd: on.root });
  const createToolbox: CliHost['createToolbox'] = (settings) => {
    const { scan_prioritize } = createLocalToolbox(settings);
    const process_bug: Toolbox['process_bug'] = async (input) => {
      asked.push(input);
      throw new InputError('Not today.');
    };
    return { ...host.createToolbox(settings), scan_prioritize, process_bug };
  };
  await runCli(['run', '--max-iterations', '3', '--timeout-per-section=60'], { ...host, createToolbox });
  on.remove();
  expect(asked).toMatchObject([{ item_id: 'TASK-001', max_iterations: 3, timeout_per_section: 60 }]);
});

test.each<[name: string, session: ClosedSession, code: number]>([
  ['a limit was reached', closed([taskOf('A-1')]), 0],
  ['nothing was left to do', closed([]), 0],
  ['a task failed', closed([taskOf('A-1'), failed('A-2')]), 1],
  ['a verification failed', closed([taskOf('A-1', { status: 'tests_failed' })]), 1],
  ['it ended early', closed([failed('A-1')], { outcome: 'early_exit' }), 3],
  ['all waits for a person', closed([], {}, allBlocked), 4],
  [
    'a task needs a person, and so does the rest',
    closed([taskOf('A-1', { status: 'error', ended_by: 'person' })], {}, allBlocked),
    4,
  ],
  ['something was done, and the rest waits', closed([taskOf('A-1')], {}, allBlocked), 0],
  ['something is ready still', closed([], {}, { total: 2, ready: 1, blocked: 1 }), 0],
  ['the queue is not known', closed([], {}, null), 0],
])('exit code: %s', (_name, session, code) => {
  expect(sessionExitCode(session)).toBe(code);
});

describe('the end for people', () => {
  test('says first what it came to, then each task, who is waited for, what is next, and where the report is', () => {
    const tasks = [
      taskOf('A-1', {
        tests: { overall_status: 'passed', message: '', causes: [] },
        archived: { to: 'tasks/completed/A-1.md', sha: 'abc', pushed: true },
        commits: [{ sha: 'abc', subject: 's', criterion: 'c' }],
      }),
      taskOf('A-2', { status: 'tests_failed', message: 'Pods crash.', follow_up: 'A-9' }),
      taskOf('A-3', { status: 'needs_decomposition', message: 'Too large.', sub_tasks: ['A-10', 'A-11'] }),
      taskOf('A-4', { status: 'error', ended_by: 'cluster', message: 'No answer.' }),
    ];
    const human_actions: SessionRecord['human_actions'] = [
      { action_id: 'ACTION-1', title: 'DNS', effective_urgency: 'high', blocking_items: ['A-6'], file: 'f' },
    ];
    const next_action = { item_id: 'A-5', reason: 'It is ready.' };
    const text = sessionResult(closed(tasks, { human_actions, next_action, warnings: ['Odd.'] }), 65_000, style);
    expect(text.split('\n')).toEqual([
      '? Session ended: 1 completed, 1 failed  1m 05s',
      '  It ended.',
      '',
      '✔ A-1 complete, verified, 1 commit, archived  Title of A-1',
      '✖ A-2 done, verification failed, follow-up A-9  Title of A-2',
      '    Pods crash.',
      '? A-3 needs decomposition, sub-tasks A-10, A-11  Title of A-3',
      '    Too large.',
      '✖ A-4 stopped  Title of A-4',
      '    No answer.',
      '',
      'Waits for you',
      '  ACTION-1  high  DNS (blocks A-6)',
      '',
      'Next: A-5. It is ready.',
      'Report: docs/reports/s.md',
      'Warning: Odd.',
      '',
    ]);
  });

  test('of an early exit, what to do; nothing steers the terminal', () => {
    const exit = { title: 'git refused', remedy: 'Mend it.' };
    const record = { outcome: 'early_exit' as const, reason: 'git \u001b[31mrefused.', exit, issue: 'ACTION-2' };
    const text = sessionResult(closed([failed('A-1')], record), 0, style);
    expect(text.split('\n').slice(0, 3)).toEqual([
      '✖ Session ended early: 0 completed, 1 failed  0s',
      '  git refused.',
      '  Do: Mend it. See ACTION-2.',
    ]);
  });
});

test('a plan names in order what would be done', () => {
  const checks = [
    { kind: 'workloads', check: 'workloads', objects: [], because: 'always' },
    { kind: 'commands', check: 'commands', objects: [], because: 'verify', skipped: 'not trusted' },
  ] as const;
  const plan: SessionPlan = {
    ...{ resumes: 's-1', busy: null, cluster_context: 'demo', waiting: 3, report_folder: 'docs/reports', warnings: [] },
    tasks: [
      {
        ...{ item_id: 'A-1', title: 'One', priority: 'high', how: 'retry', attempt: 2, criteria: ['First'] },
        verification: { about: 'All of shop.', checks, warnings: [] },
        blast_radius: {
          ...{ paths: ['apps/web'], kustomizations: ['flux-system/apps'], releases: [] },
          ...{ namespaces: ['shop'], unknown: ['Why.'] },
        },
        archived_to: 'tasks/completed/A-1.md',
      },
    ],
    human_actions: [{ action_id: 'ACTION-1', title: 'DNS', file: 'f' }],
    retrospective: { summary: 'One item changed.', changes: ['A-2: deprecated. Stale.'] },
  };
  expect(sessionPlanReport(plan, style).split('\n')).toEqual([
    'Dry run: nothing is changed, fetched or pushed.',
    'It would go on with session s-1, which was interrupted.',
    'Kube context: demo',
    '',
    'Waits for a person',
    '  ACTION-1  DNS',
    '',
    '1. A-1 (high, tried again, attempt 2)  One',
    '   ☐ First',
    '   A-1 names: apps/web',
    '   Kustomizations: flux-system/apps',
    '   HelmReleases: none found',
    '   Namespaces: shop',
    '   Not known: Why.',
    '   Verify: workloads. All of shop.',
    '   Archive: tasks/completed/A-1.md',
    '',
    '3 more items stay in the queue.',
    '',
    '2. Retrospective',
    '   One item changed.',
    '   - A-2: deprecated. Stale.',
    '',
    '3. Report in docs/reports/',
    '',
  ]);
});

describe('signals', () => {
  test('the first one asks to stop, the second one ends', async () => {
    const host = createTestHost();
    const told: string[] = [];
    const work = stoppable(
      host,
      (text) => told.push(text),
      async (stop, signal) => {
        host.signals.emit('SIGTERM');
        expect([stop.aborted, signal.aborted]).toEqual([true, false]);
        host.signals.emit('SIGINT');
        expect(signal.aborted).toBe(true);
        host.signals.emit('SIGINT');
        throw signal.reason;
      },
    );
    await expect(work).rejects.toBeInstanceOf(Interrupted);
    expect(told.map((text) => text.split(/[ :]/)[0])).toEqual(['Stopping', 'Ending', 'Still']);
  });

  test('a terminal that is gone asked for nothing: it ends at once, and leaves no early exit', async () => {
    const host = createTestHost();
    const work = stoppable(
      host,
      () => {},
      async (stop, signal) => {
        host.signals.emit('SIGHUP');
        expect([stop.aborted, signal.aborted]).toEqual([false, true]);
        throw signal.reason;
      },
    );
    await expect(work).rejects.toBeInstanceOf(Interrupted);
  });

  test('a session that stopped in order has its result, and leaves no listener', async () => {
    const host = createTestHost();
    const result = await stoppable(
      host,
      () => {},
      async () => {
        host.signals.emit('SIGINT');
        return 'its report';
      },
    );
    expect(result).toBe('its report');
    expect((host.signals as EventEmitter).eventNames()).toEqual([]);
  });
});
