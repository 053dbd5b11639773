import { describe, expect, test } from 'vitest';
import {
  brokenOutcome,
  processOutcome,
  runText,
  startRun,
  verifyOutcome,
  withProgress,
  withStage,
} from '../../../src/editor/run-state.ts';
import type { ToolResult } from '../../../src/tools/contract.ts';
import type { Progress } from '../../../src/tools/toolbox.ts';

const target = { repository: '/shop', itemId: 'TASK-001' };
const begun = startRun(target, 'process', { done: 0, total: 3 });
const second: Progress = {
  ...{ itemId: 'TASK-001', stage: 'criterion', done: 1, total: 3, message: 'Criterion 2 of 3: Set the replicas' },
  criterion: { index: 1, text: 'Set the replicas', attempt: 1 },
};

describe('a run', () => {
  test('follows its tool', () => {
    const progress: Progress[] = [
      { itemId: 'TASK-001', stage: 'preparing', done: 0, total: 3, message: 'Checking' },
      second,
      { itemId: 'TASK-001', stage: 'committing', done: 1, total: 3, message: 'Committing' },
      { itemId: 'TASK-001', stage: 'verifying', done: 2, total: 9, message: '2 of 9 checks' },
      { itemId: 'TASK-001', stage: 'done', done: 3, total: 3, message: 'Done' },
    ];
    const states = [begun];
    for (const report of progress) states.push(withProgress(states.at(-1) ?? begun, report));
    expect(states.map(runText)).toEqual([
      'starting 0/3',
      'preparing 0/3',
      'running 1/3',
      'committing 1/3',
      'verifying 3/3', // a verification may count its own checks
      'finishing 3/3',
    ]);
    // The report of a commit does not name the criterion, which is in work until its box is ticked.
    expect(states.map(({ criterion }) => criterion)).toEqual([undefined, undefined, 1, 1, undefined, undefined]);
  });

  test('keeps what it has used, as it was told last', () => {
    const first = withProgress(begun, { ...second, tokens: { input: 900, output: 100 } });
    const verifying = { itemId: 'TASK-001', stage: 'verifying', done: 0, total: 9, message: '' } as const;
    expect(withProgress(first, verifying).tokens).toBe(1000);
    expect(withProgress(first, { ...second, tokens: { input: 1900, output: 100 } }).tokens).toBe(2000);
    expect(begun.tokens).toBeUndefined();
  });

  test('tells what Codex began last, for as long as its criterion is in work', () => {
    const working = withProgress(begun, { ...second, activity: 'kubectl get pods' });
    expect(working.activity).toBe('kubectl get pods');
    expect(withProgress(working, { ...second, stage: 'committing' }).activity).toBeUndefined();
  });

  test('that is being stopped says so until it has ended, whatever its tool still reports', () => {
    expect(runText(withProgress(withStage(withProgress(begun, second), 'stopping'), second))).toBe('stopping 1/3');
  });

  test('that verifies counts no criteria', () => {
    const verifying = startRun(target, 'verify', { done: 1, total: 3 });
    expect(runText(verifying)).toBe('verifying');
    expect(withProgress(verifying, { ...second, stage: 'verifying', total: 9 })).toMatchObject({ done: 1, total: 3 });
  });
});

const tests: ToolResult<'run_tests'> = {
  ...{
    success: true,
    passed: true,
    overall_status: 'passed',
    failures: [],
    causes: [],
    issues_created: [],
    issues_updated: [],
    checks: [],
    warnings: [],
  },
  ...{ message: 'All 3 pods are ready.', context: 'minikube' },
  summary: {
    ...{ pods_healthy: 3, services_up: 1, endpoints_accessible: 1, pods_total: 3, services_total: 1 },
    ...{ endpoints_total: 1, deployments_healthy: 1, deployments_total: 1 },
  },
};
const processed: ToolResult<'process_bug'> = {
  ...{ status: 'complete', item_id: 'TASK-001', sections_completed: ['a', 'b', 'c'], sections_remaining: [] },
  ...{
    test_result: tests,
    message: '3 criteria done.',
    commits: [],
    failed_section: null,
    leftovers: [],
    related: [],
    proposed_sub_tasks: [],
  },
  ...{
    pushed: false,
    pull_request: null,
    ended_by: null,
    rollback: null,
    tokens: { input: 0, output: 0 },
    warnings: [],
  },
};

describe('how a run ends', () => {
  test.each([
    ['complete', {}, 'complete', 'complete', 3],
    ['tests_failed', {}, 'failed', 'tests failed', 3],
    ['needs_decomposition', { sections_remaining: ['c'] }, 'failed', 'needs decomposition', 2],
    ['error', { sections_remaining: ['b', 'c'] }, 'failed', 'failed', 1],
    ['partial', { sections_remaining: ['c'] }, 'stopped', 'partial', 2],
  ] as const)('%s', (status, more, result, word, done) => {
    const remaining = { sections_remaining: [], ...more }.sections_remaining;
    const outcome = processOutcome(begun, { ...processed, status, sections_remaining: [...remaining] });
    expect(outcome).toMatchObject({ result, word, done, total: 3, message: '3 criteria done.' });
  });

  test('one criterion, as asked: what is left open is no stop', () => {
    const part = { ...processed, status: 'partial', sections_remaining: ['b', 'c'] } as const;
    const outcome = processOutcome(begun, { ...part, sections_remaining: [...part.sections_remaining] }, true);
    expect(outcome).toMatchObject({ result: 'complete', word: 'criterion done', done: 1 });
    expect(processOutcome(begun, { ...processed, status: 'error' }, true).result).toBe('failed');
  });

  test('the criterion that ended it is kept', () => {
    const failed_section = { criterion: 'b', reason: 'exit 1', attempts: 2 };
    expect(processOutcome(begun, { ...processed, status: 'error', failed_section }).failedCriterion).toBe('b');
  });

  test.each([
    ['passed', 'complete', 'verified', 'passed'],
    ['failed', 'failed', 'verification failed', 'failed'],
    ['blocked', 'failed', 'verification blocked', 'blocked'],
    ['nothing_to_verify', 'complete', 'unverified', 'unverified'],
  ] as const)('a verification: %s', (overall_status, result, word, status) => {
    const outcome = verifyOutcome(startRun(target, 'verify', { done: 0, total: 3 }), { ...tests, overall_status });
    expect(outcome).toMatchObject({ result, word, verification: { status, message: 'All 3 pods are ready.' } });
  });

  test('broken by an error: the criterion in work is the one that failed; stopped: none did', () => {
    const run = withProgress(begun, second);
    expect(brokenOutcome(run, 'failed', 'The server is gone.').failedCriterion).toBe('Set the replicas');
    expect(brokenOutcome(run, 'stopped', 'Stopped.').failedCriterion).toBeUndefined();
  });
});
