/** Long work in short turns, between which others have the event loop. */
import { setImmediate as others } from 'node:timers/promises';

/** Work that may pause at each yield. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Longest turn, but for the step that it ends with; milliseconds. On a busy machine a turn takes several times as long. */
const turnMs = 10;

/** Ends the turn: what follows has one of its own. Promises alone end none, where they have nothing to wait for. */
export async function nextTurn(): Promise<void> {
  await others();
  // After input or output the first one is still of the same round of the event loop.
  await others();
}

/** Does the work in turns of its own. @throws the signal's reason */
export async function inTurns<T>(steps: Steps<T>, signal: AbortSignal): Promise<T> {
  await nextTurn();
  signal.throwIfAborted();
  let end = performance.now() + turnMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < end) continue;
    await nextTurn();
    signal.throwIfAborted();
    end = performance.now() + turnMs;
  }
}
