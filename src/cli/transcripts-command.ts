import { openRepository } from '../tools/repository-path.ts';
import { showTranscript, type TranscriptView, viewTranscripts } from '../workflow/transcripts.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { runTool } from './run-tool.ts';
import type { Style } from './style.ts';
import { transcriptReport, transcriptsReport } from './transcripts-report.ts';

/** `transcripts [ID]`: the tries at criteria that are kept; `transcripts ID N`: one of them, with all that happened. */
export async function transcriptsCommand(
  itemId: string | undefined,
  number: number | undefined,
  flags: CliFlags,
  host: CliHost,
): Promise<ExitCode> {
  const options = await readCliOptions(flags, host);
  const open = () => openRepository(options.repoPath);
  if (itemId === undefined || number === undefined) {
    const report = (found: TranscriptView[], style: Style) => transcriptsReport(found, style, itemId);
    await runTool(host, options, async () => viewTranscripts(await open(), itemId), report);
  } else {
    await runTool(host, options, async () => showTranscript(await open(), itemId, number), transcriptReport);
  }
  return exitCodes.success;
}
