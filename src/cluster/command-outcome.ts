/** What the commands of a scope say, which somebody else has run. Pure. */
import { fluxControllers, repositoryCheck } from './blocked.ts';
import type { Findings } from './findings.ts';
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
const safetyChecks: readonly string[] = [
  ...['Kube context', 'Kubernetes API', 'Registry'],
  fluxControllers,
  repositoryCheck,
];

/** Whether it is not certain that the cluster may be looked at, or it cannot be reached: then nothing is run against it. */
export function isUnsafe({ overall, failures }: Verification): boolean {
  return overall === 'blocked' && failures.some(({ check }) => safetyChecks.includes(check));
}

/** One row for each command; one that did not exit with 0 is a failure. */
export function commandFindings(runs: readonly CommandRun[]): Findings {
  const ran = runs.filter(({ status }) => status !== 'skipped');
  const passed = ran.filter(({ status }) => status === 'pass').length;
  const counts = `${passed} of ${ran.length} command${ran.length === 1 ? '' : 's'} exited with 0`;
  return {
    checks: runs.map(commandCheck),
    failures: runs.filter(({ status }) => status === 'fail').map(commandFailure),
    warnings: runs.flatMap(skippedWarning),
    ...(ran.length === 0 ? {} : { counts }),
  };
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
