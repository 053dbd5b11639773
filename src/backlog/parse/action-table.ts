/** The tables of `human-actions/actions.md`. */

import { idsIn } from '../task-id.ts';
import { type ActionStatement, idsOfText } from './action-report.ts';
import { readPriority } from './field-values.ts';
import { readTableRows, type TableRow } from './table.ts';

const idColumns = ['id', 'action', 'action id'] as const;
const urgencyColumns = ['urgency', 'priority'] as const;
const blockingColumns = ['blocking items', 'blocking', 'blocks'] as const;

/** Reads every table with an ID column; rows without an ACTION id are placeholders. */
export function readActionTable(text: string, file: string): ActionStatement[] {
  return readTableRows(text).flatMap((row) => rowStatement(row, file));
}

function rowStatement(row: TableRow, file: string): ActionStatement[] {
  const id = idsIn(cellOf(row, idColumns) ?? '').find((one) => one.startsWith('ACTION-'));
  if (id === undefined) return [];
  const urgency = readPriority(cellOf(row, urgencyColumns));
  const status = row.cells.get('status') ?? statusOfHeading(row.heading);
  const title = row.cells.get('title') ?? '';
  const blocking = cellOf(row, blockingColumns);
  return [
    {
      id,
      file,
      ...(title === '' ? {} : { title }),
      ...(status === '' ? {} : { status }),
      ...(urgency === undefined ? {} : { urgency }),
      ...(blocking === undefined ? {} : { blockingItems: idsOfText(blocking) }),
    },
  ];
}

function cellOf({ cells }: TableRow, columns: readonly string[]): string | undefined {
  return columns.map((column) => cells.get(column)).find((cell) => cell !== undefined);
}

/** `## Completed Actions` says it for tables that have no status column. */
function statusOfHeading(heading: string): string {
  return /^(pending|in progress|blocked|completed)\b/i.exec(heading)?.[1] ?? '';
}
