/** The remedy for boxes behind an odd mark, and for round ones. */
import { itemContent, skipOddBlanks } from '../parse/list-item.ts';
import { oddlyMarkedBox } from '../parse/near-box.ts';
import { skipBlanks } from '../parse/text-lines.ts';
import type { Fix, Problem } from '../task.ts';
import { checkedBoxFix } from './box-check.ts';
import { lineEdit } from './fixed-lines.ts';

/** `[ ]`, `( )` and `()` with or without a mark in them, and whatever stands behind. */
const box = /^(?:\[[ \t]{0,3}([xX]?)[ \t]{0,3}\]|\([ ]?([xX]?)\))(.*)$/s;

/** Writes `- [ ]` for `-[ ]`, `– [ ]`, `• [ ]`, and for `- ( )`. */
export function mendOddBox(problem: Problem, lines: readonly string[]): Fix | undefined {
  const index = problem.range.start;
  const line = lines[index] ?? '';
  const blanks = skipBlanks(line, 0);
  const content = itemContent(line, blanks);
  const start = skipOddBlanks(line, blanks);
  const at = content >= 0 ? content : oddlyMarkedBox(line, start);
  const match = at < 0 ? null : box.exec(line.slice(at));
  if (match === null) return undefined;
  const written = (match[1] ?? match[2] ?? '') === '' ? '[ ]' : '[x]';
  const rest = match[3] ?? '';
  if (rest.trim() === '') return undefined;
  const mark = content >= 0 ? line.slice(0, content) : `${line.slice(0, start)}${plainMark(line.slice(start, at))} `;
  const mended = `${mark}${written}${/^[ \t]/.test(rest) ? '' : ' '}${rest}`;
  const title = content >= 0 ? `Write ${written}` : `Write ${plainMark(line.slice(start, at))} ${written}`;
  return checkedBoxFix(problem, lines, { title, edits: [lineEdit(index, mended)] });
}

/** A mark that markdown knows is kept. */
function plainMark(mark: string): string {
  return /^(?:[-*+]|\d{1,9}[.)])$/.test(mark) ? mark : '-';
}
