/** What the lint script of the repository said, which somebody else has run. Pure. */
import { type CommandRun, commandFindings } from './command-outcome.ts';
import type { Findings } from './findings.ts';

const name = 'Lint script';

/** One row for each run. A script that finds nothing wrong with the files is no proof of the cluster. */
export function lintFindings(runs: readonly CommandRun[]): Findings {
  const { checks, failures, warnings } = commandFindings(runs);
  return {
    checks: checks.map((check) => ({ ...check, name })),
    failures: failures.map((failure) => ({
      ...failure,
      check: name,
      reason: failure.reason === 'CommandFailed' ? 'LintFailed' : failure.reason,
      cause: `The lint script of the repository (${failure.object}) finds a fault in it, or cannot run here.`,
      remedy: 'Read its last lines, run it yourself in the repository, and mend what it tells.',
    })),
    warnings: warnings.map((warning) => warning.replace(/^The command (".*?") of the scope/, 'The lint script $1')),
    isSupporting: true,
  };
}
