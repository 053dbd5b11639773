/** Remedies for `check:` lines that are not run. */
import { plainList, styleBelow, styleOf } from '../edit/criterion-lines.ts';
import { boxes } from '../parse/criteria.ts';
import type { Fix, Problem } from '../task.ts';
import { checkedBoxFix, readBoxes } from './box-check.ts';
import { lineEdit } from './fixed-lines.ts';

/**
 * Puts the line below its criterion, where that makes it a check. Whether words without backticks are a command, only a
 * person can tell: a check is run.
 */
export function mendCheck(problem: Problem, lines: readonly string[]): Fix | undefined {
  const index = problem.range.start;
  const indent = indentBelow(lines, index);
  if (indent === undefined) return undefined;
  const edits = [lineEdit(index, indent + (lines[index] ?? '').trimStart())];
  return checkedBoxFix(problem, lines, { title: 'Indent the check below its criterion', edits });
}

/** The blanks that put a line below the criterion that it stands in. */
function indentBelow(lines: readonly string[], index: number): string | undefined {
  const holder = boxes(readBoxes(lines).items).findLast(({ line, range }) => line < index && index < range.end);
  return holder === undefined ? undefined : styleBelow(styleOf(lines[holder.line] ?? '') ?? plainList).indent;
}
