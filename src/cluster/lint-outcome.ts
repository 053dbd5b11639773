/** What the lint script of the repository said, which somebody else has run. Pure. */
import { type CommandRun, commandFindings } from './command-outcome.ts';
import type { Findings } from './findings.ts';

const name = 'Lint script';

/** Exit codes of a shell for a program that is not there, or cannot be run; make says them in words. */
const cannotRun = /^exited with 12[67]$/;
const cannotRunInMake = /^make.*\bError 12[67]$/m;

/** One row for each run; one whose tools are missing here has not run. A script that finds nothing wrong with the files is no proof of the cluster. */
export function lintFindings(runs: readonly CommandRun[]): Findings {
  const { checks, failures, warnings } = commandFindings(runs.map(unlessMissing));
  return {
    checks: checks.map((check) => ({ ...check, name })),
    failures: failures.map((failure) => ({
      ...failure,
      check: name,
      reason: failure.reason === 'CommandFailed' ? 'LintFailed' : failure.reason,
      cause: `The lint script of the repository (${failure.object}) finds a fault in it.`,
      remedy: 'Read its last lines, run it yourself in the repository, and mend what it tells.',
    })),
    warnings: warnings.map((warning) => warning.replace(/^The command (".*?") of the scope/, 'The lint script $1')),
    isSupporting: true,
  };
}

function unlessMissing(run: CommandRun): CommandRun {
  if (run.status !== 'fail' || !(cannotRun.test(run.actual) || cannotRunInMake.test(run.output))) return run;
  const words = run.output.split('\n').at(-1) ?? '';
  return { ...run, status: 'skipped', actual: `a program that it needs cannot be run here (${run.actual}: ${words})` };
}
