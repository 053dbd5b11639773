/** Work that is asked for more often than anybody can read: done a moment later, once for all that asked meanwhile. */
export class Soon {
  readonly #work: () => void;
  readonly #waitMs: number;
  #pending: NodeJS.Timeout | undefined;

  /** @param waitMs the moment, in milliseconds */
  constructor(work: () => void, waitMs: number) {
    this.#work = work;
    this.#waitMs = waitMs;
  }

  ask(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.#work();
    }, this.#waitMs);
  }

  /** What was asked for and is not done yet is not done any more. */
  dispose(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }
}
