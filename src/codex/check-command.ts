/** Runs a command that a task file states: by the engine, after the agent has ended, in Codex's own sandbox. */
import { CommandOutput } from './command-output.ts';
import { runSandboxed, type SandboxedCommand } from './sandboxed.ts';
import { redactorOf } from './secret-values.ts';

export interface CheckRequest extends Omit<SandboxedCommand, 'command' | 'onLine'> {
  /** The command as the task file states it; one argument of the shell, never part of a longer text. */
  readonly command: string;
  /** Where it is to look and change nothing: the one folder that it may write to, `cwd` not among it. */
  readonly scratchFolder?: string;
}

export interface CheckResult {
  readonly passed: boolean;
  /** How it ended: `exited with 4`. */
  readonly ended: string;
  /** The last lines of its output, secrets masked. */
  readonly output: string;
  /** One sentence, with the last lines of the output when it failed. */
  readonly reason: string;
}

/** Exit 0 within the time passes; anything else fails with the output as the reason. @throws the signal's reason */
export async function runCheck(request: CheckRequest): Promise<CheckResult> {
  const kept = new CommandOutput(redactorOf({ ...request.env, ...request.commandEnv }));
  const end = await runSandboxed({
    ...request,
    ...placed(request),
    onLine: (line) => kept.add(line),
  });
  const name = `Check \`${request.command}\``;
  const output = kept.shown(end.stderr);
  if (end.ending === 'timed_out') {
    const ended = `did not end within ${Math.round(request.timeoutMs / 1000)} s`;
    return { passed: false, ended, output, reason: `${name} ${ended}.` };
  }
  const ended = `exited with ${end.exitCode}`;
  if (end.exitCode === 0) return { passed: true, ended, output, reason: `${name} ${ended}.` };
  return { passed: false, ended, output, reason: `${name} ${ended}${output === '' ? '.' : `:\n${output}`}` };
}

/** Codex lets a command write where it is started, so one that may not is started elsewhere and goes there. */
function placed({
  command,
  cwd,
  scratchFolder,
}: CheckRequest): Pick<SandboxedCommand, 'command' | 'cwd' | 'writesInCwdAlone'> {
  if (scratchFolder === undefined) return { command: ['/bin/sh', '-c', command], cwd };
  const there = ['/bin/sh', '-c', 'cd "$1" && exec /bin/sh -c "$2"', 'sh', cwd, command];
  return { command: there, cwd: scratchFolder, writesInCwdAlone: true };
}
