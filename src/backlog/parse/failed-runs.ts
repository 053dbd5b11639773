/**
 * Runs that ended with a criterion unreached, counted from the entries that the engine writes into the progress log: the
 * task files are the state, so that what was tried is known to every session and every clone.
 */

import { createHash } from 'node:crypto';
import type { Criterion, FailedRun, LineRange } from '../task.ts';
import { leaves } from './criteria.ts';
import type { Outline, Section } from './outline.ts';

/** How the engine's entries begin, behind the date. */
export const entryWords = { done: 'Done', alreadyDone: 'Already done', failed: 'Failed after' } as const;

const nameLength = 120;

/** A criterion as an entry names it: one line, not too long. */
export function nameInLog(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > nameLength ? `${line.slice(0, nameLength - 1).trimEnd()}…` : line;
}

/**
 * A criterion as the entry of a failed run names it: where not all of it is shown, a hash of the whole text follows, so that
 * an edit at its end is seen.
 * @param shown the text without its secrets
 */
export function nameOfFailed(text: string, shown = text): string {
  const key = wholeKey(text);
  return key === undefined ? nameInLog(shown) : `${nameInLog(shown)} [${key}]`;
}

/** Undefined where the name tells all. White space does not count. */
function wholeKey(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > nameLength ? createHash('sha256').update(line).digest('hex').slice(0, 8) : undefined;
}

const entryPattern =
  /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(\d{4}-\d{2}-\d{2} \d{2}:\d{2}): (?:(Done|Already done)|Failed after (?:1 try|\d+ tries)): (.*)$/;

/**
 * The runs that failed at the first open criterion, oldest first, since the last one that reached anything. An edit of
 * the criterion's text starts a new count. A criterion whose text holds a secret is masked in the log, and not counted.
 */
export function readFailedRuns(
  outline: Outline,
  sections: readonly Section[],
  criteria: readonly Criterion[],
): readonly FailedRun[] {
  const log = sections.filter(({ name }) => name === 'progress log');
  if (!log.some(({ range }) => tellsOfFailure(outline, range))) return [];
  const open = leaves(criteria).find(({ state }) => state === 'open');
  if (open === undefined) return [];
  // The second is how entries named a long criterion before there was a hash.
  const starts = [`${nameOfFailed(open.text)} – `, `${nameInLog(open.text)} – `];
  let runs: FailedRun[] = [];
  for (const { range } of log) {
    for (let index = range.start; index < range.end; index += 1) {
      if (outline.kinds[index] !== 'text') continue;
      const [, date, success, rest] = entryPattern.exec(outline.lines[index] ?? '') ?? [];
      const start = starts.find((one) => rest?.startsWith(one));
      if (success !== undefined) runs = [];
      else if (date !== undefined && start !== undefined) runs.push({ date, reason: rest?.slice(start.length) ?? '' });
    }
  }
  return runs;
}

/** Thousands of logs are read at once, and few of them do. */
function tellsOfFailure({ lines }: Outline, { start, end }: LineRange): boolean {
  for (let index = start; index < end; index += 1) if (lines[index]?.includes(`: ${entryWords.failed} `)) return true;
  return false;
}
