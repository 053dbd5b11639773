/** New criteria as lines of markdown: open boxes, nested and grouped. */
import { checkLine } from '../edit/criterion-lines.ts';
import type { NewCriterion } from './derived-criteria.ts';

/** Boxes below headings of level 3, one for each group. */
export function groupedBoxes(criteria: readonly NewCriterion[]): string[] {
  const lines: string[] = [];
  let group = '';
  for (const criterion of criteria) {
    const heading = criterion.group.join(' / ');
    if (heading !== group) lines.push(...(lines.length === 0 ? [] : ['']), `### ${heading}`, '');
    group = heading;
    lines.push(...boxLines(criterion, 0));
  }
  return lines;
}

/** Boxes without headings. */
export function plainBoxes(criteria: readonly NewCriterion[]): string[] {
  return criteria.flatMap((criterion) => boxLines(criterion, 0));
}

/** The texts of all criteria, those that nest others included. */
export function textsOf(criteria: readonly NewCriterion[]): string[] {
  return criteria.flatMap(({ text, children }) => [text, ...textsOf(children)]);
}

function boxLines({ text, children, checks = [] }: NewCriterion, depth: number): string[] {
  const indent = '  '.repeat(depth);
  return [
    `${indent}- [ ] ${text}`,
    ...checks.map((command) => `${indent}  ${checkLine(command)}`),
    ...children.flatMap((child) => boxLines(child, depth + 1)),
  ];
}
