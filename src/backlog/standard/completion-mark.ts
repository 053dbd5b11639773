/** The mark of a finished step: a heading that ends in `✅ COMPLETED - DATE`. Its place is kept to the byte. */

const sign = '✅';
const markPattern =
  /^✅\uFE0F?[ \t]*(?:COMPLETED?|DONE)(?:[ \t]*[-–—:,][ \t]*\d{4}-\d{2}-\d{2}|[ \t]*\(\d{4}-\d{2}-\d{2}\))?$/iu;

export interface MarkedText {
  /** The text without its mark. */
  readonly text: string;
  readonly isMarked: boolean;
}

/** Splits the text of a heading, as the outline gives it. A ✅ with no word behind it, or not at the end, is prose. */
export function splitMark(text: string): MarkedText {
  const start = text.lastIndexOf(sign);
  if (start < 0 || !markPattern.test(text.slice(start))) return { text, isMarked: false };
  return { text: text.slice(0, start).trimEnd(), isMarked: true };
}

/** Marks the line of a heading as completed, before its closing `#` and trailing blanks. */
export function addMark(line: string, date: string): string {
  const end = endOfText(line);
  return `${line.slice(0, end)} ${sign} COMPLETED - ${date}${line.slice(end)}`;
}

/** Takes the mark off the line of a heading; the reverse of `addMark`. */
export function removeMark(line: string): string {
  const end = endOfText(line);
  const { text, isMarked } = splitMark(line.slice(0, end));
  return isMarked ? text + line.slice(end) : line;
}

/** Where the text of a heading ends: before blanks, and before closing marks that a blank sets apart. */
function endOfText(line: string): number {
  const text = line.trimEnd();
  let end = text.length;
  while (text[end - 1] === '#') end -= 1;
  const isClosed = end < text.length && (text[end - 1] === ' ' || text[end - 1] === '\t');
  return isClosed ? text.slice(0, end).trimEnd().length : text.length;
}
