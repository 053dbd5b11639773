import type { ProgressDisplay } from './progress-display.ts';

/** The terminal while another program has it: what is to be said waits until it is back. */
export class LentTerminal {
  readonly #display: ProgressDisplay;
  #waiting: (() => void)[] | undefined;

  constructor(display: ProgressDisplay) {
    this.#display = display;
  }

  get isLent(): boolean {
    return this.#waiting !== undefined;
  }

  say(words: () => void): void {
    if (this.#waiting === undefined) words();
    else this.#waiting.push(words);
  }

  readonly lend = async <T>(work: () => Promise<T>): Promise<T> => {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    try {
      return await this.#display.hold(work);
    } finally {
      this.#waiting = undefined;
      for (const words of waiting) words();
    }
  };
}
