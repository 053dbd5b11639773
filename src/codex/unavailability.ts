/** Whether it helps to wait when Codex cannot work, and until when. Pure. */
import { obstacleOf } from './codex-error.ts';

export interface Unavailability {
  /** What is waited for, as it reads behind "Waiting for". */
  readonly what: string;
  /** When Codex says that it will work again; undefined where it does not say. */
  readonly until: Date | undefined;
}

/** How long ago a time may be that Codex names without its seconds, or by a clock of its own; in milliseconds. */
const justNowMs = 10 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Reads what ended Codex (an event or an error of its own, never a command's output).
 * @returns undefined when waiting is vain: a login, a configuration, a context that is too small
 */
export function unavailabilityOf(error: string, now: Date): Unavailability | undefined {
  const obstacle = obstacleOf(error);
  if (obstacle === 'limit') return { what: 'the usage limit of Codex to be over', until: timeIn(error, now) };
  if (obstacle === 'provider') return { what: 'the model provider', until: timeIn(error, now) };
  return undefined;
}

/** `try again in 3 hours 32 minutes`, `in 1.5s`, `at 5:13 AM`, `at Dec 3rd, 2026 9:05 AM`, as Codex 0.169 writes them. */
function timeIn(error: string, now: Date): Date | undefined {
  const duration = /try again in ((?:\d+(?:\.\d+)? ?[a-z]+,? ?(?:and )?){1,4})/i.exec(error)?.[1];
  if (duration !== undefined) return durationFrom(duration, now);
  const clock = /try again at (\d{1,2}):(\d{2})(?: ?([ap])\.?m\b)?/i.exec(error);
  if (clock !== null) return nextClock(Number(clock[1]), Number(clock[2]), clock[3]?.toLowerCase(), now);
  const date =
    /try again (?:at|on|after) ([a-z]{3,9} \d{1,2})(?:st|nd|rd|th)?,? (\d{4}),? (\d{1,2}:\d{2}(?: ?[ap]m)?)/i.exec(
      error,
    );
  if (date === null) return undefined;
  const time = new Date(`${date[1]}, ${date[2]} ${date[3]?.replace(/(\d)([ap]m)/i, '$1 $2')}`);
  // One that is over tells nothing: it would be tried again at once, and again.
  return time > now ? time : undefined;
}

const units: Readonly<Record<string, number>> = { d: dayMs, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

function durationFrom(text: string, now: Date): Date | undefined {
  let total = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+)/gi)) {
    const size = units[unit.toLowerCase() === 'ms' ? 'ms' : unit.charAt(0).toLowerCase()];
    if (size === undefined) return undefined;
    total += Number(amount) * size;
  }
  return total === 0 ? undefined : new Date(now.getTime() + total);
}

/** A local time without a date is the next one; undefined for the minute that is just over. */
function nextClock(hour: number, minute: number, half: string | undefined, now: Date): Date | undefined {
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  if (hours > 23 || minute > 59) return undefined;
  const time = new Date(now);
  time.setHours(hours, minute, 0, 0);
  if (time > now) return time;
  return now.getTime() - time.getTime() < justNowMs ? undefined : new Date(time.getTime() + dayMs);
}
