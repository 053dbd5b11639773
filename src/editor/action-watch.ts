/** When human actions that clear themselves are asked about: while their view is seen, and then every few minutes. Without the editor. */

/** A repository that is worth a check now. */
export interface DueRepository {
  readonly root: string;
  /** Its open actions that state `until`, each with what it states: one that is new is asked about at once. */
  readonly actions: readonly string[];
}

export interface ActionWatchParts {
  /** The repositories with such actions, at which nothing is at work. */
  due(): readonly DueRepository[];
  /** Never rejects. */
  check(root: string): Promise<void>;
  /** Between the beginnings of two checks of a repository; milliseconds. */
  readonly everyMs: number;
}

interface Check {
  readonly begun: number;
  readonly actions: ReadonlySet<string>;
}

/** Does nothing, and keeps no timer, while nobody sees the view or nothing is worth asking. */
export class ActionWatch {
  readonly #parts: ActionWatchParts;
  readonly #last = new Map<string, Check>();
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
    for (const repository of this.#parts.due()) {
      if (this.#checking.has(repository.root)) continue;
      const left = this.#left(repository, now);
      if (left <= 0) void this.#check(repository, now);
      else wait = Math.min(wait, left);
    }
    if (wait < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.update(), wait);
  }

  dispose(): void {
    this.seen(false);
  }

  /** Milliseconds until the next check of a repository. */
  #left({ root, actions }: DueRepository, now: number): number {
    const last = this.#last.get(root);
    if (last === undefined || actions.some((action) => !last.actions.has(action))) return 0;
    return last.begun + this.#parts.everyMs - now;
  }

  async #check({ root, actions }: DueRepository, now: number): Promise<void> {
    this.#last.set(root, { begun: now, actions: new Set(actions) });
    this.#checking.add(root);
    await this.#parts.check(root);
    this.#checking.delete(root);
    this.update();
  }
}
