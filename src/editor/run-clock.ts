/** Since when runs, their tasks and criteria have been in work. Told of each change; keeps no timer. Without the editor. */
import { formatElapsed } from '../session/report/elapsed.ts';
import * as l10n from './l10n.ts';
import type { RunState } from './run-state.ts';

/** All in milliseconds since 1970. */
export interface RunTimes {
  readonly began: number;
  /** The task in work; of a run on one task the same as `began`. */
  readonly taskBegan: number;
  /** The first try at the criterion in work; missing while none is. */
  readonly criterionBegan?: number;
}

interface Seen {
  readonly times: RunTimes;
  readonly itemId: string;
  /** The last criterion that was in work, since a run may wait, or be paused, in the middle of one. */
  readonly criterion?: { readonly index: number; readonly began: number };
}

export class RunClock {
  #seen = new Map<string, Seen>();

  /** @param now milliseconds since 1970 */
  see(runs: readonly RunState[], now: number): void {
    this.#seen = new Map(runs.map((run) => [run.repository, after(this.#seen.get(run.repository), run, now)]));
  }

  /** Of the run on a repository, where one goes on. */
  times(repository: string): RunTimes | undefined {
    return this.#seen.get(repository)?.times;
  }
}

function after(before: Seen | undefined, { itemId, criterion: index }: RunState, now: number): Seen {
  const isSameTask = before?.itemId === itemId;
  const began = before?.times.began ?? now;
  const taskBegan = before === undefined || isSameTask ? (before?.times.taskBegan ?? now) : now;
  const known = isSameTask ? before.criterion : undefined;
  const criterion = index === undefined || known?.index === index ? known : { index, began: now };
  return {
    itemId,
    times: {
      began,
      taskBegan,
      ...(index === undefined || criterion === undefined ? {} : { criterionBegan: criterion.began }),
    },
    ...(criterion === undefined ? {} : { criterion }),
  };
}

/** For how long, to the second; undefined where the beginning is not known. */
export function elapsedSince(began: number | undefined, now: number): string | undefined {
  return began === undefined || Number.isNaN(began) ? undefined : formatElapsed(Math.max(0, now - began));
}

/** The same in whole minutes, for a row that is drawn anew only now and then; undefined in the first minute. */
export function minutesSince(began: number | undefined, now: number): string | undefined {
  const minutes = began === undefined ? 0 : Math.floor((now - began) / 60_000);
  return minutes < 1 ? undefined : l10n.t`${l10n.number(minutes)} min`;
}
