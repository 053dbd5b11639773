/** The acceptance criteria of a new item: those that its description lists, else one made of its title. */
import { readChecklist } from '../parse/checklist.ts';
import { boxMark, itemContent } from '../parse/list-item.ts';
import { listIndent, type Outline, readOutline } from '../parse/outline.ts';
import { indentOf, isBlank, skipBlanks } from '../parse/text-lines.ts';
import type { Criterion, LineRange } from '../task.ts';
import { cleanLine } from './clean-text.ts';
import type { NewItem } from './new-item.ts';
import { descriptionLines, safeLines, withoutBlankEnds } from './safe-description.ts';

/** A criterion that is to be written as an open box. */
export interface NewCriterion {
  readonly text: string;
  /** Headings that stand above it, below `## Acceptance Criteria`. */
  readonly group: readonly string[];
  readonly children: readonly NewCriterion[];
  /** Commands of its `check:` lines. */
  readonly checks?: readonly string[];
}

export interface NewBody {
  /** Lines of the description, safe to stand below a heading of level 2. */
  readonly description: readonly string[];
  /** At least one. */
  readonly criteria: readonly NewCriterion[];
}

/**
 * Description and criteria of an item. The criteria are those that the caller gives; else the list items below
 * "Acceptance Criteria" in the description, nested and grouped as they stand; else its boxes; else its top-level list
 * items; else one made of the title. All are open, whatever the description ticked: nothing is proven yet. What is struck
 * out is left out, and so are `check:` lines, which are commands: somebody has to write those into the file itself.
 * A part "Acceptance Criteria" that has become criteria as a whole is not said twice: it leaves the description.
 */
export function bodyOf(item: NewItem): NewBody {
  const lines = descriptionLines(item.description);
  if (item.ownCriteria !== undefined) return { description: safeLines(lines), criteria: item.ownCriteria };
  const given = item.criteria.flatMap(plain);
  if (given.length > 0) return { description: safeLines(lines), criteria: given };
  const outline = readOutline(lines, 0);
  const part = criteriaPart(outline);
  const listed = part === undefined ? [] : read(withBoxes(outline, part.content), part.content);
  if (part !== undefined && listed.length > 0) {
    const rest = isWholeList(outline, part.content) ? without(lines, part.whole) : lines;
    return { description: safeLines(rest), criteria: listed };
  }
  return { description: safeLines(lines), criteria: criteriaAnywhere(outline) ?? [ofTitle(item)] };
}

/** All boxes, else all top-level list items; undefined where there are none. */
function criteriaAnywhere(outline: Outline): readonly NewCriterion[] | undefined {
  const all = { start: 0, end: outline.lines.length };
  const boxes = flat(read(outline, all));
  if (boxes.length > 0) return boxes;
  const items = flat(read(withBoxes(outline, all), all));
  return items.length > 0 ? items.map((item) => ({ ...item, children: [] })) : undefined;
}

/** A criterion in the caller's own words; a list mark and a box before it are no part of it. */
export function plain(text: string): NewCriterion[] {
  const unmarked = cleanLine(text)
    .replace(/^(?:[-*+]|\d{1,9}[.)])(?: |$)/, '')
    .replace(/^\[[ xX]\](?: |$)/, '');
  const bare = cleanLine(unmarked.replaceAll('~~', ''));
  return bare === '' ? [] : [{ text: bare, group: [], children: [] }];
}

function ofTitle({ type, title }: NewItem): NewCriterion {
  const start = { bug: 'Resolved', feature: 'Implemented', human_action: 'Done' }[type];
  return { text: `${start}: ${title}`, group: [], children: [] };
}

interface Part {
  /** From its title on. */
  readonly whole: LineRange;
  readonly content: LineRange;
}

