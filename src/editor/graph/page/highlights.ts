/** What stands out: the card under the pointer with its relations, else what was searched for. */
import { findNodes } from '../search.ts';
import type { Scene } from './scene.ts';

export class Highlights {
  readonly #scene: Scene;
  readonly #found: (hits: number | undefined) => void;
  #query = '';
  #hits: readonly string[] = [];

  /** @param found told how many the search has found; undefined where nothing is searched for */
  constructor(scene: Scene, found: (hits: number | undefined) => void) {
    this.#scene = scene;
    this.#found = found;
  }

  /** Keys, in the order of the cards. */
  get hits(): readonly string[] {
    return this.#hits;
  }

  get #isSearching(): boolean {
    return this.#query.trim() !== '';
  }

  /** Searches the cards that are shown; without a query, for the same again: they may be others. */
  search(query = this.#query): void {
    this.#query = query;
    this.#hits = findNodes(this.#scene.nodes, query);
    this.#found(this.#isSearching ? this.#hits.length : undefined);
    this.hover(undefined);
  }

  /** @param key of the card under the pointer */
  hover(key: string | undefined): void {
    const related = key === undefined || this.#scene.isLoose(key) ? undefined : this.#scene.relations.around(key);
    this.#scene.highlight(related ?? (this.#isSearching ? new Set(this.#hits) : undefined));
  }
}
