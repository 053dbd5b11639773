import { describe, expect, test } from 'vitest';
import { processReport } from '../../../src/cli/process-report.ts';
import { queueReport } from '../../../src/cli/queue-report.ts';
import { retrospectiveReport } from '../../../src/cli/retrospective-report.ts';
import { rollbackReport } from '../../../src/cli/rollback-report.ts';
import { styleFor } from '../../../src/cli/style.ts';
import { verificationReport } from '../../../src/cli/verification-report.ts';
import { emptySummary } from '../../../src/cluster/verification.ts';
import type { Cause, RollbackResult } from '../../../src/tools/contract.ts';
import { createTestHost } from '../../support/cli-host.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';
import {
  completeResult,
  failedResult,
  nothingResult,
  passedResult,
  retrospectiveResult,
  scanResult,
} from '../../support/fake-toolbox.ts';

function style(options: { terminal?: boolean; columns?: number } = {}) {
  const { stdout, env } = createTestHost({ ...options, env: { NO_COLOR: '1' } });
  return styleFor(stdout, env);
}

describe('the queue', () => {
  test('is a table with what blocks, what waits for a person, what is next and what is odd', () => {
    expect(queueReport(scanResult, style())).toMatchInlineSnapshot(`
      "1 ready, 1 blocked

        TASK      PRIORITY  STATE    DONE  TITLE
        TASK-005  high      ready    3/10  Raise the replica count
        TASK-002  critical  blocked  0/22  Move the shop to the new ingress, with all the certificates that the old one has, and a redirect
                                           Waits for TASK-005.

      Waits for a person
        ACTION-001  critical  Order the certificate (blocks TASK-002)

      Next: TASK-005. Highest priority ready task
      Warning: TASK-009: the file has no acceptance criteria.
      "
    `);
  });

  test('tells first that the branch went forward', () => {
    const moved = { ...scanResult, fast_forward: { commits: 1, from: 'a'.repeat(40), to: 'b'.repeat(40) } };
    expect(queueReport(moved, style())).toMatch(
      /^Fast-forwarded by 1 commit \(aaaaaaaa\.\.bbbbbbbb\)\.\n\n1 ready, 1 blocked\n/,
    );
  });

  test('breaks what is next and what is odd on a terminal, and nowhere else', () => {
    const next = {
      ...scanResult.next_action,
      reason: 'Highest priority ready task, and nothing else is as urgent as it',
    };
    const warnings = Array.from(
      { length: 21 },
      () => 'tasks/active/TASK-009.md:4: the file has no acceptance criteria.',
    );
    const result = { ...scanResult, next_action: next as typeof scanResult.next_action, warnings };
    const narrow = queueReport(result, style({ terminal: true, columns: 40 })).split('\n');
    const tail = narrow.slice(narrow.findIndex((line) => line.startsWith('Next:')));
    expect(tail.filter((line) => line.length > 40)).toEqual([]);
    expect(tail.slice(0, 5)).toEqual([
      'Next: TASK-005. Highest priority ready',
      '      task, and nothing else is as',
      '      urgent as it',
      'Warning: tasks/active/TASK-009.md:4: the',
      '         file has no acceptance',
    ]);
    expect(queueReport(result, style()).split('\n')).toContain(`Next: TASK-005. ${next.reason}`);
  });

  test('keeps to the width of the terminal', () => {
    const lines = queueReport({ ...scanResult, warnings: [] }, style({ terminal: true, columns: 60 })).split('\n');
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/TASK-002.*…$/));
  });

  test('says on a narrow terminal too why a task is blocked, to the end', () => {
    const [item] = scanResult.priority_queue.slice(1);
    if (item === undefined) throw new Error('no item');
    const explanation = 'Waits for ACTION-001 (a person must finish it) and TASK-005 (7 open criteria).';
    const queue = [{ ...item, explanation }];
    const lines = queueReport({ ...scanResult, priority_queue: queue }, style({ terminal: true, columns: 70 })).split(
      '\n',
    );
    const start = lines.findIndex((line) => line.includes('Waits for ACTION-001 ('));
    const room = 70 - (lines[start]?.search(/\S/) ?? 0);
    const end = lines.findIndex((line, index) => index >= start && line.includes('open criteria).'));
    const said = lines.slice(start, end + 1);
    expect(said.map((line) => line.trim()).join(' ')).toBe(explanation);
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter((line) => line.trim().length > room)).toEqual([]);
  });

  test('of 5,000 tasks is there in a moment, and many warnings do not hide what is next', () => {
    const [item] = scanResult.priority_queue.slice(1);
    if (item === undefined) throw new Error('no item');
    const queue = Array.from({ length: 5000 }, (_, index) => ({ ...item, item_id: `TASK-${index}` }));
    const warnings = queue.map(({ item_id: id }) => `${id} has no title.`);
    const start = process.cpuUsage();
    const lines = queueReport({ ...scanResult, priority_queue: queue, warnings }, style({ terminal: true })).split(
      '\n',
    );
    expect(cpuMsSince(start)).toBeLessThan(2000);
    expect(lines).toHaveLength(10_030);
    expect(lines.slice(-4)).toEqual([
      'Warning: TASK-18 has no title.',
      'Warning: TASK-19 has no title.',
      'and 4980 more warnings; agent-toolkit lint lists all problems.',
      '',
    ]);
    expect(lines.indexOf('Next: TASK-005. Highest priority ready task')).toBeGreaterThan(lines.length - 30);
  });

  test('says so when it is empty', () => {
    const empty = { ...scanResult, priority_queue: [], human_actions_required: [], next_action: null, warnings: [] };
    const summary = { total: 0, ready: 0, blocked: 0 };
    expect(queueReport({ ...empty, summary }, style())).toBe('0 ready, 0 blocked\n\nThe queue is empty.\n');
  });
});

