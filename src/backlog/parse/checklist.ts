/** The boxes of a section as a tree with groups. One pass over the lines. */
import type { Criterion, LineRange, Problem } from '../task.ts';
import { type BoxDraft, fault, finishBoxes } from './box-draft.ts';
import { readCheckLine } from './check-line.ts';
import { boxMark, isLineAcross, itemContent, skipOddBlanks } from './list-item.ts';
import { isNearlyBox, oddlyMarkedBox } from './near-box.ts';
import { type Heading, listIndent, type Outline } from './outline.ts';
import { detached, indentOf, skipBlanks } from './text-lines.ts';

export interface Checklist {
  readonly items: readonly Criterion[];
  readonly problems: readonly Omit<Problem, 'file'>[];
}

/** An open list item; those without a box still nest what stands below them. */
interface OpenItem {
  readonly indent: number;
  readonly draft: BoxDraft | undefined;
}

/** A place in the tree of headings; all headings with the same path above them are the same group. */
interface Group {
  readonly path: readonly string[];
  readonly below: Map<string, Group>;
  headings: number;
  boxes: number;
}

/** Levels of boxes that are told apart; what stands deeper joins the last level, so that no file can exhaust the stack. */
const deepest = 64;

/** `[ ]` */
const boxWidth = 3;

/**
 * Reads the boxes in the ranges, which are the sections of one name; headings below them group the boxes.
 * @param path headings that stand above all groups
 */
export function readChecklist(outline: Outline, ranges: readonly LineRange[], path: readonly string[]): Checklist {
  const reader = new ChecklistReader(outline, path);
  for (const range of ranges) reader.readSection(range);
  return reader.result();
}

class ChecklistReader {
  readonly #outline: Outline;
  readonly #root: Group;
  readonly #roots: BoxDraft[] = [];
  readonly #faults: Omit<Problem, 'file'>[] = [];
  /** The group of the last heading, which of the equal headings that is, and its boxes so far. */
  #group: Group;
  #repeat = 0;
  #boxesOfHeading = 0;
  readonly #open: OpenItem[] = [];
  /** Last line with something on it. */
  #lastLine = 0;
  /** Whether the previous line was the text of an item, so that the next one may continue it. */
  #inParagraph = false;

  constructor(outline: Outline, path: readonly string[]) {
    this.#outline = outline;
    this.#root = newGroup(path);
    this.#group = this.#root;
  }

  readSection({ start, end }: LineRange): void {
    const above: { readonly heading: Heading; readonly group: Group }[] = [];
    this.#enterGroup(this.#root);
    for (let index = start; index < end; index += 1) {
      const kind = this.#outline.kinds[index];
      if (kind === 'blank') {
        this.#inParagraph = false;
        continue;
      }
      const heading = kind === 'heading' ? this.#outline.headingAt.get(index) : undefined;
      if (heading !== undefined) {
        while (above.length > 0 && (above.at(-1)?.heading.level ?? 0) >= heading.level) above.pop();
        const group = groupBelow(above.at(-1)?.group ?? this.#root, heading.text);
        above.push({ heading, group });
        this.#enterGroup(group);
      } else if (kind === 'text') this.#readLine(index, this.#outline.lines[index] ?? '');
      else this.#inParagraph = false;
      this.#lastLine = index;
    }
    this.#close(0);
  }

  result(): Checklist {
    return { items: finishBoxes(this.#roots, this.#faults), problems: this.#faults };
  }

  #enterGroup(group: Group): void {
    this.#close(0);
    this.#group = group;
    this.#repeat = group.headings;
    this.#boxesOfHeading = 0;
    group.headings += 1;
  }

  #readLine(index: number, line: string): void {
    const at = skipBlanks(line, 0);
    const content = itemContent(line, at);
    if (content >= 0) {
      const indent = at === 0 ? 0 : indentOf(line);
      this.#close(indent);
      this.#readItem(index, indent, line, content);
      return;
    }
    const begin = skipOddBlanks(line, at);
    if (oddlyMarkedBox(line, begin) >= 0) {
      const indent = begin === 0 ? 0 : indentOf(line);
      this.#close(indent);
      this.#tellNearBox(index, 'Write `- [ ]` or `- [x]`, then a space.');
      this.#openPlain(indent);
    } else if (this.#open.length > 0) this.#readProse(index, line, begin);
  }

  #tellNearBox(index: number, remedy: string): void {
    this.#faults.push(fault(index, 'box-malformed', `This looks like a box and is none. ${remedy}`));
  }

  /** Begins an item without a box; what stands below it is no text of the criterion above. */
  #openPlain(indent: number): void {
    this.#open.push({ indent, draft: undefined });
    this.#inParagraph = true;
  }

