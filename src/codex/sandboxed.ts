/** Starts a command of the engine in Codex's own sandbox: the work tree and temporary folders writable, the rest read-only. */
import { commandEnvironment, picked } from './environment.ts';
import { untrustedProject } from './project-trust.ts';
import { type SupervisedEnd, supervise } from './supervise.ts';

export interface SandboxedCommand {
  /** The Codex CLI. */
  readonly binary: string;
  /** The command and its arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** Absolute paths of folders that it may write to besides. */
  readonly writableFolders?: readonly string[];
  /** Nor to the temporary folders of the system, nor to what the user's configuration allows besides. */
  readonly writesInCwdAlone?: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Variables on top of those that `commandEnvironment` takes of `env`: KUBECONFIG … */
  readonly commandEnv: Readonly<Record<string, string>>;
  readonly network: boolean;
  /** Value of the run marker. */
  readonly marker?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  onLine(line: string): void;
}

/** Runs the command to its end, or to the end of its time. @throws the signal's reason when it was cancelled */
export async function runSandboxed(request: SandboxedCommand): Promise<SupervisedEnd> {
  const alone = request.writesInCwdAlone === true;
  const temporary = alone ? { TMPDIR: request.cwd, TEMP: request.cwd, TMP: request.cwd } : {};
  const own = { ...picked(request.env, ['CODEX_HOME']), ...request.commandEnv, ...temporary };
  const env = { ...commandEnvironment(request.env), ...own };
  const untrusted = await untrustedProject(request.cwd);
  const end = await supervise({
    binary: request.binary,
    args: () => [
      'sandbox',
      '-c',
      untrusted,
      '-c',
      'sandbox_mode="workspace-write"',
      '-c',
      `sandbox_workspace_write.network_access=${request.network}`,
      ...(alone ? cwdAlone : writableRoots(request.writableFolders ?? [])),
      '--',
      ...request.command,
    ],
    cwd: request.cwd,
    env,
    timeoutMs: request.timeoutMs,
    signal: request.signal,
    ...(request.marker === undefined ? {} : { marker: request.marker }),
    onLine: request.onLine,
  });
  if (end.ending === 'cancelled') throw request.signal.reason;
  return end;
}

/** A list of strings in TOML is one in JSON. Without such folders, those of the user's configuration stay. */
function writableRoots(folders: readonly string[]): string[] {
  return folders.length === 0 ? [] : ['-c', `sandbox_workspace_write.writable_roots=${JSON.stringify(folders)}`];
}

const cwdAlone = [
  ...['-c', 'sandbox_workspace_write.writable_roots=[]'],
  ...['-c', 'sandbox_workspace_write.exclude_slash_tmp=true'],
];
