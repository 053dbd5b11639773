import type { RunningCalls } from '../running-calls.ts';

/** The calls of one session, which are among all that run. */
export class SessionCalls implements Pick<RunningCalls, 'track'> {
  readonly #all: Pick<RunningCalls, 'track'>;
  readonly #running = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();

  constructor(all: Pick<RunningCalls, 'track'>) {
    this.#all = all;
  }

  get running(): number {
    return this.#running.size;
  }

  async track<T>(cancelled: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const running = this.#all.track(AbortSignal.any([cancelled, this.#stop.signal]), call);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Cancels all, those to come too, and waits until they have ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
  }
}
