/** Several edits of whole lines at once; every line that no edit names keeps its bytes. */
import { insertLines, type TextLines } from '../parse/text-lines.ts';
import type { LineEdit } from '../task.ts';

/**
 * The text after the edits, which all refer to the text as it was. Replaced lines keep their endings, further ones get
 * that of their neighbour; a text without a final newline stays without one.
 * @throws RangeError when two edits overlap or one lies outside the text: the text is not the one that they were made for
 */
export function applyLineEdits(text: TextLines, edits: readonly LineEdit[]): TextLines {
  const ordered = edits.toSorted(
    (one, other) => one.range.start - other.range.start || one.range.end - other.range.end,
  );
  let free = 0;
  for (const { range } of ordered) {
    if (range.start < free || range.end < range.start || range.end > text.lines.length) {
      throw new RangeError(`The edit of lines ${range.start + 1} to ${range.end} does not fit the text.`);
    }
    free = range.end;
  }
  return ordered.toReversed().reduce(applyOne, text);
}

function applyOne(text: TextLines, { range, lines }: LineEdit): TextLines {
  const { start, end } = range;
  const kept = Math.min(lines.length, end - start);
  const replaced = { ...text, lines: text.lines.toSpliced(start, kept, ...lines.slice(0, kept)) };
  if (lines.length > kept) return insertLines(replaced, start + kept, lines.slice(kept));
  return removeLines(replaced, start + kept, end);
}

/** The text without the lines. When they end it, the line before them ends as they did. */
export function removeLines(text: TextLines, start: number, end: number): TextLines {
  if (end <= start) return text;
  const endings = text.endings.toSpliced(start, end - start);
  if (end === text.lines.length && start > 0 && text.endings[end - 1] === '') endings[start - 1] = '';
  return { ...text, lines: text.lines.toSpliced(start, end - start), endings };
}
