import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { queueReport } from './queue-report.ts';
import { runTool } from './run-tool.ts';

/** `scan`: the queue, what waits for a person, and what is next. */
export async function scanCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const input = { repo_path: options.repoPath, sync_remote: flags['sync'] !== false };
  const { success } = await runTool(
    host,
    options,
    (toolbox, context) => toolbox.scan_prioritize(input, context),
    queueReport,
  );
  return success ? exitCodes.success : exitCodes.outcome;
}
