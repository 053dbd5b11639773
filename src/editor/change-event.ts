/** Tells listeners that something changed; they read what it is now. Has the shape that the editor calls an event. */
export class ChangeEvent {
  readonly #listeners = new Set<() => void>();

  listen(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  fire(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
