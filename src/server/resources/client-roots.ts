/** The roots of a client, asked for once, and again when it says that they are others. */
import { ListRootsResultSchema } from '@modelcontextprotocol/sdk/types.js';

/** A client that does not answer must not keep what it asked for back. */
const limitMs = 5_000;
/** It may not have heard, when the request on whose way it was asked was given up; but not again and again. */
const mostTries = 3;

/** Asks the client for its roots; undefined where it has none. */
export type AskRoots = ((timeoutMs: number) => Promise<unknown>) | undefined;

export class ClientRoots {
  readonly #told: (uris: readonly string[]) => void;
  readonly #report: (text: string) => void;
  #asked: Promise<void> | undefined;
  #failures = 0;

  /** @param told gets the addresses that the client names */
  constructor(told: (uris: readonly string[]) => void, report: (text: string) => void) {
    this.#told = told;
    this.#report = report;
  }

  /** Resolves when the client has said them, or would not. */
  meet(ask: AskRoots): Promise<void> {
    this.#asked ??= this.#ask(ask);
    return this.#asked;
  }

  /** They are others now. */
  renew(ask: AskRoots): Promise<void> {
    this.#failures = 0;
    this.#asked = this.#ask(ask);
    return this.#asked;
  }

  async #ask(ask: AskRoots): Promise<void> {
    if (ask === undefined) return;
    try {
      const { roots } = ListRootsResultSchema.parse(await ask(limitMs));
      this.#told(roots.map(({ uri }) => uri));
    } catch (error) {
      this.#failures += 1;
      if (this.#failures < mostTries) this.#asked = undefined;
      this.#report(`The client did not say what its roots are: ${String(error)}`);
    }
  }
}
