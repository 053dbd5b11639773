/** Starts a command under the supervisor and gives its output line by line. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endTree, runMarker } from './process-tree.ts';

export interface SupervisedCommand {
  readonly binary: string;
  /** Arguments; `marker` is the run marker's value, for those who hand it on to what they start. */
  args(marker: string): readonly string[];
  /** File that becomes standard input. */
  readonly inputFile: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Wall-clock limit in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends the command as a time-out does: its output so far counts. */
  readonly stop?: AbortSignal;
  /** Value of the run marker; one of its own when not given. No two commands with one marker may run at a time. */
  readonly marker?: string;
  onLine(line: string): void;
}

export interface SupervisedEnd {
  readonly ending: 'exited' | 'timed_out' | 'stopped' | 'cancelled';
  readonly exitCode: number;
  /** The last part of standard error. */
  readonly stderr: string;
}

const stderrLimit = 64 * 1024;

/** The supervisor beside this module: bundled, or the source when the sources run as they are. */
function supervisorFile(): string {
  const here = import.meta.url;
  if (here.endsWith('.ts')) return fileURLToPath(new URL('./supervisor.ts', here));
  const folder = here.includes('/chunks/') ? '../supervisor.js' : './supervisor.js';
  return fileURLToPath(new URL(folder, here));
}

/** Runs the command to its end. Resolves only when no process of it is left, also after a time-out or a cancellation. */
export async function supervise(command: SupervisedCommand): Promise<SupervisedEnd> {
  command.signal.throwIfAborted();
  const marker = command.marker ?? randomUUID();
  const args = [supervisorFile(), marker, command.inputFile, command.binary, ...command.args(marker)];
  const supervisor = spawn(process.execPath, args, {
    cwd: command.cwd,
    env: {
      ...command.env,
      [runMarker]: marker,
      ...(process.versions['electron'] ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in a terminal must reach the engine alone: it decides how Codex ends.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let ending: SupervisedEnd['ending'] = 'exited';
  const stop = (reason: Exclude<SupervisedEnd['ending'], 'exited'>) => {
    if (ending !== 'exited') return;
    ending = reason;
    supervisor.stdin.end();
  };
  const cancel = () => stop('cancelled');
  const halt = () => stop('stopped');
  command.signal.addEventListener('abort', cancel, { once: true });
  command.stop?.addEventListener('abort', halt, { once: true });
  const timer = setTimeout(() => stop('timed_out'), command.timeoutMs);
  supervisor.stdin.on('error', () => {}); // the supervisor is gone already; its exit tells the rest
  let stderr = '';
  supervisor.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-stderrLimit);
  });
  createInterface({ input: supervisor.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
    if (ending === 'exited') command.onLine(line);
  });
  try {
    const exitCode = await exitOf(supervisor);
    // The supervisor itself may have been killed; what it watched is then ended from here.
    if (supervisor.signalCode !== null) await endTree({ root: supervisor.pid ?? 0, marker, graceMs: 0 });
    return { ending, exitCode, stderr: stderr.trim() };
  } finally {
    clearTimeout(timer);
    command.signal.removeEventListener('abort', cancel);
    command.stop?.removeEventListener('abort', halt);
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}
