import { openRepository } from '../tools/repository-path.ts';
import { asksCluster, viewActions } from '../workflow/human-actions.ts';
import { actionsReport } from './actions-report.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { maskedCall } from './masked-call.ts';
import { runTool } from './run-tool.ts';

/** `actions`: what waits for a person; `--check` asks the probes of those that state `until`, and marks those that are done. */
export async function actionsCommand(flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const check = flags['check'] === true;
  const { root } = await openRepository(options.repoPath);
  if (check && (await asksCluster(root))) await offerContext(host, options);
  const request = { repoRoot: root, settings: options.settings, runsCommands: flags['commands'] !== false };
  const call = maskedCall(host.env, (context) => viewActions(request, check, context));
  await runTool(host, options, call, actionsReport);
  return exitCodes.success;
}