describe('a run', () => {
  test('that is complete', () => {
    expect(processReport(completeResult, 65_000, style())).toMatchInlineSnapshot(`
      "✔ TASK-001 complete, verified  1m 05s
        All 3 criteria are done and verified.

      Commits, pushed
        11111111  feat(TASK-001): Raise the replica count

      ✔ Verification passed
      "
    `);
  });

  test('says what changed on the cluster since it began', () => {
    const web = { object: 'Deployment shop/web', before: null, after: null } as const;
    const changes = [
      { ...web, what: 'images', before: 'x.test/web:1', after: 'x.test/web:2' },
      { ...web, what: 'existence', before: 'healthy' },
      { ...web, what: 'existence', after: 'failed (ErrImagePull)' },
      { ...web, what: 'warning', after: 'BackOff: Back-off restarting' },
      ...Array.from({ length: 8 }, () => ({ ...web, what: 'restarts', before: '0', after: '1' }) as const),
    ] as const;
    const compared = { ...completeResult, test_result: { ...passedResult, changes: [...changes] } };
    const lines = processReport(compared, 0, style()).split('\n');
    expect(lines.slice(lines.indexOf('Changed since this run began'), -1)).toEqual([
      'Changed since this run began',
      '  Deployment shop/web: images x.test/web:1 → x.test/web:2',
      '  Deployment shop/web: gone',
      '  Deployment shop/web: new, failed (ErrImagePull)',
      '  Deployment shop/web: new warning, BackOff: Back-off restarting',
      ...Array.from({ length: 6 }, () => '  Deployment shop/web: restarts 0 → 1'),
      '  and 2 more',
    ]);
  });

  test('that is complete and unverified says so', () => {
    expect(processReport({ ...completeResult, test_result: nothingResult }, 0, style())).toMatch(
      /complete, unverified/,
    );
    expect(processReport({ ...completeResult, test_result: null }, 0, style())).toMatch(/complete, unverified/);
  });

  test('that failed its verification names what failed, why, and the remedy', () => {
    const result = { ...completeResult, status: 'tests_failed' as const, test_result: failedResult };
    expect(processReport(result, 0, style())).toMatchInlineSnapshot(`
      "✖ TASK-001: all criteria done, verification failed  0s
        All 3 criteria are done and verified.

      Commits, pushed
        11111111  feat(TASK-001): Raise the replica count

      ✖ Verification failed: 1 root cause

      ✖ Deployment shop/web: ImagePullBackOff
          why:  The registry has no image with this tag.
          do:   Push the image, or set a tag that exists.
          seen: Back-off pulling image "shop/web:9.9.9"
          also: Pod shop/web-6d5f

      Next: agent-toolkit verify TASK-001 --create-bugs opens an item for each root cause.
      "
    `);
  });

  test('that stopped names the criterion, what is open, and where the unfinished work is', () => {
    const stopped = {
      ...completeResult,
      status: 'error' as const,
      test_result: null,
      commits: [],
      message: 'Criterion 2 failed twice.',
      failed_section: { criterion: 'Set a limit', reason: 'the object is invalid', attempts: 2 },
      sections_remaining: ['Set a limit', 'Add a probe'],
      leftovers: ['refs/agent-toolkit/leftovers/TASK-001-20260131-140500'],
      warnings: ['The context was not checked.'],
    };
    expect(processReport(stopped, 9_000, style())).toMatchInlineSnapshot(`
      "✖ TASK-001 stopped  9s
        Criterion 2 failed twice.

      ✖ Set a limit (2 attempts)
          the object is invalid

      2 open
        Set a limit
        Add a probe

      Unfinished work, kept and put back
        git show refs/agent-toolkit/leftovers/TASK-001-20260131-140500
      Warning: The context was not checked.
      "
    `);
  });
});

