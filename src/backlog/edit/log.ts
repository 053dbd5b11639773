/** Entries of the progress log. */
import { readFrontMatter } from '../parse/front-matter.ts';
import { readOutline } from '../parse/outline.ts';
import { insertLines, joinLines, splitLines } from '../parse/text-lines.ts';
import { EditConflict } from './edit-conflict.ts';
import { placeLogEntry } from './log-place.ts';

/**
 * Adds an entry to the progress log, after its last top-level dated bullet and what belongs to that, before any `###`.
 * Entries are never sorted: clocks in real logs run backwards. A missing section is added at the end of the file.
 * @param entry for example `2026-01-31 14:05: Raised the replica count`; line breaks become blanks
 * @throws EditConflict when a fence or comment that is never closed would swallow the entry
 */
export function appendLog(text: string, entry: string): string {
  const parts = splitLines(text);
  const outline = readOutline(parts.lines, readFrontMatter(parts.lines).bodyStart);
  const line = entry.split(/\s+/).filter(Boolean).join(' ');
  const place = placeLogEntry(outline, line);
  if (place === undefined) {
    const at = (outline.unclosed?.line ?? 0) + 1;
    const what = outline.unclosed?.what ?? 'fence';
    throw new EditConflict(`No log entry can be added: the ${what} in line ${at} is never closed.`, 'Progress Log');
  }
  return joinLines(insertLines(parts, place.line, place.lines));
}
