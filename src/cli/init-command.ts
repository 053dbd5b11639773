import { initRepository } from '../workflow/init/init-repository.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { initReport } from './init-report.ts';
import { maskedCall } from './masked-call.ts';
import { runTool } from './run-tool.ts';

/** `init`: folders, configuration, a first task and the workflow document, where they are missing. */
export async function initCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { repoPath, settings } = options;
  const commits = flags['commit'] === true;
  const request = { repoPath, settings, dryRun: flags['dryRun'] === true, commits, now: new Date() };
  const call = maskedCall(host.env, ({ signal }) => initRepository(request, signal));
  const { made, ignored, sha, dry_run: dryRun } = await runTool(host, options, call, initReport);
  const isLeft = commits && !dryRun && sha === null && (made.length > 0 || ignored);
  return isLeft ? exitCodes.outcome : exitCodes.success;
}