describe('a task that changed related repositories', () => {
  const [commit] = completeResult.commits;
  const shop = { repository: '/src/shop manifests', leftovers: [], pushed: true, pull_request: null };
  const result = {
    ...completeResult,
    test_result: null,
    commits: [commit, commit]
      .flatMap((one) => one ?? [])
      .map((one, at) => (at === 0 ? { ...one, repository: shop.repository } : one)),
    related: [shop],
  };

  test('names where each commit is', () => {
    expect(processReport(result, 0, style())).toContain(
      [
        'Commits, pushed',
        '  11111111  feat(TASK-001): Raise the replica count (in /src/shop manifests)',
        '  11111111  feat(TASK-001): Raise the replica count',
      ].join('\n'),
    );
  });

  test('does not call them pushed when one waits', () => {
    expect(processReport({ ...result, related: [{ ...shop, pushed: false }] }, 0, style())).toContain('\nCommits\n');
  });

  test('lists pull requests and unfinished work of all', () => {
    const related = [{ ...shop, leftovers: ['refs/l/2'], pull_request: 'https://host/2' }];
    const report = processReport(
      { ...result, leftovers: ['refs/l/1'], pull_request: 'https://host/1', related },
      0,
      style(),
    );
    expect(report).toContain('Pull requests\n  https://host/1\n  https://host/2\n');
    expect(report).toContain("put back\n  git show refs/l/1\n  git -C '/src/shop manifests' show refs/l/2\n");
  });
});

describe('a task that is taken apart', () => {
  const one = {
    title: 'Shop: Build',
    description: 'Part 1 of 2 of TASK-001 (Shop).',
    acceptance_criteria: ['a', 'b', 'c', 'd'],
    group: 'Build',
    depends_on_previous: false,
    needs_person: true,
    item_id: null,
  };
  const other = { ...one, title: 'Shop: \u001b[31mDeploy', depends_on_previous: true, needs_person: false };
  const report = (ids: readonly (string | null)[]) => {
    const proposed_sub_tasks = [one, other].map((subTask, index) => ({ ...subTask, item_id: ids[index] ?? null }));
    const status = 'needs_decomposition' as const;
    const result = {
      ...completeResult,
      status,
      test_result: null,
      commits: [],
      message: '8 are open.',
      proposed_sub_tasks,
    };
    return processReport(result, 0, style());
  };

  test('names what is proposed, in order, and how it is created', () => {
    expect(report([])).toMatchInlineSnapshot(`
      "? TASK-001 needs decomposition  0s
        8 are open.

      Proposed sub-tasks
        1. Shop: Build (a person has to split it)
           - a
           - b
           - c
           and 1 more
        2. Shop: Deploy (after the one before)
           - a
           - b
           - c
           and 1 more
        A run with --decompose create that ends like this one creates them, and TASK-001 waits for them.
      "
    `);
  });

  test('names what was created, and that the task waits for it', () => {
    expect(report(['TASK-002', 'TASK-003'])).toMatchInlineSnapshot(`
      "? TASK-001 needs decomposition  0s
        8 are open.

      Sub-tasks, which TASK-001 waits for
        TASK-002 Shop: Build (a person has to split it)
           - a
           - b
           - c
           and 1 more
        TASK-003 Shop: Deploy (after the one before)
           - a
           - b
           - c
           and 1 more
      "
    `);
  });
});

describe('a verification', () => {
  test.each([
    ['passed', passedResult, '✔ Verification passed'],
    ['failed', failedResult, '✖ Verification failed: 1 root cause'],
    ['blocked', { ...failedResult, overall_status: 'blocked' as const }, '✖ Verification blocked: nothing is proven'],
    ['without anything to verify', nothingResult, '? Unverified'],
  ])('%s', (_case, result, expected) => {
    expect(verificationReport(result, style()).split('\n')[0]).toBe(expected);
  });

  test('in full', () => {
    expect(verificationReport(failedResult, style())).toMatchInlineSnapshot(`
      "✖ Verification failed: 1 root cause

      ✖ Deployment shop/web: ImagePullBackOff
          why:  The registry has no image with this tag.
          do:   Push the image, or set a tag that exists.
          seen: Back-off pulling image "shop/web:9.9.9"
          also: Pod shop/web-6d5f

        deployments 1/1, pods 2/3, services 2/2, URLs 1/1
        Kube context: kind-shop
      "
    `);
  });
});

