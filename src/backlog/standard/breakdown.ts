/** The criteria of a TASKS.md: all its boxes, and its headings that stand for a step, as one tree. */
import { fault, isStruckOut } from '../parse/box-draft.ts';
import { joinChecks, readCheckLine } from '../parse/check-line.ts';
import { type Checklist, readChecklist } from '../parse/checklist.ts';
import { leaves } from '../parse/criteria.ts';
import { type Heading, holdsBox, type Outline } from '../parse/outline.ts';
import type { Criterion, CriterionAddress, LineRange, Problem } from '../task.ts';
import { splitMark } from './completion-mark.ts';
import { findSteps, type HeadingNode } from './step-headings.ts';

type Fault = Omit<Problem, 'file'>;

/**
 * Reads a breakdown. Headings above a criterion are its groups, without their completion marks and without the title
 * of the file, so that neither ticking nor renaming the file's title makes a criterion unknown.
 * @param start first line of the body
 */
export function readBreakdown(outline: Outline, start: number): Checklist {
  const title = titleOf(outline);
  const ranges = bodyRanges(outline, start, title);
  const checklist = readChecklist(withoutMarks(outline), ranges, []);
  const headings = outline.headings.filter((heading) => heading !== title);
  const nodes = findSteps(headings, outline);
  const faults: Fault[] = [...checklist.problems];
  const items = new TreeBuilder(outline, nodes, faults).build(checklist.items);
  faults.push(...markFaults(nodes, outline, items));
  return { items, problems: faults };
}

/** The first heading, when it is the only one of its level: it names the file. */
function titleOf({ headings }: Outline): Heading | undefined {
  const [first] = headings;
  return first?.level === 1 && headings.every((heading) => heading === first || heading.level > 1) ? first : undefined;
}

function bodyRanges({ kinds, lines }: Outline, start: number, title: Heading | undefined): LineRange[] {
  if (title === undefined) return [{ start, end: lines.length }];
  const hasTextAbove = kinds.slice(start, title.line).includes('text');
  const above = hasTextAbove ? [{ start, end: title.line }] : [];
  return [...above, { start: title.line + 1, end: lines.length }];
}

function withoutMarks(outline: Outline): Outline {
  const headings = outline.headings.map((heading) => ({ ...heading, text: splitMark(heading.text).text }));
  return { ...outline, headings, headingAt: new Map(headings.map((heading) => [heading.line, heading])) };
}

/** A criterion whose children are still being collected. */
interface OpenParent {
  readonly node: HeadingNode;
  readonly address: CriterionAddress;
  readonly children: Criterion[];
}

class TreeBuilder {
  readonly #outline: Outline;
  readonly #nodes: readonly HeadingNode[];
  readonly #faults: Fault[];
  readonly #roots: Criterion[] = [];
  readonly #open: OpenParent[] = [];
  readonly #stepsOfGroup = new Map<string, number>();
  readonly #headingsOfPath = new Map<string, number>();
  /** Which of the headings with one path a heading is. */
  readonly #repeats = new Map<HeadingNode, number>();

  constructor(outline: Outline, nodes: readonly HeadingNode[], faults: Fault[]) {
    this.#outline = outline;
    this.#nodes = nodes;
    this.#faults = faults;
  }

  /** Puts boxes and headings together in the order of their lines. */
  build(items: readonly Criterion[]): Criterion[] {
    let next = 0;
    for (const node of this.#nodes) {
      for (; (items[next]?.line ?? Number.POSITIVE_INFINITY) < node.heading.line; next += 1) this.#add(items[next]);
      this.#closeBefore(node.heading.line);
      this.#countHeading(node);
      if (node.role === 'step') this.#add(this.#step(node));
      else if (node.role === 'parent') this.#open.push({ node, address: this.#addressOf(node), children: [] });
    }
    for (; next < items.length; next += 1) this.#add(items[next]);
    this.#closeBefore(Number.POSITIVE_INFINITY);
    return this.#roots;
  }

  #add(criterion: Criterion | undefined): void {
    if (criterion === undefined) return;
    this.#closeBefore(criterion.line);
    (this.#open.at(-1)?.children ?? this.#roots).push(criterion);
  }

