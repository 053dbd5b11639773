/** The entries of the progress log as they stand in the file: clocks in real files run backwards, so nothing is sorted. */
import { itemContent } from './list-item.ts';
import { listIndent, type Outline, type Section } from './outline.ts';
import { indentOf } from './text-lines.ts';

export interface LogEntry {
  readonly line: number;
  /** Date, and time where there is one, as written. */
  readonly date?: string;
  /** What follows the date; lines that go on are joined by a space. */
  readonly text: string;
  /** List items that stand below it. */
  readonly children: readonly LogEntry[];
}

interface Draft {
  readonly line: number;
  readonly column: number;
  readonly parts: string[];
  readonly children: Draft[];
}

/** Levels that are told apart; what stands deeper joins the last one, so that no file can exhaust the stack. */
const deepest = 64;

const lineAcross = /^[ \t]*(?:[-*_][ \t]*){3,}$/;

/**
 * Reads all sections `## Progress Log`: list items, dated or not, and paragraphs, which count as entries too. Code and
 * comments are left out; headings only end what stands above them.
 */
export function readLogEntries(outline: Outline, sections: readonly Section[]): LogEntry[] {
  const roots: Draft[] = [];
  for (const { name, range } of sections) {
    if (name !== 'progress log') continue;
    let open: Draft[] = [];
    let isParagraph = false;
    for (let index = range.start; index < range.end; index += 1) {
      const kind = outline.kinds[index];
      if (kind === 'heading') open = [];
      if (kind !== 'text') {
        isParagraph = false;
        continue;
      }
      const line = outline.lines[index] ?? '';
      if (lineAcross.test(line)) {
        isParagraph = false;
        continue;
      }
      const column = indentOf(line);
      const start = line.length - line.trimStart().length;
      const content = itemContent(line, start);
      const last = open.at(-1);
      if (content < 0 && last !== undefined && (isParagraph || column >= last.column + listIndent)) {
        last.parts.push(line.trim());
        continue;
      }
      open = open.filter((above) => content >= 0 && column >= above.column + listIndent).slice(0, deepest - 1);
      const draft: Draft = { line: index, column, parts: [line.slice(Math.max(content, start)).trim()], children: [] };
      (open.at(-1)?.children ?? roots).push(draft);
      open.push(draft);
      isParagraph = true;
    }
  }
  return roots.map(entryOf);
}

const datePattern =
  /^[*_`]{0,3}(\d{4}-\d{2}-\d{2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?)[*_`]{0,3}(?![\w-])\s*[:–—-]?[*_`]{0,3}\s*/;

function entryOf({ line, parts, children }: Draft): LogEntry {
  const text = parts.join(' ');
  const match = datePattern.exec(text);
  const date = match?.[1];
  return {
    line,
    ...(date === undefined ? {} : { date }),
    text: text.slice(match?.[0].length ?? 0),
    children: children.map(entryOf),
  };
}
