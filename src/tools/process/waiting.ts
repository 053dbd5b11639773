/** Waiting is not failing: limits and outages are waited for, visibly, within a limit of the user's, until told to stop. */
import { setTimeout as sleep } from 'node:timers/promises';
import { localMinute } from '../../backlog/local-time.ts';
import { reportStage } from './progress.ts';
import type { Run } from './run.ts';

/** How a run tells that it waits. */
export type WaitingRun = Pick<Run, 'context' | 'itemId'>;

/** Something that passes by itself, or that somebody else ends. */
export interface Obstacle {
  /** What is waited for, as it reads behind "Waiting for". */
  readonly what: string;
  /** When the other side says that it is over. */
  readonly until?: Date | undefined;
  /** Whether it is over already, asked meanwhile. */
  readonly over?: {
    /** Milliseconds between two questions. */
    readonly everyMs: number;
    isOver(): boolean | Promise<boolean>;
  };
}

type Counts = { readonly done: number; readonly total: number };

const minute = 60_000;
/** Between two looks, where nobody says when it is over; the last one counts for all that follow. */
const pauses = [1, 2, 4, 8, 10].map((minutes) => minutes * minute);
/** A machine that slept meanwhile must not sleep on: the clock is looked at again and again. */
const stepMs = 20_000;

/**
 * Does the work, again and again while it meets an obstacle, in one stretch of waiting.
 * @param limitMinutes how long the stretch may last; 0 does not wait
 * @param obstacleTo what stands in the way by this result; undefined when nothing does, or waiting is vain
 * @returns the last result
 * @throws the signal's reason
 */
export async function withPatience<T>(
  run: WaitingRun,
  counts: Counts,
  limitMinutes: number,
  work: () => Promise<T>,
  obstacleTo: (result: T) => Obstacle | undefined,
): Promise<T> {
  const waiting = new Waiting(limitMinutes);
  for (;;) {
    const result = await work();
    const obstacle = obstacleTo(result);
    if (obstacle === undefined || !(await waiting.wait(run, counts, obstacle))) return result;
  }
}

/** One stretch of waiting, from the first refusal to the first success. */
export class Waiting {
  readonly #limitMs: number;
  #begun: number | undefined;
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
    this.#begun ??= Date.now();
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
  async wait(run: WaitingRun, counts: Counts, { what, until, over }: Obstacle): Promise<boolean> {
    const { signal } = run.context;
    const time = this.next(until);
    if (time === undefined) return false;
    const message = `Waiting for ${what}; trying again at ${localMinute(time).slice(-5)}`;
    run.context.log('log', 'warning', `${run.itemId}: ${message}.`);
    reportStage(run, 'waiting', counts, message);
    while (Date.now() < time.getTime()) {
      const step = Math.min(over?.everyMs ?? stepMs, time.getTime() - Date.now());
      // An aborted sleep rejects with an error of its own.
      await sleep(step, undefined, { signal }).catch(() => signal.throwIfAborted());
      if (await over?.isOver()) break;
    }
    return true;
  }
}
