import { setTimeout as delay } from 'node:timers/promises';

/** Rung by those who see a change, waited for by the one who judges; a ring while nobody waits is kept. */
export class Bell {
  #isRung = false;
  #wake = () => {};

  ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  /**
   * Resolves when it has rung since the last wait, after so many milliseconds, or when the signal aborts.
   * @returns whether it has rung
   */
  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    if (!this.#isRung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          this.#wake = () => {};
          resolve();
        };
        const timer = setTimeout(wake, ms);
        signal.addEventListener('abort', wake, { once: true });
        this.#wake = wake;
      });
    }
    const isRung = this.#isRung;
    this.#isRung = false;
    return isRung;
  }

  /** Lets so many milliseconds pass and takes all rings in them for one that was heard. */
  async quiet(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal }).catch(() => {});
    this.#isRung = false;
  }
}
