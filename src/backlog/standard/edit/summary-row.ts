/** The row of an item in a summary table: two of its cells change, every other byte stays. */
import { readTables, type Table } from '../../create/markdown-table.ts';
import { readOutline } from '../../parse/outline.ts';
import { joinLines, replaceLine, splitLines } from '../../parse/text-lines.ts';
import type { LineRange } from '../../task.ts';
import { idKey, idsIn } from '../../task-id.ts';

/** What became of an item. */
export interface RowEdit {
  /** The word of the summary. */
  readonly status: string;
  /** Folder of the item before and now, below the folder that holds bugs/ and features/. */
  readonly from: string;
  readonly to: string;
}

const idColumns: readonly string[] = ['id', 'bug id', 'feature id', 'action id', 'action'];
const statusColumns: readonly string[] = ['status', 'state'];
const placeColumns: readonly string[] = ['location', 'path', 'folder'];

/**
 * Sets the status cell of the item's row and its new place in the location cell. Of several rows, which tell of its
 * history, the first one with a status counts. A file without such a row stays as it is.
 */
export function setSummaryRow(text: string, id: string, edit: RowEdit): string {
  const parts = splitLines(text);
  for (const table of readTables(readOutline(parts.lines, 0))) {
    const statusColumn = columnOf(table, statusColumns);
    const row = table.rows.findIndex((cells) => isRowOf(table, cells, id));
    if (row < 0 || statusColumn < 0) continue;
    const line = table.range.start + 2 + row;
    const placed = withCell(parts.lines[line] ?? '', columnOf(table, placeColumns), (place) =>
      place.replaceAll(edit.from, edit.to),
    );
    return joinLines(
      replaceLine(
        parts,
        line,
        withCell(placed, statusColumn, () => edit.status),
      ),
    );
  }
  return text;
}

/** The columns of a summary table by what they hold. */
export const summaryColumns = { status: statusColumns, priority: ['priority'] } as const;

/** Sets one cell of the first row of the item that has such a column. @param names of the column, in small letters @param content what it is to hold, or what becomes of what it holds */
export function setSummaryCell(
  text: string,
  id: string,
  names: readonly string[],
  content: string | ((before: string) => string),
): string {
  const parts = splitLines(text);
  for (const table of readTables(readOutline(parts.lines, 0))) {
    const column = columnOf(table, names);
    const row = table.rows.findIndex((cells) => isRowOf(table, cells, id));
    if (row < 0 || column < 0) continue;
    const line = table.range.start + 2 + row;
    return joinLines(
      replaceLine(
        parts,
        line,
        withCell(parts.lines[line] ?? '', column, typeof content === 'string' ? () => content : content),
      ),
    );
  }
  return text;
}

function columnOf({ columns }: Table, names: readonly string[]): number {
  return columns.findIndex((name) => names.includes(name.replaceAll('_', ' ')));
}

function isRowOf(table: Table, cells: readonly string[], id: string): boolean {
  const ids = idsIn(cells[columnOf(table, idColumns)] ?? '');
  return ids.length === 1 && idKey(ids[0] ?? '') === idKey(id);
}

/** The line with one cell changed. Blanks that make the columns even shrink or grow with it, as far as they go. */
function withCell(line: string, column: number, change: (content: string) => string): string {
  const place = cellPlaces(line)[column];
  if (place === undefined) return line;
  const cell = line.slice(place.start, place.end);
  const old = cell.trim();
  const content = change(old);
  if (content === old) return line;
  const before = old === '' ? ' ' : cell.slice(0, cell.indexOf(old));
  const after = old === '' ? ' ' : cell.slice(before.length + old.length);
  const width = after.length > 1 ? Math.max(1, after.length + old.length - content.length) : after.length;
  return line.slice(0, place.start) + before + content + ' '.repeat(width) + line.slice(place.end);
}

/** Where the cells of a row stand in its line; `\|` is no separator. */
function cellPlaces(line: string): LineRange[] {
  const places: LineRange[] = [];
  const first = line.length - line.trimStart().length;
  let start = line[first] === '|' ? first + 1 : first;
  for (let index = start; index < line.length; index += 1) {
    if (line[index] !== '|' || line[index - 1] === '\\') continue;
    places.push({ start, end: index });
    start = index + 1;
  }
  if (start < line.length) places.push({ start, end: line.length });
  return places;
}
