/** Lines before and after a fix, without their endings. */
import { applyLineEdits } from '../edit/line-edits.ts';
import type { LineEdit } from '../task.ts';

/** The lines after the edits. */
export function fixedLines(lines: readonly string[], edits: readonly LineEdit[]): readonly string[] {
  return applyLineEdits({ bom: '', lines, endings: lines.map(() => '\n') }, edits).lines;
}

/** The edit that replaces one line. */
export function lineEdit(line: number, text: string): LineEdit {
  return { range: { start: line, end: line + 1 }, lines: [text] };
}

/** The edit that makes one text of another: the lines between what they have in common at both ends. */
export function editBetween(before: readonly string[], after: readonly string[]): LineEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { range: { start, end: before.length - same }, lines: after.slice(start, after.length - same) };
}