/** The part of the description that is titled "Acceptance Criteria", by a heading or a line of its own. */
function criteriaPart(outline: Outline): Part | undefined {
  const { lines, kinds, headings } = outline;
  const start = lines.findIndex((line, index) => {
    const heading = outline.headingAt.get(index)?.text;
    if (heading !== undefined) return /^[^\p{L}]*acceptance criteria(?![\p{L}\p{N}])/iu.test(heading);
    return kinds[index] === 'text' && /^acceptance criteria:?$/i.test(line.replace(/[*_]/g, '').trim());
  });
  if (start < 0) return undefined;
  const level = outline.headingAt.get(start)?.level;
  const next = headings.find((heading) => heading.line > start && heading.level <= (level ?? 6))?.line ?? lines.length;
  const end = level === undefined ? endOfList(outline, start + 1, next) : next;
  return { whole: { start, end }, content: { start: start + 1, end } };
}

/** Below a title that is no heading, the list ends with the first paragraph after it. */
function endOfList({ lines, kinds }: Outline, start: number, limit: number): number {
  for (let index = start; index < limit; index += 1) {
    const line = lines[index] ?? '';
    const isParagraph = kinds[index] === 'text' && indentOf(line) < listIndent && contentOf(line) === undefined;
    if (isParagraph && isBlank(lines[index - 1] ?? '')) return index;
  }
  return limit;
}

/** The same text with a box in every list item of the range that has none. */
function withBoxes({ lines, kinds }: Outline, { start, end }: LineRange): Outline {
  const boxed = lines.map((line, index) => {
    const content = index >= start && index < end && kinds[index] === 'text' ? contentOf(line) : undefined;
    const isPlain = content !== undefined && boxMark(line, content) === undefined;
    return isPlain && !isCheck(line.slice(content)) ? `${line.slice(0, content)}[ ] ${line.slice(content)}` : line;
  });
  return readOutline(boxed, 0);
}

/** Where the content of a list item begins; undefined for any other line, also one of marks alone (`* * *`). */
function contentOf(line: string): number | undefined {
  const content = itemContent(line, skipBlanks(line, 0));
  return content < 0 || content >= line.length || /^[ \t]*(?:[-*_][ \t]*){3,}$/.test(line) ? undefined : content;
}

function isCheck(text: string): boolean {
  return /^check:/i.test(text);
}

function read(outline: Outline, range: LineRange): NewCriterion[] {
  return readChecklist(outline, [range], []).items.flatMap(fresh);
}

function fresh({ text, state, address, children }: Criterion): NewCriterion[] {
  if (state === 'waived' || /^[*_]{0,3}~~/.test(text)) return [];
  const below = children.flatMap(fresh);
  const line = cleanLine(text);
  return line === '' ? below : [{ text: line, group: address.group, children: below }];
}

/** Headings of the description say where a box stood there, not what group of criteria it belongs to. */
function flat(criteria: readonly NewCriterion[]): NewCriterion[] {
  return criteria.map((criterion) => ({ ...criterion, group: [], children: flat(criterion.children) }));
}

/**
 * Whether a range holds nothing but what has become criteria: list items, the lines that continue them, and headings
 * with items below them.
 */
function isWholeList({ lines, kinds, headingAt }: Outline, { start, end }: LineRange): boolean {
  let inItem = false;
  let lastHeading: number | undefined;
  for (let index = start; index < end; index += 1) {
    const kind = kinds[index];
    if (kind === 'blank') {
      inItem = false;
      continue;
    }
    const level = headingAt.get(index)?.level;
    if (level !== undefined && lastHeading !== undefined && level <= lastHeading) return false;
    lastHeading = level;
    if (kind !== 'text' && kind !== 'heading') return false;
    const line = lines[index] ?? '';
    const content = contentOf(line);
    if (kind === 'text' && ((content === undefined && !inItem) || isNoCriterion(line.slice(content).trim())))
      return false;
    inItem = kind === 'text';
  }
  return lastHeading === undefined;
}

/** What a list of criteria may hold and a new one does not take over: checks, ticks, what is struck out, quotes. */
function isNoCriterion(text: string): boolean {
  return isCheck(text) || /^(?:\[[xX]\]|>)/.test(text) || text.includes('~~');
}

function without(lines: readonly string[], { start, end }: LineRange): string[] {
  return withoutBlankEnds([...lines.slice(0, start), ...lines.slice(end)]);
}
