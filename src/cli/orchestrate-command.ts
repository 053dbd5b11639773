import { InputError } from '../tools/input-error.ts';
import { openRepository } from '../tools/repository-path.ts';
import { sandboxTerms } from '../tools/sandbox-terms.ts';
import { settingArguments } from '../tools/setting-flags.ts';
import { holdOrchestrated } from '../workflow/orchestrate/hold-orchestrated.ts';
import { orchestrateInTerminal } from '../workflow/orchestrate/in-terminal.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, readCliOptions, statedSettings } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { ownStart } from './own-start.ts';
import { printable } from './printable.ts';
import { offerRelated } from './related-question.ts';
import { showSession } from './show-session.ts';

/** `orchestrate`: Codex works by the workflow document, in this terminal or, headless, as a session with its report. */
export async function orchestrateCommand(
  folder: string | undefined,
  given: CliFlags,
  host: CliHost,
): Promise<ExitCode> {
  if (folder !== undefined && given['repo'] !== undefined)
    throw new InputError('Name the repository once: REPO, or --repo.');
  const flags = folder === undefined ? given : { ...given, repo: folder };
  const options = await readCliOptions(flags, host);
  const { repoPath, settings, json, jsonl } = options;
  const isHeadless = flags['headless'] === true;
  if (!isHeadless && (json || jsonl))
    throw new InputError('In a terminal there is nothing to print as JSON. Use --headless.');
  const repository = await openRepository(repoPath);
  if (!isHeadless && !host.stdin.isTTY) {
    throw new InputError('This is no terminal, which Codex needs. Use --headless, or start it in one.');
  }
  await offerContext(host, options);
  await offerRelated(host, options, false);
  const { command, args, env } = await ownStart();
  const server = { command, args: [...args, 'serve', ...settingArguments(statedSettings(flags, host))], env };
  const tasks = typeof flags['tasks'] === 'number' ? flags['tasks'] : settings.tasksPerSession;
  const request = { repository, settings, server, tasks };
  if (!isHeadless) {
    host.stderr.write(`${printable(terminalTerms(settings.network, repository.root))}\n`);
    const code = await orchestrateInTerminal(request, host.signals);
    return code === 0 ? exitCodes.success : exitCodes.outcome;
  }
  const limits = { tasks, failures: settings.failuresPerSession, tokens: settings.tokensPerSession, until: undefined };
  return showSession(host, options, limits, (session) => holdOrchestrated(session, request));
}

/** What Codex may do, and what it may ask when it opens. */
function terminalTerms(network: boolean, root: string): string {
  const restricted =
    'Where it asks how to open the folder, restricted is enough: what the project configures for Codex is left out.';
  return `${sandboxTerms(network, root, '--no-network')} It may commit and push by itself. ${restricted}`;
}
