/** A text as lines that can be put together again without losing a byte. */

export interface TextLines {
  /** The byte order mark, or nothing. */
  readonly bom: string;
  /** Lines without their endings. A final newline does not make an empty line. */
  readonly lines: readonly string[];
  /** The ending of each line: `\n`, `\r\n`, `\r`, or nothing for a last line that has none. */
  readonly endings: readonly string[];
}

/** Splits at the same places as editors do, so that line numbers agree with theirs. */
export function splitLines(text: string): TextLines {
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines: string[] = [];
  const endings: string[] = [];
  const separator = /\r\n|\n|\r/g;
  let start = bom.length;
  for (let match = nextMatch(separator, text, start); match; match = nextMatch(separator, text, start)) {
    lines.push(text.slice(start, match.index));
    endings.push(match[0]);
    start = match.index + match[0].length;
  }
  if (start < text.length) {
    lines.push(text.slice(start));
    endings.push('');
  }
  return { bom, lines, endings };
}

/**
 * The lines alone, as `splitLines` gives them; several times faster, since nothing has to be put together again.
 */
export function readLines(text: string): readonly string[] {
  const lines = (text.startsWith('\uFEFF') ? text.slice(1) : text).split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (!text.includes('\r')) return lines;
  for (const [index, line] of lines.entries()) {
    const end = line.indexOf('\r');
    if (end < 0) continue;
    // A lone carriage return ends a line too.
    if (end < line.length - 1) return splitLines(text).lines;
    lines[index] = line.slice(0, end);
  }
  return lines;
}

function nextMatch(separator: RegExp, text: string, from: number): RegExpExecArray | null {
  separator.lastIndex = from;
  return separator.exec(text);
}

/** The reverse of `splitLines`. */
export function joinLines({ bom, lines, endings }: TextLines): string {
  return bom + lines.map((line, index) => line + (endings[index] ?? '')).join('');
}

/** The same text with one line replaced. */
export function replaceLine(text: TextLines, index: number, line: string): TextLines {
  return { ...text, lines: text.lines.with(index, line) };
}

/**
 * The same text with lines inserted before line `index`. They get the line ending of their neighbour; a text without
 * a final newline stays without one.
 */
export function insertLines(text: TextLines, index: number, inserted: readonly string[]): TextLines {
  const ending = text.endings[index - 1] || text.endings[index] || text.endings[0] || '\n';
  const newEndings = inserted.map(() => ending);
  const endings = text.endings.toSpliced(index, 0, ...newEndings);
  const last = index - 1;
  if (last >= 0 && endings[last] === '') {
    endings[last] = ending;
    endings[endings.length - 1] = '';
  }
  return { ...text, lines: text.lines.toSpliced(index, 0, ...inserted), endings };
}

const space = 0x20;
const tab = 0x09;

/** Width of the blanks at the start of a line in columns, tabs reaching to the next multiple of four (CommonMark 2.2). */
export function indentOf(line: string): number {
  let column = 0;
  for (let index = 0; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code === space) column += 1;
    else if (code === tab) column += 4 - (column % 4);
    else break;
  }
  return column;
}

/** Place of the first character from `start` on that is neither space nor tab; the line's length where there is none. */
export function skipBlanks(line: string, start: number): number {
  let index = start;
  for (; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code !== space && code !== tab) break;
  }
  return index;
}

/** Whether a line holds nothing to read. */
export function isBlank(line: string): boolean {
  const code = line.charCodeAt(skipBlanks(line, 0));
  // Printable ASCII, the usual case, is told without a copy of the line.
  return code > space && code < 0x7f ? false : line.trim() === '';
}

/**
 * The same text on its own. What is cut out of a text keeps all of that text in memory: thousands of tasks would keep
 * all their files. (V8 copies parts below 13 characters by itself, and makes no copy of a whole text.)
 */
export function detached(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
