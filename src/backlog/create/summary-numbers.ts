/** The numbers and dates of a summary file, with one more item. */
import { type Outline, readSections } from '../parse/outline.ts';
import type { LineRange } from '../task.ts';

/** What a row says. */
export interface SummaryItem {
  readonly id: string;
  readonly title: string;
  /** As the file writes it: `P1`, `high`. */
  readonly priority: string;
  /** `pending`, `new`. */
  readonly status: string;
  readonly component: string;
  readonly blocks: readonly string[];
  /** Path of the item's folder, as the file's other rows give it. */
  readonly location: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

const sameUrgency = [
  ['p0', 'critical'],
  ['p1', 'high'],
  ['p2', 'medium'],
  ['p3', 'low'],
];

/** The priority of an item in both spellings. */
export function priorityWords({ priority }: SummaryItem): ReadonlySet<string> {
  const word = priority.toLowerCase();
  return new Set(sameUrgency.find((words) => words.includes(word)) ?? [word]);
}

/**
 * The lines of a file with one more item: its counts in the statistics and in the heading of its table rise by one, and
 * the date of the last update becomes the item's where it is older.
 */
export function countItem(outline: Outline, headingLine: number | undefined, item: SummaryItem): string[] {
  const statistics = statisticsOf(outline);
  return outline.lines.map((line, index) => {
    if (index === headingLine) return line.replace(/\((\d{1,9})\)(?=[ \t#]*$)/, (_, count) => `(${next(count)})`);
    if (outline.kinds[index] !== 'text') return line;
    const isCounted = statistics.some(({ start, end }) => index >= start && index < end);
    return withDate(isCounted ? raised(line, item) : line, item.date);
  });
}

/** The sections of statistics; in a file without one, what stands above the first `##`. */
function statisticsOf(outline: Outline): LineRange[] {
  const sections = readSections(outline);
  const named = sections
    .filter(({ name }) => /\b(?:statistics|summary|totals?)\b/.test(name))
    .map(({ range }) => range);
  return named.length > 0 ? named : [{ start: 0, end: sections[0]?.heading.line ?? outline.lines.length }];
}

/** `- Total Actions: 3`, `- **Pending**: 2`, `- **By Priority**: P0: 0, P1: 1`: the numbers that the item is one of. */
function raised(line: string, item: SummaryItem): string {
  const states = new Set([item.status, 'open', 'total', ...priorityWords(item)]);
  return line.replace(
    /([A-Za-z][A-Za-z0-9 ]{0,40}?)(\*{0,2}:\*{0,2}[ \t]{0,8})(\d{1,9})(?![\d.%/-])/g,
    (whole, name: string, between: string, count: string) => {
      const state = name
        .trim()
        .toLowerCase()
        .replace(/ (?:actions|bugs|features|items)$/, '');
      return states.has(state) ? `${name}${between}${next(count)}` : whole;
    },
  );
}

function withDate(line: string, date: string): string {
  const found = /^(?:[-+*][ \t])?\*{0,2}Last Updated\*{0,2}:\*{0,2}[ \t]{0,8}(?=(\d{4}-\d{2}-\d{2}))/i.exec(
    line.trimStart(),
  );
  const before = found?.[1] ?? '';
  if (found === null || before >= date) return line;
  const start = line.length - line.trimStart().length + found[0].length;
  return line.slice(0, start) + date + line.slice(start + before.length);
}

function next(count: string): string {
  return String(Number(count) + 1);
}
