import type { KeptSource } from './kept-source.ts';
import type { Source } from './source.ts';

/** What was kept, in the order of the last reading: as a rule the next source is the next one here too. */
export class KeptSources {
  readonly #kept: readonly KeptSource[];
  #next = 0;
  #indexOf: ReadonlyMap<string, number> | undefined;

  constructor(kept: readonly KeptSource[]) {
    this.#kept = kept;
  }

  /** What was kept of a source; undefined for a new one. */
  find(source: Source): KeptSource | undefined {
    const next = this.#kept[this.#next];
    if (next !== undefined && (next.source === source || next.source.key === source.key)) {
      this.#next += 1;
      return next;
    }
    this.#indexOf ??= new Map(this.#kept.map((kept, index) => [kept.source.key, index]));
    const index = this.#indexOf.get(source.key);
    if (index === undefined) return undefined;
    this.#next = index + 1;
    return this.#kept[index];
  }
}
