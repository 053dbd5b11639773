/** Runs a command under the supervisor and gives its output line by line. It may be started before it is to do anything. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Lifeline } from './lifeline.ts';
import { endTree, runMarker } from './process-tree.ts';

export interface SupervisedStart {
  readonly binary: string;
  /** Arguments; `marker` is the run marker's value, for those who hand it on to what they start. */
  args(marker: string): readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Value of the run marker; one of its own when not given. No two commands with one marker may run at a time. */
  readonly marker?: string;
  /** How long it may take to end by itself when it is to, in milliseconds; 2,000 when not given. */
  readonly graceMs?: number;
  /** Whether it waits for an input; without one it has none. */
  readonly takesInput?: boolean;
}

export interface SupervisedWatch {
  /** Wall-clock limit in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Ends the command as a time-out does: its output so far counts. */
  readonly stop?: AbortSignal;
  /** Standard input of the command, whole. */
  readonly input?: string;
  onLine(line: string): void;
}

export type SupervisedCommand = SupervisedStart & SupervisedWatch;

export interface SupervisedEnd {
  readonly ending: 'exited' | 'timed_out' | 'stopped' | 'cancelled';
  readonly exitCode: number;
  /** The last part of standard error. */
  readonly stderr: string;
}

/** Characters of standard error that are kept: the last. */
export const stderrLimit = 64 * 1024;

/** Runs the command to its end. Resolves only when no process of it is left, also after a time-out or a cancellation. */
export async function supervise(command: SupervisedCommand): Promise<SupervisedEnd> {
  command.signal.throwIfAborted();
  const lifeline = new Lifeline(command.marker);
  try {
    const supervised = await Supervised.start({ ...command, takesInput: command.input !== undefined }, lifeline);
    return await supervised.run(command);
  } finally {
    await lifeline.end();
  }
}

/** A command that has been started and waits for its standard input. */
export class Supervised {
  readonly #marker: string;
  readonly #graceMs: number;
  readonly #child: ChildProcessByStdio<Writable | null, Readable, Readable>;
  readonly #exitCode: Promise<number>;
  #ending: Promise<number[]> | undefined;
  #hasEnded = false;
  #stderr = '';

  private constructor(start: SupervisedStart, marker: string) {
    this.#marker = marker;
    this.#graceMs = start.graceMs ?? 2000;
    this.#child = spawn(start.binary, start.args(marker), {
      cwd: start.cwd,
      env: { ...start.env, [runMarker]: marker },
      stdio: [start.takesInput ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      // Ctrl-C in a terminal must reach the engine alone: it decides how Codex ends.
      detached: process.platform !== 'win32',
      windowsHide: true,
    }) as ChildProcessByStdio<Writable | null, Readable, Readable>;
    this.#child.on('error', () => {}); // told when it has ended
    // A command that ends, or closes its input, without having read all of it is none of our business.
    this.#child.stdin?.on('error', () => {});
    this.#child.stderr.on('data', (chunk: Buffer) => this.#say(chunk.toString('utf8')));
    this.#exitCode = this.#untilEnded(start.binary);
  }

  /** Starts the command, under a supervisor that knows of it before it is there. */
  static async start(start: SupervisedStart, lifeline: Lifeline): Promise<Supervised> {
    const marker = start.marker ?? randomUUID();
    await lifeline.watch(marker, undefined);
    const supervised = new Supervised(start, marker);
    void supervised.#exitCode.then(() => lifeline.done(marker));
    try {
      await lifeline.watch(marker, supervised.#child.pid);
    } catch (error) {
      await supervised.end();
      throw error;
    }
    return supervised;
  }

  /** Whether it is over, for whatever reason. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Gives the command its input. Resolves only when no process of it is left. Once only. */
  async run({ timeoutMs, signal, stop: halted, input = '', onLine }: SupervisedWatch): Promise<SupervisedEnd> {
    let ending: SupervisedEnd['ending'] = 'exited';
    const stop = (reason: Exclude<SupervisedEnd['ending'], 'exited'>) => {
      if (ending !== 'exited') return;
      ending = reason;
      void this.#endTree();
    };
    const cancel = () => stop('cancelled');
    const halt = () => stop('stopped');
    signal.addEventListener('abort', cancel, { once: true });
    halted?.addEventListener('abort', halt, { once: true });
    const timer = setTimeout(() => stop('timed_out'), timeoutMs);
    createInterface({ input: this.#child.stdout, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      if (ending === 'exited') onLine(line);
    });
    if (signal.aborted) cancel();
    // With an input that stays open `codex exec` hangs for ever.
    else this.#child.stdin?.end(input);
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
    await this.#endTree();
    await this.#exitCode;
  }

  /** The command's own exit code, or 128 and up when a signal ended it. */
  async #untilEnded(binary: string): Promise<number> {
    const child = this.#child;
    const closed = new Promise((resolve) => child.once('close', resolve));
    const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const end = await exited.catch((error: Error) => error);
    if (end instanceof Error) {
      this.#hasEnded = true;
      this.#say(`agent-toolkit: ${binary} could not be started: ${end.message}\n`);
      return 127;
    }
    const left = await this.#endTree();
    if (left.length > 0) {
      this.#say(`agent-toolkit: these processes could not be ended: ${left.join(', ')}\n`);
      // One of them may hold the streams open.
      child.stdout.destroy();
      child.stderr.destroy();
    }
    await closed;
    this.#hasEnded = true;
    const [code, signal] = end;
    if (left.length > 0) return 70;
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  }

  /** @returns the pids that could not be ended */
  #endTree(): Promise<number[]> {
    this.#ending ??= endTree({ root: this.#child.pid, marker: this.#marker, graceMs: this.#graceMs });
    return this.#ending;
  }

  #say(words: string): void {
    this.#stderr = (this.#stderr + words).slice(-stderrLimit);
  }
}
