import type { ToolInput } from '../tools/contract.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { creationReport } from './creation-report.ts';
import { readDescription } from './description-input.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { runTool } from './run-tool.ts';

type Input = ToolInput<'create_work_item'>;

/** `create TYPE TITLE`: a bug, feature or human action as files of the repository. A likely duplicate is a warning. */
export async function createCommand(
  type: Input['item_type'],
  title: string,
  flags: CliFlags,
  host: CliHost,
): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { component, priority, folder, dependsOn, blocks, label, criterion } = flags;
  const input = {
    item_type: type,
    title,
    description: await readDescription(flags, host),
    repo_path: options.repoPath,
    auto_commit: flags['commit'] !== false,
    ...(typeof component === 'string' ? { component } : {}),
    ...(typeof priority === 'string' ? { priority } : {}),
    ...(folder === 'active' || folder === 'backlog' ? { folder } : {}),
    ...(Array.isArray(dependsOn) ? { depends_on: dependsOn } : {}),
    ...(Array.isArray(blocks) ? { blocks } : {}),
    ...(Array.isArray(label) ? { labels: label } : {}),
    ...(Array.isArray(criterion) ? { acceptance_criteria: criterion } : {}),
  } satisfies Input;
  const { success } = await runTool(
    host,
    options,
    (toolbox, context) => toolbox.create_work_item(input, context),
    (result, style) => creationReport(result, { title, autoCommit: input.auto_commit }, style),
  );
  return success ? exitCodes.success : exitCodes.outcome;
}