  #readProse(index: number, line: string, at: number): void {
    const indent = at === 0 ? 0 : indentOf(line);
    const continues = this.#inParagraph && line[at] !== '>' && !isLineAcross(line, at);
    this.#inParagraph = continues;
    if (!continues) this.#close(indent);
    const top = this.#open.at(-1);
    const box = this.#innermostBox();
    if (top === undefined || box === undefined) return;
    if (!this.#readCheck(index, line, at, box, indent > top.indent) && continues) top.draft?.parts.push(line.trim());
  }

  #readItem(index: number, indent: number, line: string, content: number): void {
    const parent = this.#innermostBox(deepest);
    const mark = boxMark(line, content);
    if (mark === undefined) {
      if (parent !== undefined && this.#readCheck(index, line, content, parent, true)) return;
      if (isNearlyBox(line, content)) this.#tellNearBox(index, 'Write `[ ]` or `[x]`, then a space.');
      this.#openPlain(indent);
      return;
    }
    const { path: group, boxes: ordinal } = this.#group;
    const repeat = { heading: this.#repeat, ordinal: this.#boxesOfHeading };
    this.#group.boxes += 1;
    this.#boxesOfHeading += 1;
    const text = line.slice(content + boxWidth).trim();
    const draft: BoxDraft = {
      address: this.#repeat === 0 ? { group, ordinal } : { group, ordinal, repeat },
      line: index,
      mark,
      parts: text === '' ? [] : [text],
      checks: [],
      children: [],
      depth: (parent?.depth ?? 0) + 1,
      end: index + 1,
    };
    (parent?.children ?? this.#roots).push(draft);
    this.#open.push({ indent, draft });
    this.#inParagraph = true;
  }

  /** Whether the line was a check of the box. @param at its first character that is no blank */
  #readCheck(index: number, line: string, at: number, box: BoxDraft, indented: boolean): boolean {
    if (line[at] !== 'c' && line[at] !== 'C') return false;
    const check = readCheckLine(line.slice(at));
    if (check === undefined) return false;
    if ('fault' in check || !indented) {
      const message = 'fault' in check ? check.fault : 'Indent the check below its criterion; it is not run.';
      this.#faults.push(fault(index, 'check-malformed', message));
      return false;
    }
    box.checks.push(check.command);
    this.#inParagraph = false;
    return true;
  }

  #innermostBox(depth = Number.POSITIVE_INFINITY): BoxDraft | undefined {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const draft = this.#open[index]?.draft;
      if (draft !== undefined && draft.depth < depth) return draft;
    }
    return undefined;
  }

  /** Ends the items that a line at this indent does not belong to. */
  #close(indent: number): void {
    for (let top = this.#open.at(-1); top !== undefined && indent < top.indent + listIndent; top = this.#open.at(-1)) {
      if (top.draft !== undefined) top.draft.end = Math.max(top.draft.end, this.#lastLine + 1);
      this.#open.pop();
    }
  }
}

function newGroup(path: readonly string[]): Group {
  return { path, below: new Map(), headings: 0, boxes: 0 };
}

function groupBelow(group: Group, heading: string): Group {
  const known = group.below.get(heading);
  if (known !== undefined) return known;
  const name = detached(heading);
  const made = newGroup(group.path.concat(name));
  group.below.set(name, made);
  return made;
}
