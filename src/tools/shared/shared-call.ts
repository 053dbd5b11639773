/** One call of a tool in work, and all who wait for its result: the one who began it and those who joined. */
import type { StepAnswer, StepQuestion } from '../step-question.ts';
import type { Progress, ToolContext } from '../toolbox.ts';

/**
 * Who cancels is let go. The work is stopped when the last one cancels, and that one is answered when nothing of it runs
 * any more. A time-out of a client cannot be told from a user's Stop, so both count alike.
 */
export class SharedCall<T> {
  readonly since = new Date();
  /** Resolves when nothing of the call runs any more, however it ended. */
  readonly ended: Promise<void>;
  readonly #abort = new AbortController();
  readonly #callers = new Set<ToolContext>();
  readonly #result: Promise<T>;
  #progress: Progress | undefined;

  /** Begins the work; `join` with the same context has to follow at once. */
  constructor(first: ToolContext, work: (context: ToolContext) => Promise<T>) {
    this.#callers.add(first);
    this.#result = work({
      signal: this.#abort.signal,
      progress: (progress) => {
        this.#progress = progress;
        for (const caller of this.#callers) caller.progress(progress);
      },
      log: (channel, level, text) => {
        for (const caller of this.#callers) caller.log(channel, level, text);
      },
      ...(first.preview === undefined ? {} : { preview: first.preview }),
      ...(first.ask === undefined ? {} : { ask: (question, signal) => this.#ask(question, signal) }),
    });
    this.ended = this.#result.then(
      () => {},
      () => {},
    );
  }

  /** Where it is; undefined before its first word. */
  get progress(): Progress | undefined {
    return this.#progress;
  }

  /** Whether the last caller has cancelled: it can be waited for, not joined. */
  get isEnding(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Hears all from where it is now. @returns its result @throws what it throws; the signal's reason when cancelled */
  join(caller: ToolContext): Promise<T> {
    const { signal } = caller;
    const isFirst = this.#callers.has(caller);
    this.#callers.add(caller);
    if (!isFirst && this.#progress !== undefined) caller.progress(this.#progress);
    return new Promise((resolve, reject) => {
      const leave = () => {
        // The last one hears how it ends.
        if (this.#callers.size === 1) return this.#abort.abort(signal.reason);
        this.#callers.delete(caller);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      this.#result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  /** Asks whoever can be asked, and the next one when that one leaves; nobody left is a form that was closed. */
  async #ask(question: StepQuestion, signal: AbortSignal): Promise<StepAnswer> {
    for (;;) {
      const asked = [...this.#callers].find(({ ask }) => ask !== undefined);
      if (asked?.ask === undefined) return { choice: 'stop' };
      try {
        return await asked.ask(question, AbortSignal.any([signal, asked.signal]));
      } catch (error) {
        signal.throwIfAborted();
        if (this.#callers.has(asked)) throw error;
      }
    }
  }
}
