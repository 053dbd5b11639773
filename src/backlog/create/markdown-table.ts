/** The tables of a markdown file: where they stand, and what their columns are called. */
import type { Outline } from '../parse/outline.ts';
import type { LineRange } from '../task.ts';

export interface Table {
  /** From the line of the column names up to the line after the last row. */
  readonly range: LineRange;
  /** Names in small letters, without emphasis. */
  readonly columns: readonly string[];
  /** Cells of the rows. */
  readonly rows: readonly (readonly string[])[];
  /** Line of the nearest heading above. */
  readonly headingLine?: number;
}

/** Reads every table: a line of names, a line of dashes, rows. What stands in fences and comments is none. */
export function readTables({ lines, kinds, headingAt }: Outline): Table[] {
  const tables: Table[] = [];
  let headingLine: number | undefined;
  const isRow = (index: number) => kinds[index] === 'text' && (lines[index] ?? '').includes('|');
  for (let start = 0; start < lines.length; start += 1) {
    if (headingAt.has(start)) headingLine = start;
    if (!isRow(start) || !isRow(start + 1) || !isRule(lines[start + 1] ?? '')) continue;
    let end = start + 2;
    while (isRow(end)) end += 1;
    const rows = lines.slice(start + 2, end).map(cellsOf);
    const columns = cellsOf(lines[start] ?? '').map((name) => name.toLowerCase().replace(/[*_`]/g, '').trim());
    tables.push({ range: { start, end }, columns, rows, ...(headingLine === undefined ? {} : { headingLine }) });
    start = end - 1;
  }
  return tables;
}

/** `|---|:-:|` */
function isRule(line: string): boolean {
  return line.includes('-') && /^[\s|:-]+$/.test(line);
}

/** Cells of a row, trimmed; `\|` is no separator. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '');
  const cells = inner.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return inner.endsWith('|') && cells.at(-1) === '' ? cells.slice(0, -1) : cells;
}

/** A row of cells. Line breaks become blanks, and a `|` in a text stays one: backslashes before it are left out. */
export function tableRow(cells: readonly string[]): string {
  const safe = cells.map((cell) => cell.split(/\s+/).filter(Boolean).join(' ').replace(/\\*\|/g, '\\|'));
  return `| ${safe.join(' | ')} |`;
}
