import { describe, expect, test } from 'vitest';
import { type CommandRun, commandFindings, isUnsafe } from '../../../src/cluster/command-outcome.ts';
import { withFindings } from '../../../src/cluster/findings.ts';
import { emptySummary, type Failure, type Verification } from '../../../src/cluster/verification.ts';

const podFailure: Failure = {
  check: 'Pod',
  object: 'Pod shop/web-1',
  reason: 'CrashLoopBackOff',
  message: 'it crashes',
  cause: 'It crashes.',
  remedy: 'Mend it.',
  scope: 'task',
};

const looked: Record<'passed' | 'failed' | 'barred' | 'empty', Verification> = {
  passed: verification('passed', 'Verified on staging: 2 of 2 pods healthy.'),
  failed: { ...verification('failed', 'Pod shop/web-1: CrashLoopBackOff.'), failures: [podFailure] },
  barred: verification('blocked', 'Not verified: the user may not list pods in shop.'),
  empty: {
    ...verification('nothing_to_verify', 'There is nothing to verify: the scope holds nothing.'),
    warnings: ['Unverified: nothing was found that could be checked.', 'Namespace shop holds no pod.'],
  },
};

function verification(overall: Verification['overall'], message: string): Verification {
  const nothing = { summary: emptySummary, checks: [], failures: [], warnings: [], context: 'staging' };
  return { ...nothing, overall, message };
}

const runs = {
  good: run('pass', 'exited with 0', 'all well'),
  bad: run('fail', 'exited with 4', 'tag is wrong'),
  late: run('fail', 'did not end within 9 s', ''),
  skipped: run('skipped', 'this repository is not trusted to run commands', ''),
};

function withCommands(before: Verification, ran: readonly CommandRun[]): Verification {
  return withFindings(before, commandFindings(ran));
}

function run(status: CommandRun['status'], actual: string, output: string): CommandRun {
  return { command: `make ${actual.split(' ').at(-1)}`, status, actual, output, durationMs: 7 };
}

describe('the verdict', () => {
  test.each([
    ['passed', ['good'], 'passed', 'Verified on staging: 2 of 2 pods healthy. 1 of 1 command exited with 0.'],
    ['passed', ['good', 'bad'], 'failed', /^make 4: The command of the scope exited with 4\. Read its last lines/],
    [
      'passed',
      ['late', 'bad'],
      'failed',
      /^make s: The command of the scope did not end within 9 s\..* \(and 1 more\)$/,
    ],
    ['passed', ['skipped'], 'passed', 'Verified on staging: 2 of 2 pods healthy.'],
    ['failed', ['good'], 'failed', 'Pod shop/web-1: CrashLoopBackOff. 1 of 1 command exited with 0.'],
    ['failed', ['bad'], 'failed', 'Pod shop/web-1: CrashLoopBackOff. 0 of 1 command exited with 0.'],
    ['barred', ['good'], 'blocked', /^Not verified: .* 1 of 1 command exited with 0\.$/],
    ['barred', ['bad'], 'failed', /^Not verified: .* 0 of 1 command exited with 0\.$/],
    ['empty', ['good', 'good'], 'passed', 'Verified: 2 of 2 commands exited with 0.'],
    ['empty', ['good', 'bad'], 'failed', /^make 4: /],
    ['empty', ['skipped'], 'nothing_to_verify', 'There is nothing to verify: the scope holds nothing.'],
    ['empty', ['skipped', 'good'], 'passed', 'Verified: 1 of 1 command exited with 0.'],
  ] as const)('%s and %j is %s', (before, names, overall, message) => {
    const whole = withCommands(
      looked[before],
      names.map((name) => runs[name]),
    );
    expect(whole.overall).toBe(overall);
    expect(whole.message).toMatch(message);
  });
});

test('each command is a row, a failure tells its last lines, and a skipped one is a warning', () => {
  const { checks, failures, warnings } = withCommands(looked.empty, Object.values(runs));
  expect(checks.map(({ name, object, actual, status, evidence }) => [name, object, actual, status, evidence])).toEqual([
    ['Command', 'make 0', 'exited with 0', 'pass', 'all well'],
    ['Command', 'make 4', 'exited with 4', 'fail', 'tag is wrong'],
    ['Command', 'make s', 'did not end within 9 s', 'fail', 'did not end within 9 s'],
    ['Command', 'make commands', runs.skipped.actual, 'skipped', runs.skipped.actual],
  ]);
  expect(failures).toMatchObject([
    { reason: 'CommandFailed', message: 'exited with 4:\ntag is wrong', scope: 'task' },
    { reason: 'TimedOut', message: 'did not end within 9 s', scope: 'task' },
  ]);
  expect(warnings).toEqual([
    'Namespace shop holds no pod.',
    `The command "make commands" of the scope was skipped: ${runs.skipped.actual}.`,
  ]);
});

test('what was not verified stays so where no command was run', () => {
  expect(withCommands(looked.empty, [runs.skipped]).warnings[0]).toMatch(/^Unverified: /);
});

test.each([
  ['Kube context', true],
  ['Kubernetes API', true],
  ['Permission', false],
])('blocked by %s is unsafe: %s', (check, unsafe) => {
  expect(isUnsafe({ ...looked.barred, failures: [{ ...podFailure, check }] })).toBe(unsafe);
});

test('a failure of the task is not unsafe', () => {
  expect(isUnsafe(looked.failed)).toBe(false);
});
