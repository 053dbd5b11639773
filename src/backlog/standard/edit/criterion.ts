/** Ticking the criteria of any form: boxes, and headings that stand for a step. One line changes, every other byte stays. */

import { isTicked, withMark } from '../../edit/box-mark.ts';
import { locate } from '../../edit/locate.ts';
import { joinLines, replaceLine, splitLines, type TextLines } from '../../parse/text-lines.ts';
import type { CriteriaForm, CriterionAddress } from '../../task.ts';
import { addMark, removeMark, splitMark } from '../completion-mark.ts';
import { readCriteria } from '../criteria-forms.ts';
import { readDocument } from '../document.ts';

/**
 * Ticks a criterion: its box, or its heading with ` ✅ COMPLETED - DATE`. One that is ticked already stays as it is.
 * @param date YYYY-MM-DD, as the user's clock has it
 * @throws EditConflict when the criterion is not found, or more than one could be meant
 */
export function tickIn(text: string, form: CriteriaForm, address: CriterionAddress, date: string): string {
  return edit(text, form, address, (line, isMarked, isHeading) =>
    isMarked ? line : isHeading ? addMark(line, date) : withMark(line, 'x'),
  );
}

/** Opens a criterion again; the reverse of `tickIn`. @throws EditConflict as there */
export function untickIn(text: string, form: CriteriaForm, address: CriterionAddress): string {
  return edit(text, form, address, (line, isMarked, isHeading) =>
    isMarked ? (isHeading ? removeMark(line) : withMark(line, ' ')) : line,
  );
}

function edit(
  text: string,
  form: CriteriaForm,
  address: CriterionAddress,
  change: (line: string, isMarked: boolean, isHeading: boolean) => string,
): string {
  const document = readDocument(text, '');
  const found = locate(readCriteria(document, form).items, address);
  const parts: TextLines = splitLines(text);
  const line = parts.lines[found.line] ?? '';
  const heading = document.outline.headingAt.get(found.line);
  const isMarked = heading === undefined ? isTicked(line) : splitMark(heading.text).isMarked;
  return joinLines(replaceLine(parts, found.line, change(line, isMarked, heading !== undefined)));
}
