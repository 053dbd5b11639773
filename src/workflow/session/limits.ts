/** When a session begins no further task. Pure. */
import { localMinute } from '../../backlog/local-time.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { failuresInARow, tokensOf } from './tally.ts';

export interface SessionLimits {
  /** Tasks that are completed; 0 is no limit. */
  readonly tasks: number;
  /** Failures in a row that end the session early. */
  readonly failures: number;
  /** Tokens of all tasks, input and output; 0 is no limit. */
  readonly tokens: number;
  /** After this no task begins; the one in work goes on. */
  readonly until: Date | undefined;
}

/** Why no further task begins, one sentence for people; undefined when one may. */
export function limitReached(
  tasks: readonly SessionTask[],
  { tasks: most, tokens, until }: SessionLimits,
  now: Date,
): string | undefined {
  const completed = tasks.filter(({ status, ended_at: at }) => status === 'complete' && at !== null).length;
  if (most > 0 && completed >= most) {
    return `${completed === 1 ? '1 task was' : `${completed} tasks were`} completed, as many as this session may.`;
  }
  const used = tokensOf(tasks);
  if (tokens > 0 && used >= tokens) return `${used} tokens were used, of ${tokens} that this session may use.`;
  if (until !== undefined && now >= until) return `No task begins after ${localMinute(until)}.`;
  return undefined;
}

/** Whether so many tasks failed in a row that the session ends early. */
export function hasFailedEnough(tasks: readonly SessionTask[], { failures }: SessionLimits): boolean {
  return failuresInARow(tasks) >= failures;
}

/**
 * The next time the local clock shows `HH:MM`: tonight's session ends in the morning.
 * @returns undefined for what is no time of day
 */
export function nextTimeOfDay(text: string, now: Date): Date | undefined {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const time = new Date(now);
  time.setHours(Number(hours), Number(minutes), 0, 0);
  if (time <= now) time.setDate(time.getDate() + 1);
  return time;
}
