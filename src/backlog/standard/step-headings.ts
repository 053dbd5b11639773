/** Which headings of a TASKS.md stand for a step, or for a group of steps. */
import { type Heading, holdsBox, type Outline } from '../parse/outline.ts';
import { detached } from '../parse/text-lines.ts';
import { splitMark } from './completion-mark.ts';

/** A heading in the tree of headings. */
export interface HeadingNode {
  readonly heading: Heading;
  /** The heading's text without its completion mark. */
  readonly text: string;
  readonly isMarked: boolean;
  /** First line after all that stands below it. */
  readonly end: number;
  readonly parent: HeadingNode | undefined;
  /** step: to be done as one. parent: holds steps. none: groups boxes, or is prose. */
  role: 'step' | 'parent' | 'none';
}

/** How steps begin: `TASK-001: …`, `Step 1`, `Section 2.1 – …`. */
const stepPattern =
  /^[*_]{0,3}(?:~~)?(?:sub-?task|task|test|step|section|phase|part|stage|item)(?:[ \t]*#|[-_ \t])[ \t]*\d/i;

/** Sections that say something about the work and are none themselves: whole names, and beginnings that no step has. */
const proseNames =
  /^(?:blocks|context|description|effort|files?|goal|legend|log|note|objective|problem|progress(?: log| tracking)?|purpose|risk|rollback(?: plan| strategy)?|scope|status)$/i;
const proseBeginnings =
  /^(?:acceptance criteria|affected|appendix|assumptions|background|blocked by|changelog|change log|conclusions?|constraints|contents|decisions|definition of done|dependencies|estimates|follow-?ups|glossary|goals|history|introduction|lessons|links|metadata|next steps|notes|objectives|open questions|out of scope|overview|prerequisites|questions|rationale|references|related|resources|results|risk assessment|risks|success criteria|summary|table of contents|timeline)(?![\p{L}\p{N}])/iu;

/**
 * Gives every heading its role. A step has neither boxes nor steps below it, and a completion mark or the beginning of
 * a step. In a file without boxes, what stands beside steps is one too, unless its name says that it is prose.
 * @param headings without the title of the file
 */
export function findSteps(headings: readonly Heading[], outline: Outline): readonly HeadingNode[] {
  const nodes = headingTree(headings, outline.lines.length);
  const bare = nodes.filter(({ heading, end }) => !holdsBox(outline, { start: heading.line, end }));
  for (const node of bare.toReversed()) {
    if (node.role === 'none' && (node.isMarked || stepPattern.test(node.text))) setStep(node);
  }
  if (outline.boxLines.length > 0) return nodes;
  const groups = new Set(nodes.filter(({ role }) => role === 'step').map(groupOf));
  for (const node of nodes) {
    if (node.role === 'none' && node.text !== '' && groups.has(groupOf(node)) && !isProse(node.text)) setStep(node);
  }
  return nodes;
}

function headingTree(headings: readonly Heading[], lineCount: number): HeadingNode[] {
  const ends = new Map<Heading, number>();
  const later: Heading[] = [];
  for (const heading of headings.toReversed()) {
    while (later.length > 0 && (later.at(-1)?.level ?? 0) > heading.level) later.pop();
    ends.set(heading, later.at(-1)?.line ?? lineCount);
    later.push(heading);
  }
  const nodes: HeadingNode[] = [];
  const above: HeadingNode[] = [];
  for (const heading of headings) {
    while (above.length > 0 && (above.at(-1)?.heading.level ?? 0) >= heading.level) above.pop();
    const end = ends.get(heading) ?? lineCount;
    const { text, isMarked } = splitMark(heading.text);
    const node: HeadingNode = { heading, text: detached(text), isMarked, end, parent: above.at(-1), role: 'none' };
    nodes.push(node);
    above.push(node);
  }
  return nodes;
}

/** A step, and all above it the holders of steps. Steps are found from the last line to the first, so no parent is a step yet. */
function setStep(node: HeadingNode): void {
  node.role = 'step';
  for (let above = node.parent; above !== undefined && above.role !== 'parent'; above = above.parent)
    above.role = 'parent';
}

/** Headings of one level below the same heading are steps of one kind. */
function groupOf({ heading, parent }: HeadingNode): string {
  return `${parent?.heading.line ?? -1} ${heading.level}`;
}

function isProse(text: string): boolean {
  const letters = text.search(/\p{L}/u);
  const name = letters < 0 ? '' : text.slice(letters).replace(/[\s:*_]+$/, '');
  return name === '' || proseNames.test(name) || proseBeginnings.test(name);
}
