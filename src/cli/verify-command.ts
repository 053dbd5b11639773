import { planTests } from '../tools/plan-tests.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { planReport } from './plan-report.ts';
import { runTool } from './run-tool.ts';
import { verificationReport } from './verification-report.ts';

/** `verify ID`: looks at the cluster; only what was looked at and found good is a success. `--plan` shows what it would do. */
export async function verifyCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const asked = (context: ToolContext): ToolContext =>
    flags['runCommands'] === true ? { ...context, runsCommands: true } : context;
  if (flags['plan'] === true) {
    const { repoPath, settings } = options;
    await runTool(host, options, (_, context) => planTests(repoPath, itemId, settings, asked(context)), planReport);
    return exitCodes.success;
  }
  await offerContext(host, options);
  const wishes = { create_bugs: 'createBugs', reconcile: 'reconcile', reset: 'reset' } as const;
  const wished = Object.entries(wishes).filter(([, flag]) => flags[flag] === true);
  const parameters = Object.fromEntries(wished.map(([parameter]) => [parameter, true]));
  const timeout = typeof flags['timeout'] === 'number' ? { timeout: flags['timeout'] } : {};
  const input = { work_item_id: itemId, repo_path: options.repoPath, ...parameters, ...timeout };
  const { passed } = await runTool(
    host,
    options,
    (toolbox, context) => toolbox.run_tests(input, asked(context)),
    verificationReport,
  );
  return passed ? exitCodes.success : exitCodes.outcome;
}
