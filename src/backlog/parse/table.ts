/** The tables of a markdown text. Real ones differ in the order of their columns, so cells are found by the header's name. */
import { readOutline } from './outline.ts';
import { readLines } from './text-lines.ts';

export interface TableRow {
  readonly line: number;
  /** Text of the heading above the table; empty when there is none. */
  readonly heading: string;
  /** Cells without marks by the name of their column, in small letters. Of columns with one name, the first counts. */
  readonly cells: ReadonlyMap<string, string>;
}

/** Reads the rows of all tables, in order, without headers and the lines below them. */
export function readTableRows(text: string): TableRow[] {
  const lines = readLines(text);
  const outline = readOutline(lines, 0);
  const rows: TableRow[] = [];
  let heading = '';
  let columns: readonly string[] | undefined;
  lines.forEach((line, index) => {
    const kind = outline.kinds[index];
    if (kind === 'heading') heading = outline.headingAt.get(index)?.text ?? '';
    if (kind !== 'text' || !line.includes('|')) {
      columns = undefined;
      return;
    }
    const cells = cellsOf(line);
    if (columns === undefined) columns = cells.map((cell) => bare(cell).replaceAll('_', ' ').trim().toLowerCase());
    else if (!cells.every(isRule)) rows.push({ line: index, heading, cells: byColumn(columns, cells) });
  });
  return rows;
}

function byColumn(columns: readonly string[], cells: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  columns.forEach((column, index) => {
    const cell = cells[index];
    if (cell !== undefined && !named.has(column)) named.set(column, bare(cell));
  });
  return named;
}

/** Cell texts; `\|` is no separator. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '');
  const cells = inner.split(/(?<!\\)\|/);
  return inner.endsWith('|') ? cells.slice(0, -1) : cells;
}

function isRule(cell: string): boolean {
  return /^[ \t]*:?-+:?[ \t]*$/.test(cell);
}

/** A cell without emphasis and code marks; of a link, its text. */
function bare(cell: string): string {
  const link = /^\[([^\]]*)\]\([^)]*\)$/.exec(cell.trim())?.[1];
  return (link ?? cell).replace(/[*`]/g, '').replaceAll('\\|', '|').trim();
}
