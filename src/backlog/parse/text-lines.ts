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

/** Width of the blanks at the start of a line in columns, tabs reaching to the next multiple of four (CommonMark 2.2). */
export function indentOf(line: string): number {
  let column = 0;
  for (const character of line) {
    if (character === ' ') column += 1;
    else if (character === '\t') column += 4 - (column % 4);
    else break;
  }
  return column;
}

/** Whether a line holds nothing to read. */
export function isBlank(line: string): boolean {
  return line.trim() === '';
}
