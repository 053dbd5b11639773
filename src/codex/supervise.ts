/** Runs a command under the supervisor and gives its output line by line. It may be started before it is to do anything. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { endTree, runMarker } from './process-tree.ts';

export interface SupervisedStart {
  readonly binary: string;
  /** Arguments; `marker` is the run marker's value, for those who hand it on to what they start. */
  args(marker: string): readonly string[];
  /** File that becomes standard input; it need not be there before the command is run. */
  readonly inputFile: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Value of the run marker; one of its own when not given. No two commands with one marker may run at a time. */
  readonly marker?: string;
}

export interface SupervisedWatch {
  /** Wall-clock limit in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends the command as a time-out does: its output so far counts. */
  readonly stop?: AbortSignal;
  onLine(line: string): void;
}

export type SupervisedCommand = SupervisedStart & SupervisedWatch;

export interface SupervisedEnd {
  readonly ending: 'exited' | 'timed_out' | 'stopped' | 'cancelled';
  readonly exitCode: number;
  /** The last part of standard error. */
  readonly stderr: string;
}

const stderrLimit = 64 * 1024;
/** Whatever comes through the lifeline says that the input file may be read. */
const goWord = 'go\n';

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
  return new Supervised(command).run(command);
}

/** A command that has been started and waits for its standard input. */
export class Supervised {
  readonly #marker: string;
  readonly #supervisor: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exitCode: Promise<number>;
  #hasEnded = false;
  #stderr = '';

  constructor(start: SupervisedStart) {
    const marker = start.marker ?? randomUUID();
    this.#marker = marker;
    const args = [supervisorFile(), marker, start.inputFile, start.binary, ...start.args(marker)];
    this.#supervisor = spawn(process.execPath, args, {
      cwd: start.cwd,
      env: {
        ...start.env,
        [runMarker]: marker,
        ...(process.versions['electron'] ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // Ctrl-C in a terminal must reach the engine alone: it decides how Codex ends.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#supervisor.stdin.on('error', () => {}); // the supervisor is gone already; its exit tells the rest
    this.#supervisor.stderr.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-stderrLimit);
    });
    this.#exitCode = this.#untilEnded();
    this.#exitCode.catch(() => {}); // whoever runs or ends it hears of it
  }

  /** Whether it is over, for whatever reason. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Gives the command its input. Resolves only when no process of it is left. Once only. */
  async run({ timeoutMs, signal, stop: halted, onLine }: SupervisedWatch): Promise<SupervisedEnd> {
    const supervisor = this.#supervisor;
    let ending: SupervisedEnd['ending'] = 'exited';
    const stop = (reason: Exclude<SupervisedEnd['ending'], 'exited'>) => {
      if (ending !== 'exited') return;
      ending = reason;
      supervisor.stdin.end();
    };
    const cancel = () => stop('cancelled');
    const halt = () => stop('stopped');
    signal.addEventListener('abort', cancel, { once: true });
    halted?.addEventListener('abort', halt, { once: true });
    const timer = setTimeout(() => stop('timed_out'), timeoutMs);
    createInterface({ input: supervisor.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      if (ending === 'exited') onLine(line);
    });
    if (signal.aborted) cancel();
    else supervisor.stdin.write(goWord);
    try {
      const exitCode = await this.#exitCode;
      return { ending, exitCode, stderr: this.#stderr.trim() };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      halted?.removeEventListener('abort', halt);
    }
  }

  /** Ends a command that is not to be run any more; no process of it is left then. */
  async end(): Promise<void> {
    this.#supervisor.stdin.end();
    await this.#exitCode.catch(() => {}); // it could not even be started
  }

  async #untilEnded(): Promise<number> {
    try {
      const exitCode = await exitOf(this.#supervisor);
      // The supervisor itself may have been killed; what it watched is then ended from here.
      if (this.#supervisor.signalCode !== null) {
        await endTree({ root: this.#supervisor.pid ?? 0, marker: this.#marker, graceMs: 0 });
      }
      return exitCode;
    } finally {
      this.#hasEnded = true;
    }
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 128));
  });
}
