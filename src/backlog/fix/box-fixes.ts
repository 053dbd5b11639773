/** Remedies for boxes. */
import { withMark } from '../edit/box-mark.ts';
import { itemContent } from '../parse/list-item.ts';
import { skipBlanks } from '../parse/text-lines.ts';
import type { Fix, Problem } from '../task.ts';
import { checkedBoxFix } from './box-check.ts';
import { lineEdit } from './fixed-lines.ts';

/** Opens the box of a parent whose children are not all done. */
export function untickParent(problem: Problem, lines: readonly string[]): Fix | undefined {
  const line = problem.range.start;
  const edits = [lineEdit(line, withMark(lines[line] ?? '', ' '))];
  return checkedBoxFix(problem, lines, { title: 'Open this box', edits });
}

/** Takes a box without a text away; it is no criterion. */
export function removeEmptyBox(problem: Problem, lines: readonly string[]): Fix | undefined {
  const edits = [{ range: problem.range, lines: [] }];
  return checkedBoxFix(problem, lines, { title: 'Remove the empty box', edits });
}

/** Makes a box of what is meant as one. What `[~]` or `[-]` mean nobody knows for certain. */
export function mendBox(problem: Problem, lines: readonly string[]): Fix | undefined {
  const index = problem.range.start;
  const line = lines[index] ?? '';
  const at = itemContent(line, skipBlanks(line, 0));
  const close = line.indexOf(']', at);
  const inside = line.slice(at + 1, close).trim();
  if (at < 0 || close < 0 || !/^[xX✓✔✅]{0,2}$/u.test(inside)) return undefined;
  const box = inside === '' ? '[ ]' : '[x]';
  const rest = line.slice(close + 1);
  if (rest.trim() === '') return undefined;
  const mended = `${line.slice(0, at)}${box}${/^[ \t]/.test(rest) ? '' : ' '}${rest}`;
  return checkedBoxFix(problem, lines, { title: `Write ${box}`, edits: [lineEdit(index, mended)] });
}
