import { InputError } from '../tools/input-error.ts';
import { openRepository } from '../tools/repository-path.ts';
import type { Selection } from '../tools/rollback/runs.ts';
import { rollBackTask } from '../workflow/rollback.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { maskedCall } from './masked-call.ts';
import { isLeft, rollbackReport } from './rollback-report.ts';
import { runTool } from './run-tool.ts';

/**
 * `rollback ID`: takes back what the last run of a task committed. It is no success while the upstream, or a related
 * repository, still has that.
 */
export async function rollbackCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const selection = selectionOf(flags);
  const options = await readCliOptions(flags, host);
  const { push } = options.settings;
  const result = await runTool(
    host,
    options,
    maskedCall(host.env, async (context) => {
      const repository = await openRepository(options.repoPath);
      return rollBackTask({ repository, itemId, selection, dryRun: flags['dryRun'] === true, push }, context);
    }),
    rollbackReport,
  );
  return isLeft(result) ? exitCodes.outcome : exitCodes.success;
}

function selectionOf({ run, all }: CliFlags): Selection {
  if (typeof run !== 'string') return { kind: all === true ? 'all' : 'last' };
  if (all === true) throw new InputError('--run and --all exclude each other: name one run, or take all.');
  if (!/^[0-9a-f]{4,8}(?:-[0-9a-f-]*)?$/i.test(run)) {
    throw new InputError(
      `"${run}" is no run. A commit of a run ends in the line "Run: …": give its first eight characters.`,
    );
  }
  return { kind: 'run', run };
}
