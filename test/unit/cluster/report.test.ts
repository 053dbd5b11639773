/** The report as Markdown. */
import { expect, test } from 'vitest';
import { verificationReport } from '../../../src/cluster/report.ts';
import { type Check, type CheckStatus, emptySummary, type Verification } from '../../../src/cluster/verification.ts';

const check = (name: string, object: string, actual: string, status: CheckStatus = 'pass'): Check => ({
  name,
  object,
  asked: '',
  expected: '',
  actual,
  status,
  evidence: '',
  duration_ms: 0,
});
const passed: Verification = {
  overall: 'passed',
  summary: emptySummary,
  checks: [],
  failures: [],
  warnings: [],
  message: 'Verified on staging: 5 of 5 pods healthy.',
  context: 'staging',
};

test('what failed, why, and what to do come first; five healthy pods are one row', () => {
  const pods = [1, 2, 3, 4, 5].map((number) => check('Pod', `Pod shop/web-${number}`, 'Running'));
  const failed = check('Service', 'Service shop/web', 'has no endpoints | none\nat all', 'fail');
  const report = verificationReport('TASK-007', {
    ...passed,
    overall: 'failed',
    message: 'Service shop/web: NoReadyEndpoints.',
    checks: [...pods, failed, check('Health URL', 'https://shop.example/', 'HTTP 200')],
    failures: [
      {
        check: 'Service',
        object: 'Service shop/web',
        reason: 'NoReadyEndpoints',
        message: 'has no endpoints',
        cause: 'The selector matches no pod.',
        remedy: 'Compare the labels.',
        scope: 'task',
      },
    ],
    warnings: ['Outside the scope: something'],
  });
  expect(report).toBe(
    [
      '# Verification of TASK-007: failed',
      '',
      'Service shop/web: NoReadyEndpoints.',
      '',
      'Kube context: staging',
      '',
      '## Failures',
      '',
      '1. **Service shop/web**: NoReadyEndpoints',
      '   - What: has no endpoints',
      '   - Probable cause: The selector matches no pod.',
      '   - What to do: Compare the labels.',
      '',
      '## Warnings',
      '',
      '- Outside the scope: something',
      '',
      '## Checks',
      '',
      '| Status | Check | Found |',
      '| --- | --- | --- |',
      '| ✗ fail | Service shop/web | has no endpoints \\| none at all |',
      '| ✓ pass | 5 Pods | all healthy |',
      '| ✓ pass | Health URL https://shop.example/ | HTTP 200 |',
      '',
    ].join('\n'),
  );
});

test('without anything to verify it is a heading and a sentence', () => {
  const report = verificationReport('TASK-007', {
    ...passed,
    overall: 'nothing_to_verify',
    message: 'Nothing.',
    context: undefined,
  });
  expect(report).toBe('# Verification of TASK-007: nothing to verify\n\nNothing.\n');
});
