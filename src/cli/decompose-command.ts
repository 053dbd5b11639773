import { openRepository } from '../tools/repository-path.ts';
import { decomposeTask, proposeDecomposition } from '../workflow/decompose/decompose-task.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { decompositionReport } from './decomposition-report.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { runTool } from './run-tool.ts';

/** `decompose ID`: sub-tasks for what is open of a task, or with --dry-run only what they would be. */
export async function decomposeCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { criteriaPerTask: most } = flags;
  await runTool(
    host,
    options,
    async (_toolbox, context) => {
      const repository = await openRepository(options.repoPath);
      const request = { repository, itemId, now: new Date(), ...(typeof most === 'number' ? { most } : {}) };
      if (flags['dryRun'] === true) return proposeDecomposition(request);
      return decomposeTask({ ...request, commit: flags['commit'] !== false }, context);
    },
    decompositionReport,
  );
  return exitCodes.success;
}
