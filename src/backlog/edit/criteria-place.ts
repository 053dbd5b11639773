/** Where new criteria go, and how the list there is written. */
import { boxes } from '../parse/criteria.ts';
import { criteriaSections, type Outline, readSections } from '../parse/outline.ts';
import { isBlank } from '../parse/text-lines.ts';
import type { Criterion, CriterionAddress } from '../task.ts';
import { type ListStyle, nextStyle, plainList, styleBelow, styleOf } from './criterion-lines.ts';
import { EditConflict } from './edit-conflict.ts';
import { findGroup, type Group, readGroups } from './groups.ts';
import { locate } from './locate.ts';
import { asOneLine } from './one-line.ts';

/**
 * At the end of a group, given by the headings below `## Acceptance Criteria` (none for the boxes directly below it);
 * after a criterion and all that belongs to it; or below a criterion, as its last children.
 */
export type CriteriaPlace =
  | { readonly group: readonly string[] }
  | { readonly after: CriterionAddress }
  | { readonly below: CriterionAddress };

/** The lines go before `line`, between further ones of our own: blank lines, headings. */
export interface ListPlace {
  readonly line: number;
  readonly style: ListStyle;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** @throws EditConflict when the criterion is not found, or the group cannot be made */
export function placeCriteria(outline: Outline, criteria: readonly Criterion[], place: CriteriaPlace): ListPlace {
  if ('group' in place) return placeInGroup(outline, criteria, place.group);
  const address = 'after' in place ? place.after : place.below;
  const found = locate(criteria, address);
  if ('after' in place) {
    const parent = boxes(criteria).find(({ children }) => children.includes(found));
    const siblings = parent === undefined ? criteria.filter((one) => isSameList(one, found)) : parent.children;
    return behind(outline, found, siblings);
  }
  const last = found.children.at(-1);
  if (last !== undefined) return behind(outline, last, found.children);
  return { line: found.range.end, style: firstBelow(outline, found), before: [], after: [] };
}

function isSameList(one: Criterion, other: Criterion): boolean {
  return (
    JSON.stringify([one.address.group, one.address.repeat?.heading]) ===
    JSON.stringify([other.address.group, other.address.repeat?.heading])
  );
}

/** Behind an item: in its style, apart from it where the items before it stand apart. */
function behind({ lines }: Outline, item: Criterion, siblings: readonly Criterion[]): ListPlace {
  const style = styleOf(lines[item.line] ?? '') ?? plainList;
  const previous = siblings[siblings.indexOf(item) - 1];
  const isLoose = previous !== undefined && isBlank(lines[item.line - 1] ?? '');
  const counts = previous === undefined || styleOf(lines[previous.line] ?? '')?.mark !== style.mark;
  return {
    line: item.range.end,
    style: { ...nextStyle(style, counts), isLoose },
    before: isLoose ? [''] : [],
    after: [],
  };
}

/** The first box below an item stands as deep as what else is listed there. */
function firstBelow({ lines, kinds }: Outline, { line, range }: Criterion): ListStyle {
  for (let index = line + 1; index < range.end; index += 1) {
    const style = kinds[index] === 'text' ? styleOf(lines[index] ?? '') : undefined;
    if (style !== undefined) return { ...style, mark: /\d/.test(style.mark) ? '-' : style.mark };
  }
  return styleBelow(styleOf(lines[line] ?? '') ?? plainList);
}

function placeInGroup(outline: Outline, criteria: readonly Criterion[], wanted: readonly string[]): ListPlace {
  const path = wanted.map(asOneLine);
  if (path.includes('')) throw new EditConflict('A group of criteria needs a heading.', wanted.join(' / '));
  const groups = readGroups(outline, criteriaSections(readSections(outline)));
  const group = findGroup(groups, path);
  if (group === undefined) return newGroup(outline, criteria, groups, path);
  const inside = criteria.filter(({ line }) => line >= group.own.start && line < group.own.end);
  const last = inside.at(-1);
  if (last !== undefined) return behind(outline, last, inside);
  return { ...inEmpty(outline, group), style: styleOfOthers(outline, criteria) };
}

/** A list of its own has the mark of the file's other lists. */
function styleOfOthers({ lines }: Outline, criteria: readonly Criterion[]): ListStyle {
  const mark = styleOf(lines[criteria.at(-1)?.line ?? -1] ?? '')?.mark ?? '-';
  return { ...plainList, mark: /\d/.test(mark) ? `1${mark.slice(-1)}` : mark };
}

/** A group without boxes: after what it holds, apart from prose and from the next heading by a blank line. */
function inEmpty({ lines, kinds }: Outline, { own }: Group): Omit<ListPlace, 'style'> {
  let last = own.end - 1;
  while (last >= own.start && kinds[last] === 'blank') last -= 1;
  if (last >= own.start) return { line: last + 1, before: [''], after: blankBefore(lines[last + 1]) };
  const line = Math.min(own.start + 1, own.end);
  return { line, before: line > own.start ? [] : [''], after: blankBefore(lines[line]) };
}

function blankBefore(following: string | undefined): string[] {
  return following === undefined || isBlank(following) ? [] : [''];
}

/** The headings that are missing, below the group that holds them; the section itself before the progress log. */
function newGroup(
  outline: Outline,
  criteria: readonly Criterion[],
  groups: readonly Group[],
  path: readonly string[],
): ListPlace {
  const { lines, kinds } = outline;
  const depth = path.findLastIndex((_, index) => findGroup(groups, path.slice(0, index + 1)) !== undefined) + 1;
  const holder = findGroup(groups, path.slice(0, depth));
  const missing = path.slice(depth).map((text, index) => heading((holder?.level ?? 2) + 1 + index, text));
  const headings = holder === undefined ? ['## Acceptance Criteria', ...missing] : missing;
  const log = readSections(outline).find(({ name }) => name === 'progress log')?.heading.line;
  let line = holder?.end ?? log ?? lines.length;
  if (holder !== undefined) {
    while (line > holder.own.start && kinds[line - 1] === 'blank') line -= 1;
    if (line === holder.own.start && line < holder.end) line += 1;
  }
  const isApart = line === 0 || isBlank(lines[line - 1] ?? '');
  const before = [...(isApart ? [] : ['']), ...headings.flatMap((text) => [text, ''])];
  return { line, before, after: blankBefore(lines[line]), style: styleOfOthers(outline, criteria) };
}

/** A heading of marks at both ends where its text ends in one, which would be taken for a closing mark. */
function heading(level: number, text: string): string {
  if (level > 6)
    throw new EditConflict(`The group "${text}" would be a heading of level ${level}; six is the most.`, text);
  return `${'#'.repeat(level)} ${text}${text.endsWith('#') ? ' #' : ''}`;
}