  #closeBefore(line: number): void {
    for (let top = this.#open.at(-1); top !== undefined && top.node.end <= line; top = this.#open.at(-1)) {
      this.#open.pop();
      const parent = this.#parent(top);
      (this.#open.at(-1)?.children ?? this.#roots).push(parent);
    }
  }

  #countHeading(node: HeadingNode): void {
    const key = JSON.stringify(pathOf(node));
    const repeat = this.#headingsOfPath.get(key) ?? 0;
    this.#headingsOfPath.set(key, repeat + 1);
    this.#repeats.set(node, repeat);
  }

  #addressOf({ text, parent }: HeadingNode): CriterionAddress {
    const group = parent === undefined ? [] : pathOf(parent);
    const heading = (parent === undefined ? undefined : this.#repeats.get(parent)) ?? 0;
    const ordinal = this.#countStep(JSON.stringify(group));
    if (heading === 0) return { group, ordinal, text };
    return { group, ordinal, text, repeat: { heading, ordinal: this.#countStep(JSON.stringify([heading, group])) } };
  }

  #countStep(key: string): number {
    const ordinal = this.#stepsOfGroup.get(key) ?? 0;
    this.#stepsOfGroup.set(key, ordinal + 1);
    return ordinal;
  }

  #step(node: HeadingNode): Criterion {
    const { text, heading, isMarked } = node;
    const waived = this.#isWaived(node);
    const state = waived ? 'waived' : isMarked ? 'done' : 'open';
    const check = this.#checkOf(node);
    return {
      address: this.#addressOf(node),
      text,
      state,
      line: heading.line,
      range: this.#rangeOf(node),
      ...(check === undefined ? {} : { check }),
      children: [],
    };
  }

  #parent({ node, address, children }: OpenParent): Criterion {
    const waived = this.#isWaived(node);
    const below = waived ? children.map(asWaived) : children;
    const state = waived ? 'waived' : below.some((child) => child.state === 'open') ? 'open' : 'done';
    return { address, text: node.text, state, line: node.heading.line, range: this.#rangeOf(node), children: below };
  }

  #isWaived({ text, isMarked, heading }: HeadingNode): boolean {
    const isStruck = isStruckOut(text);
    if (isStruck && !isMarked) {
      const message = 'Struck out, but without a completion mark. Add ✅ COMPLETED - DATE to waive the step.';
      this.#faults.push(fault(heading.line, 'waiver-open', message));
    }
    return isStruck && isMarked;
  }

  /** From the heading to the last line below it that says something. */
  #rangeOf({ heading, end }: HeadingNode): LineRange {
    let last = end - 1;
    while (last > heading.line && !this.#saysSomething(last)) last -= 1;
    return { start: heading.line, end: last + 1 };
  }

  #saysSomething(line: number): boolean {
    const kind = this.#outline.kinds[line];
    return (
      kind !== 'blank' &&
      !(kind === 'text' && /^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$/.test(this.#outline.lines[line] ?? ''))
    );
  }

  #checkOf({ heading, end }: HeadingNode): string | undefined {
    const commands: string[] = [];
    for (let line = heading.line + 1; line < end; line += 1) {
      if (this.#outline.kinds[line] !== 'text') continue;
      const text = (this.#outline.lines[line] ?? '').replace(/^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/, '');
      const check = readCheckLine(text);
      if (check === undefined) continue;
      if ('command' in check) commands.push(check.command);
      else this.#faults.push(fault(line, 'check-malformed', check.fault));
    }
    return joinChecks(commands);
  }
}

function pathOf(node: HeadingNode): string[] {
  return node.parent === undefined ? [node.text] : [...pathOf(node.parent), node.text];
}

function asWaived(criterion: Criterion): Criterion {
  return { ...criterion, state: 'waived', children: criterion.children.map(asWaived) };
}

/** Headings that say completed above criteria that are open. */
function markFaults(nodes: readonly HeadingNode[], outline: Outline, items: readonly Criterion[]): Fault[] {
  const open = leaves(items).filter(({ state }) => state === 'open');
  const onlyOpen = { ...outline, boxLines: open.map(({ line }) => line) };
  const message = 'This heading says completed, but something below it is open.';
  return nodes
    .filter(({ isMarked, heading, end }) => isMarked && holdsBox(onlyOpen, { start: heading.line + 1, end }))
    .map(({ heading }) => fault(heading.line, 'parent-ticked', message));
}
