/** Descriptions as part of a file: they may say anything, and may neither begin nor swallow a section. */
import { readOutline } from '../parse/outline.ts';
import { isBlank } from '../parse/text-lines.ts';
import { cleanLines } from './clean-text.ts';

/** The lines of a description as people wrote it, without control characters and blank lines around it. */
export function descriptionLines(description: string): string[] {
  return withoutBlankEnds(cleanLines(description).split('\n'));
}

/**
 * The lines, fit to stand below a heading of level 2: their own headings of level 1 and 2 become level 3, and a fence or
 * comment that nothing closes is closed at the end. A line of STOP or of front matter means nothing there, since none of
 * the sections that it would have to stand in can begin.
 */
export function safeLines(lines: readonly string[]): string[] {
  const { headingAt } = readOutline(lines, 0);
  const lowered = lines.map((line, index) =>
    (headingAt.get(index)?.level ?? 3) < 3 ? line.replace(/#{1,2}/, '###') : line,
  );
  return closed(lowered);
}

function closed(lines: string[]): string[] {
  const { unclosed } = readOutline(lines, 0);
  if (unclosed === undefined) return lines;
  if (unclosed.what === 'comment') return [...lines, '-->'];
  // Below a list mark, the closing fence stands where the opening one does.
  const opening = /^([ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}|~{3,})/.exec(lines[unclosed.line] ?? '');
  const indent = (opening?.[1] ?? '').replace(/[^ \t]/g, ' ');
  return [...lines, `${indent}${opening?.[2] ?? '```'}`];
}

/** The lines without blank ones before and after. */
export function withoutBlankEnds(lines: readonly string[]): string[] {
  const start = lines.findIndex((line) => !isBlank(line));
  const end = lines.findLastIndex((line) => !isBlank(line));
  return start < 0 ? [] : lines.slice(start, end + 1);
}