describe('a verification with several causes', () => {
  const [first] = failedResult.causes;
  if (first === undefined) throw new Error('the result has a cause');
  const smoke = {
    ...{ ...first, object: './smoke.sh', reason: 'CommandFailed', explains: [] },
    ...{ message: 'exited with 4:\nexpected 200\ngot 503', cause: 'The command of the scope exited with 4.' },
    remedy: 'Read its last lines, run it yourself in the repository, and mend what it tells.',
  };
  const node = { ...first, object: 'Node worker-2', reason: 'NotReady', scope: 'external' as const, explains: [] };
  const pods = Array.from({ length: 10 }, (_, index) => `Pod shop/web-${index}`);
  const causes = [{ ...first, explains: [...pods, 'Service shop/web', 'https://shop.example/health'] }, smoke, node];
  const result = { ...failedResult, causes, warnings: ['Namespace shop is in the scope and holds no pod.'] };

  test('has a line for each first, keeps to a narrow terminal, and names what is not of the task', () => {
    const text = verificationReport(result, style({ terminal: true, columns: 60 }));
    expect(text).toMatchInlineSnapshot(`
      "✖ Verification failed: 2 root causes, and 1 external
        ✖ Deployment shop/web: ImagePullBackOff. The registry has…
        ✖ ./smoke.sh: CommandFailed. The command of the scope exi…
        ! Node worker-2: NotReady. The registry has no image with…

      ✖ Deployment shop/web: ImagePullBackOff
          why:  The registry has no image with this tag.
          do:   Push the image, or set a tag that exists.
          seen: Back-off pulling image "shop/web:9.9.9"
          also: 10 Pods, Service shop/web,
                https://shop.example/health

      ✖ ./smoke.sh: CommandFailed
          why:  The command of the scope exited with 4.
          do:   Read its last lines, run it yourself in the
                repository, and mend what it tells.
          seen: exited with 4:
                expected 200
                got 503

      ! Node worker-2: NotReady (not of this task)
          why:  The registry has no image with this tag.
          do:   Push the image, or set a tag that exists.
          seen: Back-off pulling image "shop/web:9.9.9"

        deployments 1/1, pods 2/3, services 2/2, URLs 1/1
        Kube context: kind-shop
      Warning: Namespace shop is in the scope and holds no pod.
      "
    `);
    expect(text.split('\n').filter((line) => [...line].length > 60)).toEqual([]);
  });

  test('names the items that hold them from now on', () => {
    const text = verificationReport({ ...result, issues_created: ['TASK-016'], issues_updated: ['TASK-009'] }, style());
    expect(text).toContain('\n  Opened TASK-016\n  Seen again, added to TASK-009\n');
  });

  test('keeps to the narrowest one', () => {
    const text = verificationReport(result, style({ terminal: true, columns: 24 }));
    expect(text.split('\n').filter((line) => [...line].length > 24)).toEqual([]);
  });

  test('is not broken in a file', () => {
    expect(verificationReport(result, style())).toContain(
      '  ✖ Deployment shop/web: ImagePullBackOff. The registry has no image with this tag.\n',
    );
  });

  test('tells twenty, and how many more', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ ...first, object: `Deployment shop/web-${index}` }));
    const text = verificationReport({ ...result, causes: many }, style());
    expect(text).toContain('  and 10 more\n');
    expect(text).not.toContain('web-20');
  });
});

test('a blocked verification says why once', () => {
  const [first] = failedResult.causes;
  const message = 'The kubeconfig has no context "staging". Set --context.';
  const cause = { object: 'kubeconfig', reason: 'Blocked', message, cause: 'It is not certain.', scope: 'external' };
  const blocked = { overall_status: 'blocked', message, context: null, summary: emptySummary } as const;
  const text = verificationReport({ ...failedResult, ...blocked, causes: [{ ...first, ...cause } as Cause] }, style());
  expect(text.split(message)).toHaveLength(2);
  expect(text).toMatch(/^✖ Verification blocked: nothing is proven\n\n! kubeconfig: Blocked \(not of this task\)\n/);
});

