/** The engine's side of the supervisor: tells it which commands are to end when the engine does. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runMarker } from './process-tree.ts';

/** The supervisor beside this module: bundled, or the source when the sources run as they are. */
function supervisorFile(): string {
  const here = import.meta.url;
  if (here.endsWith('.ts')) return fileURLToPath(new URL('./supervisor.ts', here));
  const folder = here.includes('/chunks/') ? '../supervisor.js' : './supervisor.js';
  return fileURLToPath(new URL(folder, here));
}

/** A supervisor for the commands of one run. It is started for the first of them, and again where somebody killed it. */
export class Lifeline {
  readonly #marker: string | undefined;
  readonly #file: string;
  readonly #watched = new Map<string, number | undefined>();
  #supervisor: ChildProcess | undefined;
  #listens: Promise<void> = Promise.resolve();

  /**
   * @param marker the run marker's value: the next run waits until the supervisor of this one is done
   * @param file the supervisor's program
   */
  constructor(marker?: string, file = supervisorFile()) {
    this.#marker = marker;
    this.#file = file;
  }

  /** Starts the supervisor ahead of the first command, which then need not wait for it. That it cannot be started is told by `watch`. */
  prepare(): void {
    if (this.#supervisor === undefined && existsSync(this.#file)) this.#start();
  }

  /**
   * Has a command ended when the engine dies. Resolves when the supervisor listens, so that there is no moment in which
   * nobody would end it.
   * @param pid undefined before there is a process
   * @throws Error when the supervisor cannot be started
   */
  async watch(marker: string, pid: number | undefined): Promise<void> {
    if (this.#supervisor === undefined && !existsSync(this.#file)) {
      const how = 'the extension, or npm install -g';
      throw new Error(`A part of Agent Toolkit is missing: ${this.#file}. Install it again (${how}), then run again.`);
    }
    this.#watched.set(marker, pid);
    if (this.#supervisor === undefined) this.#start();
    else this.#tell(watchLine(marker, pid));
    await this.#listens;
  }

  /** The command is over, and nothing of it is left. */
  done(marker: string): void {
    if (this.#watched.delete(marker)) this.#tell(`done ${marker}`);
  }

  /** Lets the supervisor go, which ends what it still watches; resolves when it is gone. */
  async end(): Promise<void> {
    const supervisor = this.#supervisor;
    this.#supervisor = undefined;
    if (supervisor === undefined) return;
    supervisor.stdin?.end();
    if (supervisor.exitCode === null && supervisor.signalCode === null) await once(supervisor, 'exit');
  }

  #start(): void {
    const file = this.#file;
    const supervisor = spawn(process.execPath, [file], {
      // No folder of the user's, which could then not be removed everywhere.
      cwd: dirname(file),
      env: {
        ...process.env,
        // Below the run's, so that a command with the run's own does not take the supervisor for its child.
        ...(this.#marker === undefined ? {} : { [runMarker]: `${this.#marker}/supervisor` }),
        ...(process.versions['electron'] ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // Ctrl-C in a terminal must reach the engine alone: it decides how Codex ends.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    supervisor.stdin.on('error', () => {}); // it is gone, as its exit tells
    this.#supervisor = supervisor;
    for (const [marker, pid] of this.#watched) this.#tell(watchLine(marker, pid));
    this.#listens = untilItListens(supervisor);
    this.#listens.then(
      () => supervisor.once('exit', () => this.#startAgain(supervisor)),
      () => this.#forget(supervisor), // whoever has a command watched hears of it
    );
  }

  /** Whoever killed it, the commands that go on must not be without one. */
  #startAgain(supervisor: ChildProcess): void {
    if (this.#forget(supervisor) && this.#watched.size > 0) this.#start();
  }

  #forget(supervisor: ChildProcess): boolean {
    if (this.#supervisor !== supervisor) return false;
    this.#supervisor = undefined;
    return true;
  }

  #tell(line: string): void {
    this.#supervisor?.stdin?.write(`${line}\n`);
  }
}

function watchLine(marker: string, pid: number | undefined): string {
  return pid === undefined ? `watch ${marker}` : `watch ${marker} ${pid}`;
}

async function untilItListens(supervisor: ChildProcessByStdio<Writable, Readable, Readable>): Promise<void> {
  let words = '';
  supervisor.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString('utf8')).slice(-2000);
  });
  const ended = once(supervisor, 'close').then(() => {
    throw new Error(`The supervisor could not be started: ${words.trim() || 'it said nothing'}`);
  });
  await Promise.race([once(supervisor.stdout, 'data'), ended]);
}
