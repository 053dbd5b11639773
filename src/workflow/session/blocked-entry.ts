/** The lines of a task's progress log by which a later session knows that an earlier one blocked it after an error. Pure. */
import { readFrontMatter } from '../../backlog/parse/front-matter.ts';
import { readLogEntries } from '../../backlog/parse/log-entries.ts';
import { readOutline, readSections } from '../../backlog/parse/outline.ts';
import { readLines } from '../../backlog/parse/text-lines.ts';
import { oneLine } from '../../tools/process/messages.ts';

/** Tries of sessions at one task, in all, before only a person tries it again. */
export const mostAttempts = 3;

export interface Blocking {
  /** The session's id. */
  readonly session: string;
  /** Which try ended with the error, from 1. */
  readonly attempt: number;
  /** The status that the task had. */
  readonly status: string;
}

/** `2026-01-31 14:05: Blocked after an error, attempt 1 of 3 (session 1a2b…, status was active): reason`. */
export function blockedEntry(minute: string, { session, attempt, status }: Blocking, reason: string): string {
  const what = `Blocked after an error, attempt ${attempt} of ${mostAttempts}`;
  return `${minute}: ${what} (session ${session}, status was ${status}): ${oneLine(reason, 400)}`;
}

/** `2026-01-31 14:05: Tried again, attempt 2 of 3 (session 5e6f…)`. */
export function againEntry(minute: string, { session, attempt }: Pick<Blocking, 'session' | 'attempt'>): string {
  return `${minute}: Tried again, attempt ${attempt} of ${mostAttempts} (session ${session})`;
}

const blockedPattern = /^Blocked after an error, attempt (\d+) of \d+ \(session ([\w-]+), status was ([\w-]+)\)/;
const againPattern = /^Tried again, attempt \d+ of \d+ \(session /;

/** What the last of these lines says: how a session blocked the task; undefined where none did, or it was tried again since. */
export function readBlocking(text: string): Blocking | undefined {
  const lines = readLines(text);
  const outline = readOutline(lines, readFrontMatter(lines).bodyStart);
  let last: Blocking | undefined;
  for (const entry of readLogEntries(outline, readSections(outline))) {
    const [, attempt = '', session = '', status = ''] = blockedPattern.exec(entry.text) ?? [];
    if (attempt !== '') last = { session, attempt: Number(attempt), status };
    else if (againPattern.test(entry.text)) last = undefined;
  }
  return last;
}
