/** The boxes of criteria: one character changes, every other byte stays. */
import { joinLines, replaceLine, splitLines } from '../parse/text-lines.ts';
import type { CriterionAddress } from '../task.ts';
import { isTicked, withMark } from './box-mark.ts';
import { criteriaOf, locate } from './locate.ts';

/**
 * Ticks the box of a criterion. A box that is ticked already stays as it is.
 * @throws EditConflict when the criterion is not found, or more than one could be meant
 */
export function tickCriterion(text: string, address: CriterionAddress): string {
  return setBox(text, address, 'x');
}

/** Opens the box of a criterion again; the reverse of `tickCriterion`. @throws EditConflict as there */
export function untickCriterion(text: string, address: CriterionAddress): string {
  return setBox(text, address, ' ');
}

function setBox(text: string, address: CriterionAddress, mark: 'x' | ' '): string {
  const found = locate(criteriaOf(text), address);
  const parts = splitLines(text);
  const line = parts.lines[found.line] ?? '';
  if (isTicked(line) === (mark === 'x')) return text;
  return joinLines(replaceLine(parts, found.line, withMark(line, mark)));
}
