/** What each line of a markdown text is, and its headings. One pass, linear in the size of the text. */
import type { LineRange } from '../task.ts';
import { boxMark, itemContent } from './list-item.ts';
import { indentOf, isBlank, skipBlanks } from './text-lines.ts';

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
  /** Lines of list items with a box, in order. */
  readonly boxLines: readonly number[];
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

const headingPattern = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/s;
const fencePattern = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})/;

/** Reads the lines from `start` on; those before it (the front matter) count as comment. */
export function readOutline(lines: readonly string[], start: number): Outline {
  const reader = new OutlineReader(lines);
  reader.read(start);
  return reader.result();
}

class OutlineReader {
  readonly #lines: readonly string[];
  readonly #kinds: LineKind[] = [];
  readonly #headings: Heading[] = [];
  readonly #headingAt = new Map<number, Heading>();
  readonly #boxLines: number[] = [];
  /** Columns at which the content of the open list items begins. */
  readonly #items: number[] = [];
  #fence: OpenFence | undefined;
  #comment: number | undefined;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  read(start: number): void {
    for (let index = 0; index < this.#lines.length; index += 1) {
      const line = this.#lines[index] ?? '';
      this.#kinds.push(index < start ? 'comment' : this.#isProse(line) ? 'text' : this.#kindOf(line, index));
    }
  }

  /** Whether a line is text and nothing else by its first character, a letter: most lines are, and need no closer look. */
  #isProse(line: string): boolean {
    if (this.#fence !== undefined || this.#comment !== undefined || !startsWithLetter(line)) return false;
    if (this.#items.length > 0) this.#items.length = 0;
    return true;
  }

  result(): Outline {
    const outline = {
      lines: this.#lines,
      kinds: this.#kinds,
      headings: this.#headings,
      headingAt: this.#headingAt,
      boxLines: this.#boxLines,
    };
    if (this.#fence !== undefined) return { ...outline, unclosed: { line: this.#fence.line, what: 'fence' } };
    if (this.#comment !== undefined) return { ...outline, unclosed: { line: this.#comment, what: 'comment' } };
    return outline;
  }

  #kindOf(line: string, index: number): LineKind {
    if (this.#fence !== undefined) {
      if (!leavesListItem(line, this.#fence)) {
        if (closes(line, this.#fence)) this.#fence = undefined;
        return 'code';
      }
      this.#fence = undefined;
    }
    if (this.#comment !== undefined) {
      if (line.includes('-->')) this.#comment = undefined;
      return 'comment';
    }
    return isBlank(line) ? 'blank' : this.#kindOfText(line, index);
  }

  /** The first character tells what a line can be; most lines can be nothing but text. */
  #kindOfText(line: string, index: number): LineKind {
    const at = skipBlanks(line, 0);
    const container = this.#containerOf(line, at);
    switch (line[at]) {
      case '#':
        return this.#readHeading(line, index);
      case '<':
        return this.#readComment(line, index, at, container);
      case '`':
      case '~':
        return this.#readFence(line, index, container);
      default:
        return this.#readItem(line, index, at, container);
    }
  }

  /** Ends the list items that the line does not belong to, and returns the column of the innermost that holds it. */
  #containerOf(line: string, at: number): number {
    if (this.#items.length === 0) return 0;
    const indent = at === 0 ? 0 : indentOf(line);
    while (this.#items.length > 0 && indent < (this.#items.at(-1) ?? 0)) this.#items.pop();
    return this.#items.at(-1) ?? 0;
  }

  #readHeading(line: string, index: number): LineKind {
    const match = headingPattern.exec(line);
    const marks = match?.[1];
    if (marks === undefined) return 'text';
    const heading = { line: index, level: marks.length, text: withoutClosingMarks((match?.[2] ?? '').trim()) };
    this.#headings.push(heading);
    this.#headingAt.set(index, heading);
    return 'heading';
  }

  /** Deeper than three columns inside what holds the line it would be code (CommonMark 4.4). */
  #readComment(line: string, index: number, at: number, container: number): LineKind {
    if (!line.startsWith('<!--', at) || (at > 0 && indentOf(line) - container > 3)) return 'text';
    if (!line.includes('-->', at + 4)) this.#comment = index;
    return 'comment';
  }

  #readItem(line: string, index: number, at: number, container: number): LineKind {
    const content = itemContent(line, at);
    if (content < 0) return 'text';
    this.#items.push(indentOf(line) + listIndent);
    if (boxMark(line, content) !== undefined) this.#boxLines.push(index);
    const first = line[content];
    return first === '`' || first === '~' ? this.#readFence(line, index, container) : 'text';
  }

  /** Fences may be indented by any width, since they stand in list items (CommonMark 4.5). */
  #readFence(line: string, index: number, container: number): LineKind {
    const match = fencePattern.exec(line);
    const marks = match?.[1];
    if (match === null || marks === undefined) return 'text';
    const mark = marks.slice(0, 1);
    if (mark === '`' && line.includes('`', match[0].length)) return 'text';
    this.#fence = { line: index, mark, length: marks.length, container };
    return 'code';
  }
}

function startsWithLetter(line: string): boolean {
  const code = line.charCodeAt(0);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function closes(line: string, fence: OpenFence): boolean {
  if (line[skipBlanks(line, 0)] !== fence.mark) return false;
  const marks = line.trim();
  return marks.length >= fence.length && marks === fence.mark.repeat(marks.length);
}

/**
 * A fence ends with the list item that it stands in. Sloppy code is tolerated at any indent; what can only be the
 * next section or the next criterion is not swallowed by a fence that somebody forgot to close.
 */
function leavesListItem(line: string, fence: OpenFence): boolean {
  if (fence.container === 0 || indentOf(line) >= fence.container) return false;
  if (/^#{2,6}[ \t]/.test(line)) return true;
  const content = itemContent(line, skipBlanks(line, 0));
  return content >= 0 && boxMark(line, content) !== undefined;
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

/** The sections that hold the criteria. */
export function criteriaSections(sections: readonly Section[]): Section[] {
  return sections.filter(({ name }) => /^acceptance criteria(?![\p{L}\p{N}])/u.test(name));
}

/** Whether a list item with a box stands in the range. */
export function holdsBox({ boxLines }: Outline, { start, end }: LineRange): boolean {
  let low = 0;
  let high = boxLines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((boxLines[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (boxLines[low] ?? end) < end;
}

/** Headings like `Progress Log`, which nearly all are, have nothing to take away. */
const plainName = /^[a-z]+(?: [a-z]+)*$/i;

function sectionName(text: string): string {
  if (plainName.test(text)) return text.toLowerCase();
  const letters = text.search(/\p{L}/u);
  const name = letters < 0 ? text : text.slice(letters);
  return name
    .toLowerCase()
    .replace(/[:*_]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
}
