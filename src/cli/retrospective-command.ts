import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { retrospectiveReport } from './retrospective-report.ts';
import { runTool } from './run-tool.ts';

/** `retrospective`: puts the backlog in order and writes a report, or with --dry-run only tells what it would do. */
export async function retrospectiveCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const { session, dryRun, judge, timeout } = flags;
  const options = await readCliOptions(flags, host);
  const input = {
    repo_path: options.repoPath,
    dry_run: dryRun === true,
    judge: judge !== false,
    ...(typeof session === 'string' ? { session_id: session } : {}),
    ...(typeof timeout === 'number' ? { timeout } : {}),
  };
  const { success } = await runTool(
    host,
    options,
    (toolbox, context) => toolbox.run_retrospective(input, context),
    (result, style) => retrospectiveReport(result, input.dry_run, style),
  );
  return success ? exitCodes.success : exitCodes.outcome;
}
