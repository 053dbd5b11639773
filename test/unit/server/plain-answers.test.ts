import { describe, expect, test } from 'vitest';
import { filledAnswer } from '../../../src/server/plain-answers.ts';
import { contract } from '../../../src/tools/contract.ts';
import { scanResult } from '../../support/fake-toolbox.ts';

const task = { item_id: 'TASK-001', repo_path: '/shop' };
const process = (told: unknown) => contract.process_bug.result.parse(filledAnswer('process_bug', task, told));

describe('process_bug', () => {
  test.each([
    ['complete', 'TASK-001 is complete.'],
    ['tests_failed', 'TASK-001 is done, and its verification failed.'],
    ['needs_decomposition', 'TASK-001 is too large and has to be taken apart.'],
    ['error', 'TASK-001 ended with an error, of which the server says no more.'],
  ])('%s alone is told in words, and nothing is made up', (status, message) => {
    expect(process({ status })).toMatchObject({
      ...{
        status,
        message,
        item_id: 'TASK-001',
        test_result: null,
        sections_completed: [],
        commits: [],
        pushed: false,
      },
    });
  });

  test('the verification is read from its documented form', () => {
    const summary = { pods_healthy: 3, services_up: 2, endpoints_accessible: 5 };
    const { test_result: tests } = process({ status: 'complete', test_result: { passed: true, summary } });
    expect(tests).toMatchObject({
      ...{ passed: true, overall_status: 'passed', failures: [], summary },
      message: 'The verification passed: 3 pods healthy, 2 services up, 5 endpoints accessible.',
    });
  });

  test('an answer without its status stays without', () => {
    expect(contract.process_bug.result.safeParse(filledAnswer('process_bug', task, { ok: true })).success).toBe(false);
    expect(filledAnswer('process_bug', task, 'done')).toBe('done');
  });
});

test('failures of a form of its own are kept as text', () => {
  const told = { success: true, passed: false, overall_status: 'failed', failures: ['web is down', { pod: 'web' }] };
  const input = { work_item_id: 'TASK-001', repo_path: '/shop' };
  const { failures } = contract.run_tests.result.parse(filledAnswer('run_tests', input, told));
  expect(failures.map(({ message }) => message)).toEqual(['web is down', '{"pod":"web"}']);
});

test('a scan is filled in, and an action that names no file or urgency is left out', () => {
  const [action] = scanResult.human_actions_required;
  const told = {
    ...{ success: true, summary: { total: 1, ready: 1, blocked: 0 }, next_action: null },
    priority_queue: [{ item_id: 'TASK-001', title: 'Raise it', priority: 'high', status: 'ready' }],
    human_actions_required: [{ action_id: 'ACTION-002' }, action],
  };
  const result = contract.scan_prioritize.result.parse(filledAnswer('scan_prioritize', { repo_path: '/shop' }, told));
  expect(result).toMatchObject({ priority_queue: [{ item_id: 'TASK-001', labels: [] }], completed: [], warnings: [] });
  expect(result.human_actions_required).toEqual([action]);
});

test('a retrospective has a report made of what it tells', () => {
  const told = {
    ...{ success: true, summary: 'Two tasks.', deprecations: ['TASK-002'], recommendations: [] },
    merges: [{ source: 'TASK-004', target: 'TASK-003' }],
  };
  const result = contract.run_retrospective.result.parse(
    filledAnswer('run_retrospective', { repo_path: '/shop' }, told),
  );
  expect(result.report_text).toBe(
    '# Retrospective\n\nTwo tasks.\n\n## Deprecated\n\n- TASK-002\n\n## Merged\n\n- source TASK-004, target TASK-003',
  );
  expect(result).toMatchObject({ report: null, committed: null, changes: [], next_priority_item: null });
});
