/** When human actions that clear themselves are asked about: while their view is seen, and then every few minutes. Without the editor. */

export interface ActionWatchParts {
  /** Roots of the repositories that are worth it now: an open action of theirs states `until`, and nothing is at work there. */
  due(): readonly string[];
  /** Never rejects. */
  check(root: string): Promise<void>;
  /** Between the beginnings of two checks of a repository; milliseconds. */
  readonly everyMs: number;
}

/** Does nothing, and keeps no timer, while nobody sees the view or nothing is worth asking. */
export class ActionWatch {
  readonly #parts: ActionWatchParts;
  readonly #begun = new Map<string, number>();
  readonly #checking = new Set<string>();
  #isSeen = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ActionWatchParts) {
    this.#parts = parts;
  }

  /** Says whether the view is seen now. */
  seen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    this.update();
  }

  /** Says that something else changed: the actions, what is at work, the settings. */
  update(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#isSeen) return;
    const now = performance.now();
    let wait = Number.POSITIVE_INFINITY;
    for (const root of this.#parts.due()) {
      if (this.#checking.has(root)) continue;
      const left = (this.#begun.get(root) ?? Number.NEGATIVE_INFINITY) + this.#parts.everyMs - now;
      if (left <= 0) void this.#check(root, now);
      else wait = Math.min(wait, left);
    }
    if (wait < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.update(), wait);
  }

  dispose(): void {
    this.seen(false);
  }

  async #check(root: string, now: number): Promise<void> {
    this.#begun.set(root, now);
    this.#checking.add(root);
    await this.#parts.check(root);
    this.#checking.delete(root);
    this.update();
  }
}
