import { openRepository } from '../tools/repository-path.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import { applyLeftover, removeLeftover, showLeftover, viewLeftovers } from '../workflow/leftovers.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { appliedReport, droppedReport, leftoverReport, leftoversReport } from './leftovers-report.ts';
import { maskedCall } from './masked-call.ts';
import type { LeftoverAction } from './program.ts';
import { runTool } from './run-tool.ts';

/** `leftovers`: the unfinished work that was kept; `leftovers show|apply|drop NAME`: one of it. */
export async function leftoversCommand(
  action: LeftoverAction | undefined,
  name: string,
  flags: CliFlags,
  host: CliHost,
): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const open = () => openRepository(options.repoPath);
  const masked = <Result>(call: (context: ToolContext) => Promise<Result>) => maskedCall(host.env, call);
  if (action === undefined) {
    await runTool(
      host,
      options,
      masked(async () => viewLeftovers(await open())),
      leftoversReport,
    );
  } else if (action === 'show') {
    await runTool(
      host,
      options,
      masked(async () => showLeftover(await open(), name)),
      leftoverReport,
    );
  } else if (action === 'drop') {
    await runTool(
      host,
      options,
      masked(async () => removeLeftover(await open(), name)),
      droppedReport,
    );
  } else {
    const apply = masked(async ({ signal }) => applyLeftover(await open(), name, signal));
    await runTool(host, options, apply, appliedReport);
  }
  return exitCodes.success;
}
