/** How many lists are watched at once on one connection, whoever watches them. */

/**
 * Over HTTP/1.1 each watch holds one of the eight connections as long as it lasts, and other calls need some: one may hang,
 * and lists are still read beside it. (Over HTTP/2 they would share one connection, and what holds up one holds up all.)
 * What finds no place is read again and again, and takes the next one that is given back.
 */
export const maxWatches = 5;

export class WatchPlaces {
  #free: number;
  readonly #within: WatchPlaces | undefined;

  /** @param within where each place is taken as well: a part of those */
  constructor(most: number = maxWatches, within?: WatchPlaces) {
    this.#free = most;
    this.#within = within;
  }

  /** @returns whether there was a place; give it back when it is not watched any more */
  take(): boolean {
    if (this.#free === 0 || this.#within?.take() === false) return false;
    this.#free -= 1;
    return true;
  }

  giveBack(): void {
    this.#free += 1;
    this.#within?.giveBack();
  }
}
