/** The calls in work: each can be stopped, alone or with all others, and waited for. */
export class RunningCalls {
  readonly #calls = new Map<Promise<unknown>, AbortController>();
  #closing = false;

  /**
   * Runs a call with a signal of its own and remembers it until it has ended. The signal is aborted, always with an
   * AbortError as the reason, when `cancelled` is (MCP puts a client's bare text in there) or all calls are stopped.
   */
  async track<T>(cancelled: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const cancel = () => controller.abort(stopped('The caller cancelled the call.'));
    if (cancelled.aborted || this.#closing) cancel();
    cancelled.addEventListener('abort', cancel, { once: true });
    const running = call(controller.signal);
    this.#calls.set(running, controller);
    try {
      return await running;
    } finally {
      this.#calls.delete(running);
      cancelled.removeEventListener('abort', cancel);
    }
  }

  /**
   * Aborts all calls, those to come too, and waits until they have ended, at most `limitMs`.
   * @returns whether all of them ended
   */
  async stop(reason: string, limitMs: number): Promise<boolean> {
    this.#closing = true;
    for (const controller of this.#calls.values()) controller.abort(stopped(reason));
    const ended = Promise.allSettled(this.#calls.keys()).then(() => true);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, limitMs, false);
    });
    return Promise.race([ended, limit]).finally(() => clearTimeout(timer));
  }
}

function stopped(reason: string): DOMException {
  return new DOMException(reason, 'AbortError');
}
