/** Edits of whole lines as an editor makes them: it counts a last, empty line behind a final newline. Without the editor. */
import type { LineEdit } from '../../backlog/task.ts';

export interface Place {
  readonly line: number;
  readonly character: number;
}

/** Replaces what lies between two places. Lines end in `\n`, which the editor writes as its document has it. */
export interface TextReplacement {
  readonly start: Place;
  readonly end: Place;
  readonly text: string;
}

/** What is needed of a document of the editor. */
export interface DocumentLines {
  readonly lineCount: number;
  lineAt(line: number): { readonly text: string };
}

/** The replacement that makes an edit; all that no edit names stays as it is. */
export function replacementOf(document: DocumentLines, { range, lines }: LineEdit): TextReplacement {
  const { start, end } = range;
  const text = lines.join('\n');
  const endOf = (line: number): Place => ({ line, character: document.lineAt(line).text.length });
  const last = document.lineCount - 1;
  if (start === end) {
    // Behind a last line without a newline.
    if (start > last) return { start: endOf(last), end: endOf(last), text: `\n${text}` };
    return { start: { line: start, character: 0 }, end: { line: start, character: 0 }, text: `${text}\n` };
  }
  if (lines.length > 0) return { start: { line: start, character: 0 }, end: endOf(end - 1), text };
  if (end <= last) return { start: { line: start, character: 0 }, end: { line: end, character: 0 }, text: '' };
  return { start: start === 0 ? { line: 0, character: 0 } : endOf(start - 1), end: endOf(last), text: '' };
}

/** From the first to the last character of the lines of a range that is no blank, within the document. */
export function visibleRange(
  document: DocumentLines,
  range: { readonly start: number; readonly end: number },
): { readonly start: Place; readonly end: Place } {
  const last = document.lineCount - 1;
  const first = Math.min(range.start, last);
  const end = Math.min(Math.max(range.end - 1, first), last);
  const { text } = document.lineAt(first);
  const blanks = text.length - text.trimStart().length;
  return {
    start: { line: first, character: text.trim() === '' ? 0 : blanks },
    end: { line: end, character: document.lineAt(end).text.trimEnd().length },
  };
}
