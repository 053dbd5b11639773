/** What the user chose for the Task Queue: filter, order, groups, kept with the workspace; and the pages, kept for the window. */
import { ChangeEvent } from './change-event.ts';
import { type QueueOptions, readOptions } from './queue-options.ts';
import { withMore, withRow } from './queue-pages.ts';

/** Where choices are kept: what the editor calls a memento. */
interface Kept {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'queueOptions';

export class QueueChoices {
  readonly changed = new ChangeEvent();
  readonly #memory: Kept;
  #options: QueueOptions;
  #pages: ReadonlyMap<string, number> = new Map();

  constructor(memory: Kept) {
    this.#memory = memory;
    this.#options = readOptions(memory.get(key));
  }

  get options(): QueueOptions {
    return this.#options;
  }

  /** Rows shown of each group of which more was asked for, by the id of its node. */
  get pages(): ReadonlyMap<string, number> {
    return this.#pages;
  }

  /** Shows the queue otherwise, from the first pages on, and keeps that. */
  async choose(options: Partial<QueueOptions>): Promise<void> {
    this.#options = { ...this.#options, ...options };
    this.#pages = new Map();
    this.changed.fire();
    await this.#memory.update(key, this.#options);
  }

  showMore(group: string): void {
    this.#pages = withMore(this.#pages, group);
    this.changed.fire();
  }

  /** Shows as many pages of a group as its row at a place needs, 0-based. */
  showRow(group: string, place: number): void {
    const pages = withRow(this.#pages, group, place);
    if (pages === this.#pages) return;
    this.#pages = pages;
    this.changed.fire();
  }
}
