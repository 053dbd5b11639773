/** Long work in short turns, between which others have the event loop. */
import { setImmediate as others } from 'node:timers/promises';

/** Work that may pause at each yield. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Longest turn, but for the step that it ends with; milliseconds. */
const turnMs = 20;

/** Does the work in turns. @throws the signal's reason */
export async function inTurns<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  let end = performance.now() + turnMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    await others();
    signal.throwIfAborted();
    end = performance.now() + turnMs;
  }
}
