/** Where in a task file the next entry of the progress log goes. */
import { listIndent, type Outline, readSections } from '../parse/outline.ts';
import { indentOf } from '../parse/text-lines.ts';
import type { LineRange } from '../task.ts';

export interface LogPlace {
  /** The lines go before this one. */
  readonly line: number;
  readonly lines: readonly string[];
}

const datedBullet = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)[*_]{0,3}\d{4}-\d{2}-\d{2}/;

/** A list item, a quote, a table or a thematic break: no text that goes on with the item above. */
const startsBlock = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|>|\||(?:[-*_][ \t]*){3,}$)/;

/** The place of an entry; undefined when an unclosed fence or comment would swallow it. */
export function placeLogEntry(outline: Outline, entry: string): LogPlace | undefined {
  const sections = readSections(outline).filter(({ name }) => name === 'progress log');
  const section = sections.at(-1);
  if (section === undefined) return outline.unclosed === undefined ? newSection(outline, entry) : undefined;
  const subheading = outline.headings.find(({ line }) => line >= section.range.start && line < section.range.end);
  const range = { start: section.range.start, end: subheading?.line ?? section.range.end };
  const last = lastDatedBullet(outline, range);
  if (last !== undefined) {
    const end = endOfItem(outline, last.line, range.end, last.indent);
    return swallowed(outline, end) ? undefined : { line: end, lines: [`${last.marker}${entry}`] };
  }
  return inEmptyLog(outline, range, entry);
}

function newSection(outline: Outline, entry: string): LogPlace {
  const line = outline.lines.length;
  const isApart = line === 0 || outline.kinds[line - 1] === 'blank';
  return { line, lines: [...(isApart ? [] : ['']), '## Progress Log', '', `- ${entry}`] };
}

interface Bullet {
  readonly line: number;
  readonly indent: number;
  /** Blanks and list mark as the bullet has them. */
  readonly marker: string;
}

/** The last of the dated bullets that stand furthest left. */
function lastDatedBullet(outline: Outline, { start, end }: LineRange): Bullet | undefined {
  let last: Bullet | undefined;
  for (let line = start; line < end; line += 1) {
    const match = outline.kinds[line] === 'text' ? datedBullet.exec(outline.lines[line] ?? '') : null;
    if (match === null) continue;
    const blanks = match[1] ?? '';
    const indent = indentOf(blanks);
    if (last !== undefined && indent >= last.indent + listIndent) continue;
    last = { line, indent, marker: `${blanks}${nextMark(match[2] ?? '-')}${match[3]}` };
  }
  return last;
}

/** Numbered logs go on counting. */
function nextMark(mark: string): string {
  const number = Number.parseInt(mark, 10);
  return Number.isNaN(number) ? mark : `${number + 1}${mark.slice(-1)}`;
}

/** The line after an item and all that belongs to it, without the blank lines that follow. */
function endOfItem(outline: Outline, start: number, limit: number, indent: number): number {
  let end = start + 1;
  let afterBlank = false;
  for (let line = start + 1; line < limit; line += 1) {
    const kind = outline.kinds[line];
    const text = outline.lines[line] ?? '';
    if (kind === 'blank') {
      afterBlank = true;
      continue;
    }
    const isDeeper = indentOf(text) >= indent + listIndent;
    const isInside = kind === 'code' && outline.kinds[line - 1] === 'code';
    const isLazy = kind === 'text' && !afterBlank && !startsBlock.test(text);
    if (!isDeeper && !isInside && !isLazy) break;
    afterBlank = false;
    end = line + 1;
  }
  return end;
}

/** A log without a dated bullet: after what it holds, apart from prose and from the next heading by a blank line. */
function inEmptyLog(outline: Outline, { start, end }: LineRange, entry: string): LogPlace | undefined {
  let last = end - 1;
  while (last >= start && outline.kinds[last] === 'blank') last -= 1;
  if (swallowed(outline, last + 1)) return undefined;
  const isBullet = last >= start && /^[ \t]*[-*+][ \t]/.test(outline.lines[last] ?? '');
  const line = last >= start ? last + 1 : Math.min(start + 1, end);
  const before = isBullet || (last < start && line > start) ? [] : [''];
  const after = line === end && end < outline.lines.length ? [''] : [];
  return { line, lines: [...before, `- ${entry}`, ...after] };
}

/** Whether a line would stand inside the fence or comment that is never closed. */
function swallowed(outline: Outline, line: number): boolean {
  return outline.unclosed !== undefined && line > outline.unclosed.line;
}
