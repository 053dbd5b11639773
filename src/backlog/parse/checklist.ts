/** The boxes of a section as a tree with groups. One pass over the lines. */

import type { Criterion, CriterionAddress, LineRange, Problem } from '../task.ts';
import { joinChecks, readCheckLine } from './check-line.ts';
import { listIndent, type Outline } from './outline.ts';
import { indentOf } from './text-lines.ts';

export interface Checklist {
  readonly items: readonly Criterion[];
  readonly problems: readonly Omit<Problem, 'file'>[];
}

interface Draft {
  readonly address: Omit<CriterionAddress, 'text'>;
  readonly line: number;
  readonly mark: string;
  readonly parts: string[];
  readonly checks: string[];
  readonly children: Draft[];
  readonly depth: number;
  end: number;
}

/** An open list item; those without a box still nest what stands below them. */
interface OpenItem {
  readonly indent: number;
  readonly draft: Draft | undefined;
}

/** Levels of boxes that are told apart; what stands deeper joins the last level, so that no file can exhaust the stack. */
const deepest = 64;

const itemPattern = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*))?$/;
const boxPattern = /^\[([ xX])\](?:[ \t]+(.*))?$/;
/** Looks meant as a box and is none: `[]`, `[~]`, `[ ]text`; `[x](link)` and `[text]` are links. */
const nearlyBox = /^\[(?:[ xX]\](?=[^\s(:[])|[ \t]{0,3}\](?=[ \t]|$)|[-~>?!/✓✔✅ xX]{1,2}\](?=[ \t]|$))/u;

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
  readonly #path: readonly string[];
  readonly #roots: Draft[] = [];
  readonly #problems: Omit<Problem, 'file'>[] = [];
  readonly #boxesOfGroup = new Map<string, number>();
  readonly #headingsOfGroup = new Map<string, number>();
  #group: { readonly path: readonly string[]; readonly key: string; readonly repeat: number; boxes: number };
  #open: OpenItem[] = [];
  /** Last line with something on it. */
  #lastLine = 0;
  /** Whether the previous line was the text of an item, so that the next one may continue it. */
  #inParagraph = false;

  constructor(outline: Outline, path: readonly string[]) {
    this.#outline = outline;
    this.#path = path;
    this.#group = { path, key: '', repeat: 0, boxes: 0 };
  }

  readSection({ start, end }: LineRange): void {
    const above: { level: number; text: string }[] = [];
    this.#enterGroup(this.#path);
    for (let index = start; index < end; index += 1) {
      const kind = this.#outline.kinds[index];
      if (kind === 'blank') {
        this.#inParagraph = false;
        continue;
      }
      const heading = this.#outline.headingAt.get(index);
      if (heading !== undefined) {
        while (above.length > 0 && (above.at(-1)?.level ?? 0) >= heading.level) above.pop();
        above.push(heading);
        this.#enterGroup([...this.#path, ...above.map(({ text }) => text)]);
      } else if (kind === 'text') this.#readLine(index, this.#outline.lines[index] ?? '');
      else this.#inParagraph = false;
      this.#lastLine = index;
    }
    this.#close(0);
  }

  result(): Checklist {
    return { items: this.#roots.flatMap((draft) => this.#finished(draft, false)), problems: this.#problems };
  }

  #enterGroup(path: readonly string[]): void {
    this.#close(0);
    const key = JSON.stringify(path);
    const repeat = this.#headingsOfGroup.get(key) ?? 0;
    this.#headingsOfGroup.set(key, repeat + 1);
    this.#group = { path, key, repeat, boxes: 0 };
  }

  #readLine(index: number, line: string): void {
    const indent = indentOf(line);
    const item = itemPattern.exec(line);
    if (item !== null) {
      this.#close(indent);
      this.#readItem(index, indent, (item[1] ?? '').trim());
      return;
    }
    const continues = this.#inParagraph && !line.trimStart().startsWith('>');
    this.#inParagraph = continues;
    if (!continues) this.#close(indent);
    const top = this.#open.at(-1);
    const box = this.#innermostBox();
    if (top === undefined || box === undefined) return;
    if (!this.#readCheck(index, line, box, indent > top.indent) && continues) top.draft?.parts.push(line.trim());
  }

  #readItem(index: number, indent: number, rest: string): void {
    const parent = this.#innermostBox(deepest);
    const box = boxPattern.exec(rest);
    if (box === null) {
      if (parent !== undefined && this.#readCheck(index, rest, parent, true)) return;
      if (nearlyBox.test(rest)) {
        this.#report(
          index,
          'warning',
          'box-malformed',
          'This looks like a box and is none. Write `[ ]` or `[x]`, then a space.',
        );
      }
      this.#open.push({ indent, draft: undefined });
      this.#inParagraph = true;
      return;
    }
    const ordinal = this.#boxesOfGroup.get(this.#group.key) ?? 0;
    this.#boxesOfGroup.set(this.#group.key, ordinal + 1);
    const { path, repeat } = this.#group;
    const place = repeat === 0 ? {} : { repeat: { heading: repeat, ordinal: this.#group.boxes } };
    this.#group.boxes += 1;
    const text = (box[2] ?? '').trim();
    const draft: Draft = {
      address: { group: path, ordinal, ...place },
      line: index,
      mark: box[1] ?? ' ',
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

  /** Whether the line was a check of the box. */
  #readCheck(index: number, line: string, box: Draft, indented: boolean): boolean {
    const check = readCheckLine(line);
    if (check === undefined) return false;
    if ('fault' in check || !indented) {
      const message = 'fault' in check ? check.fault : 'Indent the check below its criterion; it is not run.';
      this.#report(index, 'warning', 'check-malformed', message);
      return false;
    }
    box.checks.push(check.command);
    this.#inParagraph = false;
    return true;
  }

  #innermostBox(depth = Number.POSITIVE_INFINITY): Draft | undefined {
    return this.#open.findLast(({ draft }) => draft !== undefined && draft.depth < depth)?.draft;
  }

  /** Ends the items that a line at this indent does not belong to. */
  #close(indent: number): void {
    for (let top = this.#open.at(-1); top !== undefined && indent < top.indent + listIndent; top = this.#open.at(-1)) {
      if (top.draft !== undefined) top.draft.end = Math.max(top.draft.end, this.#lastLine + 1);
      this.#open.pop();
    }
  }

  /** The criterion of a draft; nothing for a box that has no text, since nobody could say what it asks for. */
  #finished(draft: Draft, insideWaived: boolean): Criterion[] {
    const text = draft.parts.join(' ');
    const ticked = draft.mark !== ' ';
    const waived = insideWaived || (ticked && isStruckOut(text));
    const children = draft.children.flatMap((child) => this.#finished(child, waived));
    if (text === '')
      this.#report(draft.line, 'warning', 'criterion-empty', 'This box has no text, so it is no criterion.');
    if (text === '' && children.length === 0) return [];
    const check = joinChecks(draft.checks);
    const open = children.length > 0 ? children.some(({ state }) => state === 'open') : !ticked;
    if (!ticked && isStruckOut(text)) {
      this.#report(
        draft.line,
        'warning',
        'waiver-open',
        'Struck out, but its box is open. Tick it to waive the criterion.',
      );
    }
    if (ticked && open && !waived) {
      this.#report(draft.line, 'warning', 'parent-ticked', 'This box is ticked, but boxes below it are open.');
    }
    const state = waived ? 'waived' : open ? 'open' : 'done';
    const { address, line, end } = draft;
    const range = { start: line, end };
    const checked = check === undefined ? {} : { check };
    return [{ address: { ...address, text }, text, state, line, range, ...checked, children }];
  }

  #report(line: number, severity: Problem['severity'], code: string, message: string): void {
    this.#problems.push({ range: { start: line, end: line + 1 }, severity, code, message });
  }
}

/** `~~text~~ (reason)`, also below bold marks. */
function isStruckOut(text: string): boolean {
  const start = /^[*_]{0,3}~~/.exec(text)?.[0].length;
  return start !== undefined && text.indexOf('~~', start) > start;
}
