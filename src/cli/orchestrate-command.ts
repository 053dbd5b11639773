import { EventEmitter } from 'node:events';
import { InputError } from '../tools/input-error.ts';
import { openRepository } from '../tools/repository-path.ts';
import { settingArguments } from '../tools/setting-flags.ts';
import { holdOrchestrated } from '../workflow/orchestrate/hold-orchestrated.ts';
import { orchestrateInTerminal } from '../workflow/orchestrate/in-terminal.ts';
import type { OrchestratorRequest } from '../workflow/orchestrate/prepare-orchestrator.ts';
import type { SessionLimits } from '../workflow/session/limits.ts';
import type { CliHost } from './cli-host.ts';
import { type CliFlags, type CliOptions, readCliOptions, statedSettings } from './cli-options.ts';
import { offerContext } from './context-question.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { ownStart } from './own-start.ts';
import { printable } from './printable.ts';
import { offerRelated } from './related-question.ts';
import { showSession } from './show-session.ts';

/** `orchestrate`: Codex works by the workflow document, in this terminal or without one; both are sessions with their report. */
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
  const limits = { tasks, failures: settings.failuresPerSession, tokens: settings.tokensPerSession, until: undefined };
  if (isHeadless) return showSession(host, options, limits, (session) => holdOrchestrated(session, request));
  return inTerminal(host, options, limits, request);
}

/** Ctrl-C is for Codex as long as it has the terminal. */
async function inTerminal(
  host: CliHost,
  options: CliOptions,
  limits: SessionLimits,
  request: OrchestratorRequest,
): Promise<ExitCode> {
  const signals = new EventEmitter();
  let isLent = false;
  let codexCode = 0;
  const ended = (code: number) => {
    codexCode = code;
  };
  const forward = (name: string) => {
    if (!(isLent && name === 'SIGINT')) signals.emit(name, name);
  };
  for (const name of passedSignals) host.signals.on(name, forward);
  host.stderr.write(`${printable(terminalTerms())}\n`);
  const code = await showSession({ ...host, signals }, options, limits, (session, terminal) => {
    const lend = <T>(work: () => Promise<T>) => {
      isLent = true;
      return terminal.lend(work).finally(() => {
        isLent = false;
      });
    };
    const closing = () =>
      void host.stderr.write('Codex has ended. Now the look back, which Ctrl-C cuts short, then the report.\n');
    return orchestrateInTerminal(session, { ...request, lend, ended, closing });
  });
  // Where it was interrupted they stay: a further signal must not change how the process ends.
  for (const name of passedSignals) host.signals.off(name, forward);
  return code === exitCodes.success && codexCode !== 0 ? exitCodes.outcome : code;
}

const passedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What Codex may do besides what every session says, and what it may ask when it opens. */
function terminalTerms(): string {
  const restricted =
    'Where it asks how to open the folder, restricted is enough: what the project configures for Codex is left out.';
  return `Codex may commit and push by itself. ${restricted}`;
}
