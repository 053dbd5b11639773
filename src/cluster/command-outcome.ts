/** A verification with the commands of its scope, which somebody else has run. Pure. */
import type { Check, Failure, Verification } from './verification.ts';

/** How one command of the scope ended. */
export interface CommandRun {
  readonly command: string;
  /** pass: it exited with 0. */
  readonly status: 'pass' | 'fail' | 'skipped';
  /** How it ended (`exited with 4`), or why it was skipped. */
  readonly actual: string;
  /** The last lines of its output. */
  readonly output: string;
  readonly durationMs: number;
}

/** Nothing else is run after these. */
const safetyChecks: readonly string[] = ['Kube context', 'Kubernetes API'];

/** Whether it is not certain that the cluster may be looked at, or it cannot be reached: then nothing is run against it. */
export function isUnsafe({ overall, failures }: Verification): boolean {
  return overall === 'blocked' && failures.some(({ check }) => safetyChecks.includes(check));
}

/** One row for each command. One that failed makes the verification failed; where nothing else was found, those that passed pass it. */
export function withCommands(verification: Verification, runs: readonly CommandRun[]): Verification {
  const failed = runs.filter(({ status }) => status === 'fail');
  const passed = runs.filter(({ status }) => status === 'pass').length;
  const overall = overallOf(verification.overall, failed.length, passed);
  const failures = failed.map(commandFailure);
  const wasEmpty = verification.overall === 'nothing_to_verify' && overall !== 'nothing_to_verify';
  const warnings = wasEmpty
    ? verification.warnings.filter((text) => !text.startsWith('Unverified:'))
    : verification.warnings;
  return {
    ...verification,
    overall,
    checks: [...verification.checks, ...runs.map(commandCheck)],
    failures: [...verification.failures, ...failures],
    warnings: [...warnings, ...runs.flatMap(skippedWarning)],
    message: messageOf(verification, overall, runs, failures),
  };
}

function overallOf(before: Verification['overall'], failed: number, passed: number): Verification['overall'] {
  if (failed > 0) return 'failed';
  return before === 'nothing_to_verify' && passed > 0 ? 'passed' : before;
}

function commandCheck({ command, status, actual, output, durationMs }: CommandRun): Check {
  return {
    name: 'Command',
    object: command,
    asked: 'Does it exit with 0?',
    expected: 'exited with 0',
    actual,
    status,
    evidence: output === '' ? actual : output,
    duration_ms: durationMs,
  };
}

function commandFailure({ command, actual, output }: CommandRun): Failure {
  return {
    check: 'Command',
    object: command,
    reason: actual.startsWith('exited') ? 'CommandFailed' : 'TimedOut',
    message: output === '' ? actual : `${actual}:\n${output}`,
    cause: `The command of the scope ${actual}.`,
    remedy:
      'Read its last lines, run it yourself in the repository, and mend what it tells or the command (`verify:`).',
    scope: 'task',
  };
}

function skippedWarning({ command, status, actual }: CommandRun): string[] {
  return status === 'skipped' ? [`The command "${command}" of the scope was skipped: ${actual}.`] : [];
}

function messageOf(
  before: Verification,
  overall: Verification['overall'],
  runs: readonly CommandRun[],
  failures: readonly Failure[],
): string {
  const ran = runs.filter(({ status }) => status !== 'skipped');
  if (ran.length === 0) return before.message;
  const counts = `${ran.length - failures.length} of ${ran.length} command${ran.length === 1 ? '' : 's'} exited with 0.`;
  const [lead] = failures;
  if (before.overall === 'nothing_to_verify') {
    if (overall === 'passed') return `Verified: ${counts}`;
  } else if (before.overall !== 'passed' || lead === undefined) return `${before.message} ${counts}`;
  if (lead === undefined) return before.message;
  const more = failures.length === 1 ? '' : ` (and ${failures.length - 1} more)`;
  return `${lead.object}: ${lead.cause} ${lead.remedy}${more}`;
}
