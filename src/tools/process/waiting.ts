/** Waiting is not failing: limits and outages are waited for, visibly, within a limit of the user's, until told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { localMinute } from '../../backlog/local-time.ts';
import type { Unavailability } from '../../codex/unavailability.ts';
import { reportStage } from './progress.ts';
import type { Run } from './run.ts';

/** How a run tells that it waits. */
export type WaitingRun = Pick<Run, 'context' | 'itemId'>;

const minute = 60_000;
/** Between two looks, where nobody says when it is over; the last one counts for all that follow. */
const pauses = [1, 2, 4, 8, 10].map((minutes) => minutes * minute);
/** A machine that slept meanwhile must not sleep on: the clock is looked at again and again. */
const stepMs = 20_000;

/** One stretch of waiting, from the first refusal to the first success. */
export class Waiting {
  readonly #limitMs: number;
  readonly #begun = Date.now();
  #times = 0;

  /** @param limitMinutes how long the stretch may last in all; 0 does not wait */
  constructor(limitMinutes: number) {
    this.#limitMs = limitMinutes * minute;
  }

  /**
   * When to try again; undefined when that is past the limit.
   * @param until when the other side says that it will work again
   */
  next(until: Date | undefined): Date | undefined {
    const end = this.#begun + this.#limitMs;
    const pause = Math.min(pauses[Math.min(this.#times, pauses.length - 1)] ?? minute, this.#limitMs / 5);
    this.#times += 1;
    // A minute that is named may begin a little later there than here.
    const time = until === undefined ? Date.now() + pause : Math.max(until.getTime() + 5_000, Date.now());
    return time < end ? new Date(time) : undefined;
  }

  /**
   * Waits, and says for what and until when.
   * @returns false when there is no time left to wait
   * @throws the signal's reason
   */
  async wait(
    run: WaitingRun,
    counts: { readonly done: number; readonly total: number },
    { what, until }: Unavailability,
  ): Promise<boolean> {
    const time = this.next(until);
    if (time === undefined) return false;
    const message = `Waiting for ${what}; trying again at ${localMinute(time).slice(-5)}`;
    run.context.log('log', 'warning', `${run.itemId}: ${message}.`);
    reportStage(run, 'waiting', counts, message);
    while (Date.now() < time.getTime()) {
      await sleep(Math.min(stepMs, time.getTime() - Date.now()), undefined, { signal: run.context.signal });
    }
    return true;
  }
}
