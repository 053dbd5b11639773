/** Long synchronous work in short slices, so that signals, timers and other requests get their turn in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Short enough for nobody to notice, long enough for what waits to do its own work in few pauses: each lets all of it run. */
const sliceMs = 25;

export class TimeSlices {
  readonly #signal: AbortSignal | undefined;
  #end = performance.now() + sliceMs;

  /** @param signal of whoever may end the work in a pause */
  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether it is time for a pause. */
  isOver(): boolean {
    return performance.now() > this.#end;
  }

  /** Lets everything else run that waits to. @throws the signal's reason when it was aborted meanwhile */
  async pause(): Promise<void> {
    await nextTurn();
    this.#signal?.throwIfAborted();
    this.#end = performance.now() + sliceMs;
  }
}
