/** What is left of a task: its open criteria with all that their file says about each. */
import { joinChecks, readCheckLine } from '../parse/check-line.ts';
import { readFrontMatter } from '../parse/front-matter.ts';
import { itemContent } from '../parse/list-item.ts';
import { type Outline, readOutline } from '../parse/outline.ts';
import { isBlank, readLines, skipBlanks } from '../parse/text-lines.ts';
import type { Criterion, Task } from '../task.ts';
import { partsOf } from './criterion-parts.ts';

/** A criterion that is executed and not reached yet. */
export interface OpenCriterion {
  readonly text: string;
  /** Commands of its `check:` lines. */
  readonly checks: readonly string[];
  /** The outermost heading above it, below `## Acceptance Criteria`. */
  readonly group?: string;
  /** Texts of the boxes that it is nested under, the outermost first. */
  readonly above: readonly string[];
  /** Its lines as they stand in the file, where they say more than text and checks. */
  readonly details: readonly string[];
  /** Texts of the list items below it that have no boxes of their own; none where there are fewer than two. */
  readonly parts: readonly string[];
}

/** Its parts as criteria. A part alone ("staging") says nothing, so the criterion stays before it. */
export function partTexts({ text, parts }: Pick<OpenCriterion, 'text' | 'parts'>): string[] {
  const head = text.replace(/[:.…\s]+$/u, '');
  return parts.map((part) => `${head}: ${part}`);
}

/** The open leaves in file order. @param text of the file that holds the criteria, as the task was read from it */
export function openCriteria({ criteria }: Pick<Task, 'criteria'>, text: string): OpenCriterion[] {
  const lines = readLines(text);
  const outline = readOutline(lines, readFrontMatter(lines).bodyStart);
  return below(criteria, [], outline);
}

function below(criteria: readonly Criterion[], above: readonly string[], outline: Outline): OpenCriterion[] {
  return criteria.flatMap((criterion) => {
    const { children, text } = criterion;
    if (children.length > 0) return below(children, text === '' ? above : [...above, text], outline);
    return criterion.state === 'open' ? [readOpen(criterion, above, outline)] : [];
  });
}

function readOpen(criterion: Criterion, above: readonly string[], outline: Outline): OpenCriterion {
  const { text, address } = criterion;
  const [group] = address.group;
  return {
    text,
    checks: checksOf(criterion, outline),
    ...(group === undefined ? {} : { group }),
    // A heading that stands for a step is both a group and what nests the boxes below it.
    above: above.filter((one) => !address.group.includes(one)),
    details: detailsOf(criterion, outline),
    parts: partsOf(criterion.range, outline),
  };
}

/** The commands one by one; the criterion itself has them joined. */
function checksOf({ check, range }: Criterion, { lines, kinds }: Outline): string[] {
  if (check === undefined) return [];
  const commands: string[] = [];
  for (let index = range.start + 1; index < range.end; index += 1) {
    if (kinds[index] !== 'text') continue;
    const reading = readCheckLine(withoutMark(lines[index] ?? ''));
    if (reading !== undefined && 'command' in reading) commands.push(reading.command);
  }
  // The reading of the file decides what is run; lines that only look alike must not become commands.
  return joinChecks(commands) === check ? commands : [check];
}

function detailsOf({ text, range }: Criterion, { lines }: Outline): string[] {
  const own = lines.slice(range.start, range.end);
  const below = own.slice(1).filter((line) => !isBlank(line) && readCheckLine(withoutMark(line)) === undefined);
  const words = (parts: readonly string[]) => parts.join(' ').split(/\s+/).filter(Boolean).join(' ');
  const isAllText = words([text]).endsWith(words(below));
  if (below.length === 0 || isAllText) return [];
  const last = own.findLastIndex((line) => !isBlank(line));
  return own.slice(0, last + 1);
}

function withoutMark(line: string): string {
  const content = itemContent(line, skipBlanks(line, 0));
  return content < 0 ? line : line.slice(content);
}
