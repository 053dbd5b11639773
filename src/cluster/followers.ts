/** Feeds that are kept up to date in the background, and one place to wait for their changes. */
import { Bell } from './bell.ts';
import type { Feed, FeedListener } from './feed.ts';
import type { WatchPlaces } from './watch-places.ts';

export class Followers {
  readonly #bell = new Bell();
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  readonly #places: WatchPlaces;
  readonly #pauseMs: readonly [number, number];
  readonly #onNote: (message: string) => void;
  readonly #following: Promise<void>[] = [];
  readonly #faults: unknown[] = [];
  #isUnwatchedTold = false;

  /**
   * @param signal ends all of it
   * @param places shared with others that watch on the same connection
   * @param pauseMs first and longest pause between two looks
   * @param onNote told once when a list cannot be watched
   */
  constructor(
    signal: AbortSignal,
    places: WatchPlaces,
    pauseMs: readonly [number, number],
    onNote: (message: string) => void,
  ) {
    this.#signal = AbortSignal.any([signal, this.#end.signal]);
    this.#places = places;
    this.#pauseMs = pauseMs;
    this.#onNote = onNote;
  }

  /** Follows the feeds: by a watch as many as there are places for, the first ones first, the others by reading them again and again. */
  add(feeds: readonly Feed[]): void {
    const listener: FeedListener = {
      onChange: () => this.#bell.ring(),
      onUnwatched: (_place, reason) => {
        if (this.#isUnwatchedTold) return;
        this.#isUnwatchedTold = true;
        this.#onNote(`The cluster was looked at again and again, since it could not be watched: ${reason.message}`);
      },
    };
    for (const feed of feeds) {
      const following = feed.follow(this.#places, this.#pauseMs, this.#signal, listener);
      this.#following.push(
        following.catch((error: unknown) => {
          this.#faults.push(error);
          this.#bell.ring();
        }),
      );
    }
  }

  /**
   * Waits for a change, and for those that come in a swarm with it, at most so many milliseconds.
   * @returns whether something changed
   * @throws what ended a feed that should have gone on
   */
  async wait(ms: number): Promise<boolean> {
    const isRung = await this.#bell.wait(ms, this.#signal);
    if (isRung) await this.#bell.quiet(this.#pauseMs[0], this.#signal);
    if (this.#faults.length > 0) throw this.#faults[0];
    return isRung;
  }

  /** Ends all watches; resolves when none is left. */
  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#following);
  }
}