describe('a retrospective', () => {
  test('says what was changed and why, what was refused, what to think about, and what is next', () => {
    expect(retrospectiveReport(retrospectiveResult, false, style())).toMatchInlineSnapshot(`
      "✔ The session of 2026-01-31: 1 of 2 tasks done, verified; 1 stopped. Of 9 open items, 4 items changed.
        Report: docs/retrospectives/retrospective-2026-01-31-1405.md  33333333, pushed

      Changed
        TASK-010 opened  Recurring failure: the registry is silent: The same failure came 3 times (rule repeated-failure)
        TASK-007 medium → high  Renew the certificate: TASK-006 waits for it and is high (rule rising)
        TASK-004 → TASK-003  Pushes are refused: Same work as TASK-003 (Codex)
        TASK-002 deprecated  Old ingress: TASK-009 took its place (rule superseded)

      Recommendations
        - TASK-008 depends on TASK-099, which no file holds. Correct the id, or add the task.

      Lessons
        - The registry should be watched.

      Refused
        - Deprecate TASK-001 (Codex): TASK-001 is in work.

      Next: TASK-006: Highest priority ready task
      "
    `);
  });

  test('that was a dry run, or without Codex, says so', () => {
    const dry = { ...retrospectiveResult, committed: null, report: null, judge_note: 'Codex was not asked.' };
    const text = retrospectiveReport(dry, true, style());
    expect(text).toContain('\nWould change\n');
    expect(text).toContain('\nNote: Codex was not asked.\n');
    expect(text).toMatch(/\nNothing was changed\. Run it without --dry-run to do this\.\n$/);
    expect(text).not.toContain('Report:');
  });

  test('that git refused is no success', () => {
    const summary = 'Nothing was changed: git refused the commit.';
    const refused = { ...retrospectiveResult, success: false, summary, changes: [], committed: null };
    expect(retrospectiveReport(refused, false, style())).toMatch(/^✖ Nothing was changed: git refused the commit\.\n/);
  });
});

describe('a rollback', () => {
  const result: RollbackResult = {
    ...{ item_id: 'TASK-001', status: 'done', runs: ['1a2b3c4d-0c62-4f9e-9a42-0f8f4f5c1b2a'] },
    message: 'Rolled back 1 criterion of run 1a2b3c4d of TASK-001 in 22222222, pushed.',
    reverted: [
      { sha: '1'.repeat(40), subject: 'feat(TASK-001): Raise the replica count', criterion: 'Raise the replica count' },
    ],
    paths: ['apps/web.yaml', 'tasks/active/TASK-001.md'],
    commit: { sha: '2'.repeat(40), subject: 'revert(TASK-001): Raise the replica count' },
    ...{ pushed: true, push_pending: false, pull_request: null, related: [], warnings: [] },
    check_by_hand: ['Changed on the cluster by hand, not through git: kubectl -n shop create secret generic db'],
  };

  test('names the commits, the files, and what a person has to check', () => {
    expect(rollbackReport(result, style())).toMatchInlineSnapshot(`
      "✔ Rolled back 1 criterion of run 1a2b3c4d of TASK-001 in 22222222, pushed.

      Commits that are taken back
        11111111  feat(TASK-001): Raise the replica count

      Files
        apps/web.yaml
        tasks/active/TASK-001.md

      Not in git, check by hand
        - Changed on the cluster by hand, not through git: kubectl -n shop create secret generic db
      "
    `);
  });

  test('names what stays in a related repository, and is no success then', () => {
    const { message, reverted, paths, pushed, push_pending, pull_request } = result;
    const there = { repository: '/shop', message, reverted, paths, commit: null, pushed, push_pending, pull_request };
    const report = (status: 'done' | 'refused') =>
      rollbackReport({ ...result, related: [{ ...there, status }] }, style());
    expect(report('done')).toContain('\nCommits that are taken back in /shop\n  11111111  feat');
    expect(report('done')).toContain('\nFiles in /shop\n  apps/web.yaml\n');
    expect(report('refused')).toContain('\nCommits that stay in /shop\n  11111111  feat');
    expect(report('refused')[0]).not.toBe(report('done')[0]);
  });

  test('says that the remote still has it, and what keeps it there', () => {
    const pending = { ...result, pushed: false, push_pending: true, check_by_hand: [], warnings: ['A hook refused.'] };
    const text = rollbackReport(pending, style());
    expect(text).not.toContain('check by hand');
    expect(text).toMatch(/^\S+ Rolled back[\s\S]*\nWarning: A hook refused\.\n$/);
    expect(rollbackReport(pending, style())[0]).not.toBe(rollbackReport(result, style())[0]);
  });

  test('of a process that failed its verification shows what to check there too', () => {
    const rolledBack = { ...completeResult, status: 'tests_failed' as const, rollback: result };
    expect(processReport(rolledBack, 0, style())).toContain('Not in git, check by hand\n  - Changed on the cluster');
    expect(processReport({ ...rolledBack, test_result: failedResult }, 0, style())).not.toContain('--create-bugs');
  });
});
