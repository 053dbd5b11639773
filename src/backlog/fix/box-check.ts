/** Whether a fix of a box does what it is for, and nothing else. */
import { sameBut } from '../edit/same-criteria.ts';
import { type Checklist, readChecklist } from '../parse/checklist.ts';
import { boxes } from '../parse/criteria.ts';
import { readFrontMatter } from '../parse/front-matter.ts';
import { criteriaSections, readOutline, readSections } from '../parse/outline.ts';
import type { Criterion, Fix, LineEdit, Problem } from '../task.ts';
import { fixedLines } from './fixed-lines.ts';
import { onlyTakesAway } from './no-new-faults.ts';

interface BoxReading extends Checklist {
  readonly isUnclosed: boolean;
}

/** The acceptance criteria of a task file's lines, and whether an open fence or comment hides what follows. */
export function readBoxes(lines: readonly string[]): BoxReading {
  const outline = readOutline(lines, readFrontMatter(lines).bodyStart);
  const ranges = criteriaSections(readSections(outline)).map(({ range }) => range);
  return { ...readChecklist(outline, ranges, []), isUnclosed: outline.unclosed !== undefined };
}

/** The fix, when its edit takes the problem away, brings none, and leaves every other criterion as it was read. */
export function checkedBoxFix(
  problem: Problem,
  lines: readonly string[],
  fix: { readonly title: string; readonly edits: readonly LineEdit[] },
): Fix | undefined {
  const now = fixedLines(lines, fix.edits);
  const removed = lines.length - now.length;
  const at = problem.range.start;
  const shifted = (line: number) => (line > at ? line - removed : line);
  const before = readBoxes(lines);
  const after = readBoxes(now);
  const name = (line: number, code: string) => `${line} ${code}`;
  const old = before.problems.map(({ range, code }) => name(shifted(range.start), code));
  const left = after.problems.map(({ range, code }) => name(range.start, code));
  const hidesMore = after.isUnclosed && !before.isUnclosed;
  if (hidesMore || !onlyTakesAway(old, left, name(at, problem.code))) return undefined;
  const own = ownerOf(before.items, at);
  const isEdited = (line: number) => removed === 0 && (line === at || line === own);
  return sameBut(before.items, after.items, isEdited, shifted) ? fix : undefined;
}

/** The line of the criterion that a line belongs to; its text or check is what the fix is about. */
function ownerOf(items: readonly Criterion[], at: number): number | undefined {
  return boxes(items).findLast(({ line, range }) => line <= at && at < range.end)?.line;
}
