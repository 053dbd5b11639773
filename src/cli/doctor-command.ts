import { diagnose } from '../workflow/doctor/diagnose.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { doctorReport } from './doctor-report.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { maskedCall } from './masked-call.ts';
import { runTool } from './run-tool.ts';

/** `doctor`: what runs depend on, what is wrong with it and how to mend it. Warnings are a success. */
export async function doctorCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { repoPath, settings } = options;
  const call = maskedCall(host.env, ({ signal }) => diagnose({ repoPath, settings }, signal));
  const { healthy } = await runTool(host, options, call, doctorReport);
  return healthy ? exitCodes.success : exitCodes.outcome;
}
