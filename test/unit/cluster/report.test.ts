/** The report as Markdown. */
import { expect, test } from 'vitest';
import { verificationReport } from '../../../src/cluster/report.ts';
import {
  type Check,
  type CheckStatus,
  emptySummary,
  type Failure,
  type Verification,
} from '../../../src/cluster/verification.ts';

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
      '1 root cause. 1 of 7 checks failed.',
      '',
      'Kube context: staging',
      '',
      '## What failed, why, and what to do',
      '',
      '1. **Service shop/web**: NoReadyEndpoints',
      '   - Why: The selector matches no pod.',
      '   - What to do: Compare the labels.',
      '   - Seen: has no endpoints',
      '',
      '## Checks',
      '',
      '| Status | Check | Found | Evidence |',
      '| --- | --- | --- | --- |',
      '| ✗ fail | Service shop/web | has no endpoints \\| none at all |  |',
      '| ✓ pass | 5 Pods | all healthy |  |',
      '| ✓ pass | Health URL https://shop.example/ | HTTP 200 |  |',
      '',
      '## Warnings',
      '',
      '- Outside the scope: something',
      '',
    ].join('\n'),
  );
});

const failure = (object: string, more: Partial<Failure> = {}): Failure => ({
  check: object.split(' ')[0] ?? '',
  object,
  reason: 'CrashLoopBackOff',
  message: 'exit code 1',
  cause: 'It crashes.',
  remedy: 'Read its logs.',
  scope: 'task',
  ...more,
});

test('twelve failures of one cause are one entry; what is not of the task stands apart', () => {
  const pods = Array.from({ length: 12 }, (_, index) => `Pod shop/web-${index}`);
  const node = { reason: 'NodeUnreachable', cause: 'The node is down.', scope: 'external' } as const;
  const report = verificationReport('TASK-007', {
    ...passed,
    overall: 'failed',
    checks: pods.map((name) => check('Pod', name, 'exit code 1', 'fail')),
    failures: [...pods.map((name) => failure(name)), failure('Pod pay/api-0', node)],
    links: pods.map((restsOn) => ({ object: 'Deployment shop/web', restsOn })),
  });
  expect(report).toContain('1 root cause, and 1 external. 12 of 12 checks failed.\n');
  expect(report).toContain('1. **Deployment shop/web**: CrashLoopBackOff\n');
  expect(report).toContain('   - Fails with it: 12 Pods\n');
  expect(report).toContain('## Not of this task\n\n1. **Pod pay/api-0**: NodeUnreachable\n');
  expect(report).toContain(
    '| ✗ fail | Pod shop/web-9 | exit code 1 |  |\n| ✗ fail | 2 more of Pod | as those above |  |',
  );
});

test('evidence says what was not said yet', () => {
  const shown = (actual: string, evidence: string) =>
    verificationReport('TASK-007', {
      ...passed,
      checks: [{ ...check('Deployment', 'Deployment shop/web', actual), evidence }],
    })
      .split('\n')
      .at(-2);
  expect(shown('1 of 2', '1 of 2; generation 3, observed 3')).toMatch(/\| 1 of 2 \| generation 3, observed 3 \|$/);
  expect(shown('app is not ready', 'not ready')).toMatch(/\| app is not ready \| {2}\|$/);
  expect(shown('Running', 'app: ready')).toMatch(/\| Running \| app: ready \|$/);
});

test('what a program printed keeps its lines, in a fence that it cannot close', () => {
  const message = 'exited with 4:\nexpected 200\n```\ngot 503';
  const report = verificationReport('TASK-007', { ...passed, failures: [failure('./smoke.sh', { message })] });
  expect(report).toContain(
    '   - Seen: exited with 4:\n\n     ````text\n     expected 200\n     ```\n     got 503\n     ````\n',
  );
});

test('a pass with something external says that it passed, and what is external', () => {
  const external = failure('Node worker-2', { scope: 'external' });
  const report = verificationReport('TASK-007', { ...passed, failures: [external] });
  expect(report).toContain('# Verification of TASK-007: passed\n\nVerified on staging: 5 of 5 pods healthy.\n');
  expect(report).toContain('## Not of this task\n\n1. **Node worker-2**');
});

test('is bounded, whatever there is to tell', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `Deployment shop/web-${index}`);
  const report = verificationReport('TASK-007', {
    ...passed,
    overall: 'failed',
    checks: names.map((name) => check('Deployment', name, 'x'.repeat(5_000), 'fail')),
    failures: names.map((name) => failure(name, { message: 'line\n'.repeat(500) + 'y'.repeat(5_000) })),
    warnings: names,
  });
  expect(report).toContain('And 2980 more.');
  expect(report).toContain('- And 2970 more.');
  expect(report).toContain('| ✗ fail | 2990 more of Deployment | as those above |  |');
  expect(report).toContain('… 494 more lines');
  expect(report.length).toBeLessThan(30_000);
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
