import { randomUUID } from 'node:crypto';
import type { ToolContext } from '../tools/toolbox.ts';
import type { LogLine } from './mcp-messages.ts';

/** One call that this client has in work at the server. */
export interface ClientCall {
  /** The name that the server repeats in what belongs to the call. */
  readonly id: string;
  readonly itemId: string;
  readonly context: ToolContext;
  readonly abort: AbortController;
  /** Resolves when the server says that nothing of the call runs any more, or the server is gone. */
  readonly ended: Promise<void>;
  markEnded(): void;
}

/** The calls of a client, so that what the server says about one finds its way. */
export class ClientCalls {
  readonly #calls = new Map<string, ClientCall>();
  /** Those who wait until there is none. */
  readonly #waiting = new Set<() => void>();

  /** Starts a call that stops with the signal of its context; `finish` must follow. */
  start(itemId: string, context: ToolContext): ClientCall & { finish(): void } {
    const id = randomUUID();
    const abort = new AbortController();
    const stop = () => abort.abort(context.signal.reason);
    context.signal.addEventListener('abort', stop, { once: true });
    let markEnded = () => {};
    const ended = new Promise<void>((resolve) => {
      markEnded = resolve;
    });
    const call = { id, itemId, context, abort, ended, markEnded };
    this.#calls.set(id, call);
    const finish = () => {
      context.signal.removeEventListener('abort', stop);
      this.#calls.delete(id);
      if (this.#calls.size > 0) return;
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
    };
    return { ...call, finish };
  }

  get all(): readonly ClientCall[] {
    return [...this.#calls.values()];
  }

  /** Resolves when no call is in work. */
  async whenIdle(): Promise<void> {
    if (this.#calls.size > 0) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  find(id: unknown): ClientCall | undefined {
    return typeof id === 'string' ? this.#calls.get(id) : undefined;
  }

  /** Gives a log line to the call that it names; to every call when the server does not say which. */
  log(id: unknown, { channel, level, text }: LogLine): void {
    const calls = id === undefined ? this.all : [this.find(id)];
    for (const call of calls) call?.context.log(channel, level, text);
  }
}
