/** Tells by what an agent ran that it goes round in circles. Pure. */
import { createHash } from 'node:crypto';
import { unwrapCommand } from './shell-command.ts';

/** A command that came to its end. */
export interface FinishedRun {
  readonly command: string;
  readonly exitCode: number;
  readonly output: string;
  readonly seconds: number;
}

/**
 * How often the same has to be done in a row to count as a loop. Gemini CLI ends a turn after five equal tool calls
 * whatever they answered, OpenHands after four with equal answers; here exit code, output and work tree are equal too.
 */
export const loopTimes = 5;
/** Repetitions from which on the work tree is compared: what changes files is no loop, though its output is the same. */
export const suspiciousTimes = 3;
/** Commands that one round of a loop may have. */
const longestRound = 3;
/** What takes this long waits for something, a rollout for example; the time limit bounds that. In seconds. */
const waitingSeconds = 5;

/** All that one look back needs. */
export const longestMemory = loopTimes * longestRound;

/** What was run and what came of it, to be compared; undefined for a command that waits. */
export function keyOf({ command, exitCode, output, seconds }: FinishedRun): string | undefined {
  if (seconds >= waitingSeconds) return undefined;
  const digest = createHash('sha256').update(output).digest('hex');
  return JSON.stringify([unwrapCommand(command), exitCode, digest]);
}

/** The round of one to three runs that the end of the list repeats most often, and how often. */
export function roundAtEnd(keys: readonly string[]): { readonly length: number; readonly times: number } {
  let found = { length: 1, times: 0 };
  for (let length = 1; length <= longestRound; length += 1) {
    const times = timesAtEnd(keys, length);
    if (times > found.times) found = { length, times };
  }
  return found;
}

function timesAtEnd(keys: readonly string[], length: number): number {
  let equal = 0;
  while (equal + length < keys.length && keys.at(-1 - equal) === keys.at(-1 - equal - length)) equal += 1;
  return keys.length < length ? 0 : 1 + Math.floor(equal / length);
}
