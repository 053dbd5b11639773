/** List items and their boxes, told by their first characters: every line of every file is looked at. */
import { skipBlanks } from './text-lines.ts';

const longestNumber = 9;

/**
 * Where the content of a list item begins, behind its mark (`-`, `*`, `+`, `1.`, `1)`) and the blanks after it; the
 * line's length for an item without content, -1 where the line is no list item.
 * @param at place of the first character that is no blank
 */
export function itemContent(line: string, at: number): number {
  const end = markEnd(line, at);
  if (end < 0 || end === line.length) return end;
  const content = skipBlanks(line, end);
  return content === end ? -1 : skipOddBlanks(line, content);
}

/** Skips blanks of other kinds (a no-break space, pasted) too: what people see decides what an item is. */
export function skipOddBlanks(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code > 0x20 && code < 0x7f ? at : line.length - line.slice(at).trimStart().length;
}

function markEnd(line: string, at: number): number {
  const code = line.charCodeAt(at);
  if (code === 0x2d || code === 0x2a || code === 0x2b) return at + 1;
  let end = at;
  while (isDigit(line.charCodeAt(end)) && end - at <= longestNumber) end += 1;
  if (end === at || end - at > longestNumber) return -1;
  const delimiter = line.charCodeAt(end);
  return delimiter === 0x2e || delimiter === 0x29 ? end + 1 : -1;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** The mark of the box `[ ]`, `[x]` or `[X]` at a place of a line, when a blank or the line's end follows; else undefined. */
export function boxMark(line: string, at: number): ' ' | 'x' | 'X' | undefined {
  if (line.charCodeAt(at) !== 0x5b || line.charCodeAt(at + 2) !== 0x5d) return undefined;
  const after = line.charCodeAt(at + 3);
  if (after !== 0x20 && after !== 0x09 && at + 3 !== line.length) return undefined;
  const mark = line[at + 1];
  return mark === ' ' || mark === 'x' || mark === 'X' ? mark : undefined;
}

/** Whether a line is a line across the page: three or more of one of `-`, `*`, `_`. It ends the text above it. */
export function isLineAcross(line: string, at: number): boolean {
  const mark = line[at];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  let count = 0;
  for (let index = at; index < line.length; index += 1) {
    if (line[index] === mark) count += 1;
    else if (line[index] !== ' ' && line[index] !== '\t') return false;
  }
  return count >= 3;
}
