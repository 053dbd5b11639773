/** How a server process ended, for those who talk to it. */
export interface ServerEnd {
  /** Whether this side asked for it. */
  readonly expected: boolean;
  /** For people: what happened, with the server's last words. */
  readonly message: string;
}

/** The server ended in the middle of a call. Git and the task files hold what was finished. */
export class ServerGone extends Error {
  override readonly name = 'ServerGone';
}

/** Happens once. A listener that comes afterwards is told at once. */
export class ServerEndEvent {
  readonly #listeners = new Set<(end: ServerEnd) => void>();
  #end: ServerEnd | undefined;

  get end(): ServerEnd | undefined {
    return this.#end;
  }

  /** @returns a function that stops listening */
  on(listener: (end: ServerEnd) => void): () => void {
    if (this.#end !== undefined) {
      listener(this.#end);
      return () => {};
    }
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  fire(end: ServerEnd): void {
    if (this.#end !== undefined) return;
    this.#end = end;
    for (const listener of this.#listeners) listener(end);
    this.#listeners.clear();
  }
}
