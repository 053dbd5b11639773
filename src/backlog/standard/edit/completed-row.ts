/** The row of a human action that is done: in the table of completed actions where there is one. */
import { readTables, type Table, tableRow } from '../../create/markdown-table.ts';
import { applyLineEdits } from '../../edit/line-edits.ts';
import { readOutline } from '../../parse/outline.ts';
import { joinLines, splitLines } from '../../parse/text-lines.ts';
import { idKey, idsIn } from '../../task-id.ts';
import { setSummaryRow } from './summary-row.ts';

const idColumns: readonly string[] = ['id', 'action', 'action id'];

/**
 * The text with the action's row moved to the end of the table below a heading such as "Completed Actions", cells by the
 * names of their columns; without such a table the row's status becomes completed. A text without the row, or with one
 * among the completed already, stays as it is.
 * @param date for the column that tells when
 */
export function completeRow(text: string, id: string, date: string): string {
  const parts = splitLines(text);
  const outline = readOutline(parts.lines, 0);
  const tables = readTables(outline).filter((table) => idColumn(table) >= 0);
  const isOver = ({ headingLine = -1 }: Table) =>
    /\b(?:completed?|done|finished)\b/i.test(outline.headingAt.get(headingLine)?.text ?? '');
  const place = (table: Table) => table.rows.findIndex((cells) => isRowOf(cells[idColumn(table)], id));
  if (tables.some((table) => isOver(table) && place(table) >= 0)) return text;
  const source = tables.find((table) => place(table) >= 0);
  const target = tables.find(isOver);
  if (source === undefined || target === undefined) {
    return setSummaryRow(text, id, { status: 'completed', from: '', to: '' });
  }
  const row = place(source);
  const line = source.range.start + 2 + row;
  const moved = tableRow(target.columns.map((column) => cellFor(column, source, source.rows[row] ?? [], date)));
  const end = target.range.end;
  return joinLines(
    applyLineEdits(parts, [
      { range: { start: line, end: line + 1 }, lines: [] },
      { range: { start: end, end }, lines: [moved] },
    ]),
  );
}

function idColumn({ columns }: Table): number {
  return columns.findIndex((name) => idColumns.includes(name.replaceAll('_', ' ')));
}

function isRowOf(cell: string | undefined, id: string): boolean {
  const ids = idsIn(cell ?? '');
  return ids.length === 1 && idKey(ids[0] ?? '') === idKey(id);
}

function cellFor(column: string, source: Table, cells: readonly string[], date: string): string {
  if (idColumns.includes(column.replaceAll('_', ' '))) return cells[idColumn(source)] ?? '';
  if (column === 'status' || column === 'state') return 'completed';
  if (/^(?:completed|done|finished|closed|updated|date)\b/.test(column)) return date;
  return cells[source.columns.indexOf(column)] ?? '';
}
