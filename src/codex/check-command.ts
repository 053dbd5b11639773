/** Runs the `check:` command of a criterion: by the engine, after the agent has ended, in Codex's own sandbox. */
import { devNull } from 'node:os';
import { commandEnvironment, picked } from './environment.ts';
import { redact } from './redact.ts';
import { supervise } from './supervise.ts';

export interface CheckRequest {
  readonly binary: string;
  /** The command as the task file states it; one argument of the shell, never part of a longer text. */
  readonly command: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Variables on top of those that `commandEnvironment` takes of `env`: KUBECONFIG … */
  readonly commandEnv: Readonly<Record<string, string>>;
  readonly network: boolean;
  /** Value of the run marker. */
  readonly marker?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface CheckResult {
  readonly passed: boolean;
  /** One sentence, with the last lines of the output when it failed. */
  readonly reason: string;
}

/** What `codex sandbox` itself may say on standard error; it is no output of the command. */
const ownWarning = 'WARNING: proceeding, even though we could not create PATH aliases:';

/** Exit 0 within the time passes; anything else fails with the output as the reason. @throws the signal's reason */
export async function runCheck(request: CheckRequest): Promise<CheckResult> {
  const env = { ...commandEnvironment(request.env), ...picked(request.env, ['CODEX_HOME']), ...request.commandEnv };
  const lines: string[] = [];
  const end = await supervise({
    binary: request.binary,
    args: () => [
      'sandbox',
      '-c',
      'sandbox_mode="workspace-write"',
      '-c',
      `sandbox_workspace_write.network_access=${request.network}`,
      '--',
      '/bin/sh',
      '-c',
      request.command,
    ],
    inputFile: devNull,
    cwd: request.cwd,
    env,
    timeoutMs: request.timeoutMs,
    signal: request.signal,
    ...(request.marker === undefined ? {} : { marker: request.marker }),
    onLine: (line) => {
      lines.push(line.slice(0, 500));
      if (lines.length > 50) lines.shift();
    },
  });
  if (end.ending === 'cancelled') throw request.signal.reason;
  const name = `Check \`${request.command}\``;
  if (end.ending === 'timed_out') {
    return { passed: false, reason: `${name} did not end within ${Math.round(request.timeoutMs / 1000)} s.` };
  }
  if (end.exitCode === 0) return { passed: true, reason: `${name} exited with 0.` };
  const output = redact([...lines, end.stderr].join('\n'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(ownWarning))
    .slice(-8)
    .join('\n');
  return { passed: false, reason: `${name} exited with ${end.exitCode}${output === '' ? '.' : `:\n${output}`}` };
}
