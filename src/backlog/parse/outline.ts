/** What each line of a markdown text is, and its headings. One pass, linear in the size of the text. */
import type { LineRange } from '../task.ts';
import { indentOf, isBlank } from './text-lines.ts';

/** `code` lines belong to a fence (its marks included), `comment` lines to an HTML comment; nothing in them counts. */
export type LineKind = 'text' | 'blank' | 'heading' | 'code' | 'comment';

export interface Heading {
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

export interface Outline {
  readonly lines: readonly string[];
  readonly kinds: readonly LineKind[];
  readonly headings: readonly Heading[];
  /** The same headings by their line. */
  readonly headingAt: ReadonlyMap<number, Heading>;
  /** A fence or comment that nothing closes hides all that follows. */
  readonly unclosed?: { readonly line: number; readonly what: 'fence' | 'comment' };
}

/**
 * Columns by which something has to stand deeper than a list mark to belong to the item. CommonMark asks for the width
 * of the mark (three for `1. `); people write two below every mark.
 */
export const listIndent = 2;

interface OpenFence {
  readonly line: number;
  readonly mark: string;
  readonly length: number;
  /** Column below which the list item that holds the fence has ended; 0 outside lists. */
  readonly container: number;
}

const headingPattern = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const itemPattern = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
const boxPattern = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\](?:[ \t]|$)/;

/** Reads the lines from `start` on; those before it (the front matter) count as comment. */
export function readOutline(lines: readonly string[], start: number): Outline {
  const kinds: LineKind[] = lines.slice(0, start).map(() => 'comment');
  const headings: Heading[] = [];
  const items: number[] = [];
  let fence: OpenFence | undefined;
  let comment: number | undefined;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (fence !== undefined && leavesListItem(line, fence)) fence = undefined;
    if (fence !== undefined) {
      kinds.push('code');
      if (closes(line, fence)) fence = undefined;
    } else if (comment !== undefined) {
      kinds.push('comment');
      if (line.includes('-->')) comment = undefined;
    } else if (isBlank(line)) {
      kinds.push('blank');
    } else {
      const container = containerOf(line, items);
      fence = opensFence(line, index, container);
      const opensComment = /^ {0,3}<!--/.test(line);
      const heading = headingOf(line, index);
      if (heading !== undefined) headings.push(heading);
      if (opensComment && !line.includes('-->', line.indexOf('<!--') + 4)) comment = index;
      kinds.push(fence ? 'code' : opensComment ? 'comment' : heading ? 'heading' : 'text');
    }
  }
  const headingAt = new Map(headings.map((heading) => [heading.line, heading]));
  const outline = { lines, kinds, headings, headingAt };
  if (fence !== undefined) return { ...outline, unclosed: { line: fence.line, what: 'fence' } };
  if (comment !== undefined) return { ...outline, unclosed: { line: comment, what: 'comment' } };
  return outline;
}

/** Fences may be indented by any width, since they stand in list items (CommonMark 4.5). */
function opensFence(line: string, index: number, container: number): OpenFence | undefined {
  const match = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/.exec(line);
  const marks = match?.[1];
  if (match === null || marks === undefined) return undefined;
  const mark = marks.slice(0, 1);
  if (mark === '`' && line.includes('`', match[0].length)) return undefined;
  return { line: index, mark, length: marks.length, container };
}

/** Keeps the columns at which the content of the open list items begins, and returns the innermost that holds the line. */
function containerOf(line: string, items: number[]): number {
  const indent = indentOf(line);
  while (items.length > 0 && indent < (items.at(-1) ?? 0)) items.pop();
  const container = items.at(-1) ?? 0;
  if (itemPattern.test(line)) items.push(indent + listIndent);
  return container;
}

function closes(line: string, fence: OpenFence): boolean {
  const marks = line.trim();
  return marks.length >= fence.length && marks === fence.mark.repeat(marks.length);
}

/**
 * A fence ends with the list item that it stands in. Sloppy code is tolerated at any indent; what can only be the
 * next section or the next criterion is not swallowed by a fence that somebody forgot to close.
 */
function leavesListItem(line: string, fence: OpenFence): boolean {
  if (indentOf(line) >= fence.container) return false;
  return /^#{2,6}[ \t]/.test(line) || boxPattern.test(line);
}

function headingOf(line: string, index: number): Heading | undefined {
  const match = headingPattern.exec(line);
  const marks = match?.[1];
  if (marks === undefined) return undefined;
  return { line: index, level: marks.length, text: withoutClosingMarks((match?.[2] ?? '').trim()) };
}

/** `## Notes ##` is the heading `Notes`. */
function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '#') end -= 1;
  if (end === text.length || (end > 0 && text[end - 1] !== ' ' && text[end - 1] !== '\t')) return text;
  return text.slice(0, end).trim();
}

/** A part of the text below one heading. */
export interface Section {
  readonly heading: Heading;
  /** Name in small letters without numbers, emphasis and a final colon. */
  readonly name: string;
  /** From the line after the heading up to the next heading of the same or a higher level. */
  readonly range: LineRange;
}

/** The parts below the headings of level 2, in order. */
export function readSections(outline: Outline): Section[] {
  const starts = outline.headings.filter(({ level }) => level <= 2);
  return starts.flatMap((heading, index) => {
    if (heading.level !== 2) return [];
    const end = starts[index + 1]?.line ?? outline.lines.length;
    return [{ heading, name: sectionName(heading.text), range: { start: heading.line + 1, end } }];
  });
}

function sectionName(text: string): string {
  const letters = text.search(/\p{L}/u);
  const name = letters < 0 ? text : text.slice(letters);
  return name
    .toLowerCase()
    .replace(/[:*_]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}
