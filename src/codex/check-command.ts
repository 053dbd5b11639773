/** Runs a command that a task file states: by the engine, after the agent has ended, in Codex's own sandbox. */
import { runSandboxed, type SandboxedCommand } from './sandboxed.ts';
import { redactorOf } from './secret-values.ts';

export interface CheckRequest extends Omit<SandboxedCommand, 'command' | 'onLine'> {
  /** The command as the task file states it; one argument of the shell, never part of a longer text. */
  readonly command: string;
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

/** What `codex sandbox` itself may say on standard error; it is no output of the command. */
const ownWarning = 'WARNING: proceeding, even though we could not create PATH aliases:';

/** Exit 0 within the time passes; anything else fails with the output as the reason. @throws the signal's reason */
export async function runCheck(request: CheckRequest): Promise<CheckResult> {
  const lines: string[] = [];
  const end = await runSandboxed({
    ...request,
    command: ['/bin/sh', '-c', request.command],
    onLine: (line) => {
      lines.push(line.slice(0, 500));
      if (lines.length > 50) lines.shift();
    },
  });
  const name = `Check \`${request.command}\``;
  const redacted = redactorOf({ ...request.env, ...request.commandEnv });
  const output = redacted([...lines, end.stderr].join('\n'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(ownWarning))
    .slice(-8)
    .join('\n');
  if (end.ending === 'timed_out') {
    const ended = `did not end within ${Math.round(request.timeoutMs / 1000)} s`;
    return { passed: false, ended, output, reason: `${name} ${ended}.` };
  }
  const ended = `exited with ${end.exitCode}`;
  if (end.exitCode === 0) return { passed: true, ended, output, reason: `${name} ${ended}.` };
  return { passed: false, ended, output, reason: `${name} ${ended}${output === '' ? '.' : `:\n${output}`}` };
}
