import { openRepository } from '../tools/repository-path.ts';
import { type ArchiveResult, archiveTask } from '../workflow/archive.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { printable } from './printable.ts';
import { warned } from './report-lines.ts';
import { runTool } from './run-tool.ts';
import type { Style } from './style.ts';

/** `archive ID`: moves a finished task or item to completed/ and commits that, after whoever works on a task there. A push that was refused is a warning. */
export async function archiveCommand(itemId: string, flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const { push, waitMinutes } = options.settings;
  await runTool(
    host,
    options,
    async (_toolbox, context) => {
      const { root } = await openRepository(options.repoPath);
      return archiveTask({ repoRoot: root, itemId, push, waitMinutes }, context);
    },
    archiveReport,
  );
  return exitCodes.success;
}

function archiveReport(result: ArchiveResult, style: Style): string {
  const { item_id: id, from, to, sha, pushed, pull_request: pullRequest, related, warnings } = result;
  const lines = [
    `${style('green', `${style.marks.good} ${printable(id)} archived`)}  ${sha.slice(0, 8)}${pushed ? ', pushed' : ''}`,
    `  ${printable(from)} → ${printable(to)}`,
    ...(pullRequest === null ? [] : [`  Pull request: ${printable(pullRequest)}`]),
    ...related.map((one) => `  ${printable(one.repository)}: ${wordOf(one)}`),
    ...warnings.flatMap((warning) => warned(warning, style)),
  ];
  return `${lines.join('\n')}\n`;
}

function wordOf({ pushed, pull_request: request }: ArchiveResult['related'][number]): string {
  if (request !== null) return `pull request: ${printable(request)}`;
  return pushed ? 'pushed' : 'not pushed';
}
