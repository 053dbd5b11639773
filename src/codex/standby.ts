/**
 * A Codex process started ahead: it reads its configuration while other work goes on, and waits for its prompt. Without
 * one it does nothing, so that the picture of the work tree may be taken meanwhile.
 */
import { Lifeline } from './lifeline.ts';
import { type CodexStart, startCodex } from './start.ts';
import type { Supervised } from './supervise.ts';

/** How long a process waits for its prompt, in milliseconds: what it has read at its start may be out of date then. */
const patienceMs = 30_000;

interface Waiting {
  /** What it was started with, in one text. */
  readonly key: string;
  readonly codex: Promise<Supervised>;
  readonly timer: NodeJS.Timeout;
}

/** The place of one waiting process, and of the supervisor of all that are started here. */
export class CodexStandby {
  readonly #lifeline: Lifeline;
  #waiting: Waiting | undefined;
  /** Those that were not to wait any more, until they are gone. */
  #ending = Promise.resolve();

  /** @param marker value of the run marker */
  constructor(marker?: string) {
    this.#lifeline = new Lifeline(marker);
  }

  /** Starts the supervisor, ahead of the first process. */
  prepare(): void {
    this.#lifeline.prepare();
  }

  /** Starts a process, unless one waits that was started with the same. */
  start(start: CodexStart): void {
    const key = keyOf(start);
    if (this.#waiting?.key === key) return;
    this.#discard();
    const codex = startCodex(start, this.#lifeline);
    codex.catch(() => {}); // whoever takes it hears of it
    const timer = setTimeout(() => this.#discard(), patienceMs).unref();
    this.#waiting = { key, codex, timer };
  }

  /** The waiting process, which the caller runs; a new one when none was started with the same, or it has ended. */
  async take(start: CodexStart): Promise<Supervised> {
    const waiting = this.#waiting;
    if (waiting?.key !== keyOf(start)) this.#discard();
    else {
      this.#waiting = undefined;
      clearTimeout(waiting.timer);
      const codex = await waiting.codex;
      if (!codex.hasEnded) return codex;
    }
    return startCodex(start, this.#lifeline);
  }

  /** Ends the waiting process; no process of it is left then. */
  async discard(): Promise<void> {
    this.#discard();
    await this.#ending;
  }

  /** The same, and the supervisor goes with it. */
  async end(): Promise<void> {
    await this.discard();
    await this.#lifeline.end();
  }

  #discard(): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    this.#waiting = undefined;
    clearTimeout(waiting.timer);
    const ended = waiting.codex.then((codex) => codex.end()).catch(() => {}); // it was never started
    this.#ending = Promise.all([this.#ending, ended]).then(() => {});
  }
}

function keyOf(start: CodexStart): string {
  const { binary, outputSchema, cwd, writableFolders, runFolder, env, config, model, profile } = start;
  const { network, disabledServers, commandEnv, passedEnv, answersOnly, marker } = start;
  const common = [binary, outputSchema, cwd, writableFolders, runFolder, env, config, model, profile];
  return JSON.stringify([...common, network, disabledServers, commandEnv, passedEnv, answersOnly, marker]);
}
