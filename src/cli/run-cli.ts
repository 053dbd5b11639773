import { CommanderError } from 'commander';
import { redactorOf } from '../codex/secret-values.ts';
import { InputError } from '../tools/input-error.ts';
import { type CliHost, isDebugging } from './cli-host.ts';
import { exitCodes } from './exit-code.ts';
import { Interrupted } from './interruption.ts';
import { type CliCommands, createProgram } from './program.ts';

/**
 * Runs one command line. Results go to standard output, everything else to standard error.
 * @param args without the program's name
 * @returns the exit code: 0 success, 1 another outcome or the unexpected, 2 wrong use or input, 130 interrupted
 */
export async function runCli(args: readonly string[], host: CliHost): Promise<number> {
  let exitCode: number = exitCodes.success;
  // Each command loads what it needs when it runs: help and scan do not wait for the cluster client.
  const commands: CliCommands = {
    scan: async (flags) => (await import('./scan-command.ts')).scanCommand(flags, host),
    show: async (id, flags) => (await import('./show-command.ts')).showCommand(id, flags, host),
    lint: async (files, flags) => (await import('./lint-command.ts')).lintCommand(files, flags, host),
    actions: async (flags) => (await import('./actions-command.ts')).actionsCommand(flags, host),
    process: async (id, flags) => (await import('./process-command.ts')).processCommand(id, flags, host),
    run: async (flags) => (await import('./run-command.ts')).runCommand(flags, host),
    stop: async (flags) => (await import('./stop-command.ts')).stopCommand(flags, host),
    verify: async (id, flags) => (await import('./verify-command.ts')).verifyCommand(id, flags, host),
    health: async (files, flags) => (await import('./health-command.ts')).healthCommand(files, flags, host),
    create: async (type, title, flags) => (await import('./create-command.ts')).createCommand(type, title, flags, host),
    decompose: async (id, flags) => (await import('./decompose-command.ts')).decomposeCommand(id, flags, host),
    archive: async (id, flags) => (await import('./archive-command.ts')).archiveCommand(id, flags, host),
    retrospective: async (flags) => (await import('./retrospective-command.ts')).retrospectiveCommand(flags, host),
    rollback: async (id, flags) => (await import('./rollback-command.ts')).rollbackCommand(id, flags, host),
    leftovers: async (action, name, flags) =>
      (await import('./leftovers-command.ts')).leftoversCommand(action, name, flags, host),
    transcripts: async (id, number, flags) =>
      (await import('./transcripts-command.ts')).transcriptsCommand(id, number, flags, host),
    completion: async (shell, flags) => (await import('./completion-command.ts')).completionCommand(shell, flags, host),
    complete: async (program, words) => (await import('./completion-command.ts')).completeCommand(program, words, host),
    init: async (flags) => (await import('./init-command.ts')).initCommand(flags, host),
    doctor: async (flags) => (await import('./doctor-command.ts')).doctorCommand(flags, host),
    orchestrate: async (folder, flags) =>
      (await import('./orchestrate-command.ts')).orchestrateCommand(folder, flags, host),
    install: async (client, flags) => (await import('./install-command.ts')).installCommand(client, flags, host),
    serve: async (flags) => (await import('./serve-command.ts')).serveCommand(flags, host),
  };
  const program = createProgram(host, commands, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return explain(error, host);
  }
}

function explain(error: unknown, host: CliHost): number {
  // Commander has written its own message; help and version are no mistakes.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
  const redacted = redactorOf(host.env);
  const tell = (text: string) => void host.stderr.write(`agent-toolkit: ${redacted(text)}\n`);
  const cause = error instanceof Interrupted ? error.cause : error;
  const isAbort = error instanceof Interrupted && cause instanceof Error && cause.name === 'AbortError';
  if (!isAbort) tell(cause instanceof Error ? cause.message : String(cause));
  if (error instanceof Interrupted) tell('Interrupted.');
  if (isDebugging(host) && cause instanceof Error && !isAbort) tell(cause.stack ?? '');
  if (error instanceof Interrupted) return exitCodes.interrupted;
  return error instanceof InputError ? exitCodes.usage : exitCodes.outcome;
}
