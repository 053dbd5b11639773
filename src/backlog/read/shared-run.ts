/** One piece of work for all who ask for it at the same time. */

interface Run<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * At most one run at a time, and one that is to begin after it. Who asks while one runs gets the next, since the present
 * one may already have passed what the caller has just changed.
 */
export class SharedRun<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>;
  #current: Promise<unknown> = Promise.resolve();
  #next: Run<T> | undefined;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work;
  }

  /**
   * The result of a run that begins after this call. The run itself is only aborted when nobody waits for it any more.
   * @throws the signal's reason as soon as it is aborted; else what the work throws
   */
  async join(signal: AbortSignal | undefined): Promise<T> {
    signal?.throwIfAborted();
    this.#next ??= this.#plan();
    const run = this.#next;
    run.waiting += 1;
    if (signal === undefined) return run.result;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        run.waiting -= 1;
        if (run.waiting === 0) this.#cancel(run, signal.reason);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const stopListening = () => signal.removeEventListener('abort', leave);
      void run.result.then(resolve, reject).finally(stopListening);
    });
  }

  #cancel(run: Run<T>, reason: unknown): void {
    run.controller.abort(reason);
    if (this.#next === run) this.#next = undefined;
  }

  #plan(): Run<T> {
    const controller = new AbortController();
    const result = this.#current.then(() => {
      // Cancelled before it began, it is no longer the next one.
      if (!controller.signal.aborted) this.#next = undefined;
      return this.#work(controller.signal);
    });
    this.#current = result.catch(() => {});
    return { result, controller, waiting: 0 };
  }
}
