/** Titles of sub-tasks: the parent's, and which part of it this is. */
import { asOneLine } from '../edit/one-line.ts';
import type { OpenCriterion } from './open-criteria.ts';
import type { Section } from './sections.ts';
import { criterionInWords } from './sub-task.ts';

/** Characters. Titles may have 300. */
const longestParent = 120;
const longestPart = 80;

/** `Roll out the shop: Deploy (part 2 of 3)`. */
export function titleOf(parent: string, section: Section<OpenCriterion>): string {
  const { group, criteria, part, parts } = section;
  const number = parts > 1 ? ` (part ${part} of ${parts})` : '';
  const [first] = criteria;
  if (group !== undefined) return `${start(parent)}: ${short(group, longestPart)}${number}`;
  if (first !== undefined && criteria.length === 1) return splitTitle(parent, criterionInWords(first));
  return number === '' ? `${start(parent)}: ${criteria.length} criteria` : `${start(parent)}${number}`;
}

/** The title of what one criterion becomes. */
export function splitTitle(parent: string, criterion: string): string {
  return `${start(parent)}: ${short(criterion, longestPart)}`;
}

/** The title of what a person has to split first. */
export function personTitle(parent: string, criterion: string): string {
  return `${start(parent)}: split "${short(criterion, longestPart)}"`;
}

function start(parent: string): string {
  return short(parent, longestParent);
}

function short(text: string, limit: number): string {
  const line = asOneLine(text);
  const characters = Array.from(line);
  return characters.length > limit
    ? `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
