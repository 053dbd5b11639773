/** The calls of one tool that are in work: of those with the same key one runs at a time. */
import type { ToolContext } from '../toolbox.ts';
import { SharedCall } from './shared-call.ts';

/** A call, and what it is to one that is in work. */
export interface Asked<T> {
  /** Of those with this key one runs at a time. */
  readonly key: string;
  /** Of those with one key, those with this name are the same call: a second one joins. */
  readonly name: string;
  /** With which the tool was called. */
  readonly params: object;
  work(context: ToolContext): Promise<T>;
  /** The answer while one with another name runs; where there is none, and where that one is being stopped, its end is waited for. */
  meanwhile?(running: Running<T>): T;
  /** What one that joined is told. */
  joined(result: T, running: Running<T>): T;
}

/** A call that is in work. */
export interface Running<T> extends Pick<Asked<T>, 'name' | 'params'> {
  readonly call: SharedCall<T>;
}

export class SharedCalls<T> {
  readonly #running = new Map<string, Running<T>>();

  /** @throws what the work throws; the signal's reason when cancelled */
  async run(asked: Asked<T>, context: ToolContext): Promise<T> {
    const { key, name } = asked;
    for (;;) {
      context.signal.throwIfAborted();
      const running = this.#running.get(key);
      if (running === undefined) return this.#begin(asked, context);
      if (!running.call.isEnding) {
        if (running.name === name) return asked.joined(await running.call.join(context), running);
        if (asked.meanwhile !== undefined) return asked.meanwhile(running);
      }
      await ended(running.call, context.signal);
    }
  }

  #begin(asked: Asked<T>, context: ToolContext): Promise<T> {
    const { key, name, params } = asked;
    const running = { name, params, call: new SharedCall(context, asked.work) };
    this.#running.set(key, running);
    // Before anybody hears of the end, so that the next call begins anew.
    const result = running.call.join(context);
    void running.call.ended.then(() => this.#running.delete(key));
    return result;
  }
}

/** @throws the signal's reason */
async function ended(call: SharedCall<unknown>, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    void call.ended.then(resolve);
  });
  signal.throwIfAborted();
}
