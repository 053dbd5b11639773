/** Where the documents of a file stand. Works on bytes, since a dump may be longer than a text can be. */

/** A part of a file, in bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const newline = 0x0a;
const dash = 0x2d;

/**
 * Splits at lines that begin with `---`, and leaves out what is only comment. Neither JSON nor a nested value of YAML
 * can have such a line.
 */
export function documentsOf(bytes: Buffer): Span[] {
  const spans: Span[] = [];
  let start = 0;
  while (start <= bytes.length) {
    const mark = separatorFrom(bytes, start);
    const from = contentFrom(bytes, start, mark);
    if (from < mark) spans.push({ start: from, end: mark });
    if (mark >= bytes.length) break;
    // What stands behind the dashes on their line belongs to the document.
    start = mark + 3;
  }
  return spans;
}

/** The next separator, at `start` or after it; the end of the bytes when there is none. */
function separatorFrom(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const isLineStart = at === 0 || bytes[at - 1] === newline;
    if (isLineStart && isSeparator(bytes, at)) return at;
    const next = bytes.indexOf('\n---', at, 'latin1');
    if (next < 0) break;
    at = next + 1;
  }
  return bytes.length;
}

function isSeparator(bytes: Buffer, at: number): boolean {
  const isDashed = bytes[at] === dash && bytes[at + 1] === dash && bytes[at + 2] === dash;
  const after = bytes[at + 3];
  return isDashed && (after === undefined || after <= 0x20);
}

/** Where the first line stands that is neither empty nor a comment nor a directive nor the end of a document. */
function contentFrom(bytes: Buffer, start: number, end: number): number {
  let line = start;
  while (line < end) {
    let at = line;
    while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at += 1;
    const code = bytes[at];
    const isEnd = bytes.toString('latin1', at, at + 3) === '...';
    if (at >= end) break;
    if (code !== newline && code !== 0x23 && code !== 0x25 && !isEnd) return line;
    const next = bytes.indexOf(newline, at);
    if (next < 0) break;
    line = next + 1;
  }
  return end;
}

/** The line, counted from 1, that the place is in. */
export function lineOf(bytes: Buffer, place: number): number {
  let line = 1;
  for (let at = bytes.indexOf(newline); at >= 0 && at < place; at = bytes.indexOf(newline, at + 1)) line += 1;
  return line;
}
