/** New criteria in a task file: lines are inserted, every other byte stays. */
import { boxes } from '../parse/criteria.ts';
import type { Outline } from '../parse/outline.ts';
import { insertLines, isBlank, joinLines, splitLines } from '../parse/text-lines.ts';
import type { Criterion } from '../task.ts';
import { type CriteriaPlace, type ListPlace, placeCriteria } from './criteria-place.ts';
import { criterionLines, type NewCriterion, writtenText } from './criterion-lines.ts';
import { outlineOf } from './criterion-text.ts';
import { EditConflict } from './edit-conflict.ts';
import { criteriaOf } from './locate.ts';
import { sameBut } from './same-criteria.ts';

/**
 * Inserts open criteria, with their checks and what is below them. Mark, indentation and line endings follow the
 * neighbours; numbers go on counting, and those behind stay as they are. A group or section that is missing is made.
 * @throws EditConflict when the place is not found, a text or check cannot be written, or the lines would not read back
 * as these criteria: below a waived one, or inside a fence or comment that is never closed
 */
export function insertCriteria(text: string, criteria: readonly NewCriterion[], place: CriteriaPlace): string {
  if (criteria.length === 0) return text;
  const parts = splitLines(text);
  const outline = outlineOf(parts.lines);
  const before = criteriaOf(text);
  const at = placeCriteria(outline, before, place);
  const lines = [...at.before, ...criterionLines(criteria, at.style), ...gapAfter(outline, at)];
  const edited = joinLines(insertLines(parts, at.line, lines));
  const after = criteriaOf(edited);
  const isOurs = (line: number) => line >= at.line && line < at.line + lines.length;
  const shifted = (line: number) => (line >= at.line ? line + lines.length : line);
  if (readsBack(after, criteria, isOurs) && sameBut(before, after, isOurs, shifted)) return edited;
  throw new EditConflict(whyNot(outline, at, after, isOurs), criteria[0]?.text ?? '');
}

/** A line of text directly behind the new item would be read as its continuation. */
function gapAfter({ lines, kinds }: Outline, { line, after }: ListPlace): readonly string[] {
  if (after.length > 0 || kinds[line] !== 'text' || isBlank(lines[line] ?? '')) return after;
  return /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|>)/.test(lines[line] ?? '') ? [] : [''];
}

/** Whether exactly the new criteria stand in our lines, all of them open. */
function readsBack(
  after: readonly Criterion[],
  criteria: readonly NewCriterion[],
  isOurs: (line: number) => boolean,
): boolean {
  const wanted = (all: readonly NewCriterion[]): unknown[] =>
    all.flatMap(({ text, check, children = [] }) => [
      [writtenText(text), check?.trim(), 'open', children.length],
      ...wanted(children),
    ]);
  const found = boxes(after).filter(({ line }) => isOurs(line));
  const essence = found.map(({ text, check, state, children }) => [text, check, state, children.length]);
  return JSON.stringify(essence) === JSON.stringify(wanted(criteria));
}

function whyNot({ unclosed }: Outline, at: ListPlace, after: readonly Criterion[], isOurs: (line: number) => boolean) {
  if (unclosed !== undefined && at.line > unclosed.line) {
    return `No criteria can be inserted: the ${unclosed.what} in line ${unclosed.line + 1} is never closed.`;
  }
  const waived = boxes(after).some(({ line, state }) => isOurs(line) && state === 'waived');
  const why = waived
    ? 'what they would stand below is waived. Restore it first'
    : 'they would not read back as written. Close the code fence or comment above, or write them by hand';
  return `No criteria can be inserted in line ${at.line + 1}: ${why}.`;
}
