/** The tables of `human-actions/actions.md`. Real ones have several column orders, so columns are found by name. */

import { idsIn } from '../task-id.ts';
import { type ActionStatement, idsOfText } from './action-report.ts';
import { readPriority } from './field-values.ts';
import { readOutline } from './outline.ts';
import { splitLines } from './text-lines.ts';

type Column = 'id' | 'title' | 'urgency' | 'status' | 'blocking';

const columnNames: Readonly<Record<string, Column>> = {
  id: 'id',
  action: 'id',
  'action id': 'id',
  title: 'title',
  urgency: 'urgency',
  priority: 'urgency',
  status: 'status',
  'blocking items': 'blocking',
  blocking: 'blocking',
  blocks: 'blocking',
};

/** Reads every table with an ID column; rows without an ACTION id are placeholders. */
export function readActionTable(text: string, file: string): ActionStatement[] {
  const { lines } = splitLines(text);
  const outline = readOutline(lines, 0);
  const found: ActionStatement[] = [];
  let heading = '';
  let columns: readonly (Column | undefined)[] | undefined;
  lines.forEach((line, index) => {
    const kind = outline.kinds[index];
    if (kind === 'heading') heading = outline.headingAt.get(index)?.text ?? '';
    if (kind !== 'text' || !line.includes('|')) {
      columns = undefined;
      return;
    }
    const cells = cellsOf(line);
    if (columns === undefined) {
      columns = cells.map((cell) => columnOf(cell));
      return;
    }
    const statement = columns.includes('id') ? rowStatement(columns, cells, heading, file) : undefined;
    if (statement !== undefined) found.push(statement);
  });
  return found;
}

function columnOf(cell: string): Column | undefined {
  const name = cell.toLowerCase().replace(/[*_`]/g, '').trim();
  return Object.hasOwn(columnNames, name) ? columnNames[name] : undefined;
}

function rowStatement(
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
  heading: string,
  file: string,
): ActionStatement | undefined {
  const cell = (column: Column) => cells[columns.indexOf(column)]?.trim() ?? '';
  const id = idsIn(cell('id')).find((one) => one.startsWith('ACTION-'));
  if (id === undefined) return undefined;
  const urgency = readPriority(bare(cell('urgency')));
  const status = columns.includes('status') ? bare(cell('status')) : statusOfHeading(heading);
  const title = bare(cell('title'));
  return {
    id,
    file,
    ...(title === '' ? {} : { title }),
    ...(status === '' ? {} : { status }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(columns.includes('blocking') ? { blockingItems: idsOfText(bare(cell('blocking'))) } : {}),
  };
}

/** `## Completed Actions` says it for tables that have no status column. */
function statusOfHeading(heading: string): string {
  return /^(pending|in progress|blocked|completed)\b/i.exec(heading)?.[1] ?? '';
}

/** Cell texts; `\|` is no separator. */
function cellsOf(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '');
  const cells = inner.split(/(?<!\\)\|/);
  return inner.endsWith('|') ? cells.slice(0, -1) : cells;
}

/** A cell without emphasis and code marks; of a link, its text. */
function bare(cell: string): string {
  const link = /^\[([^\]]*)\]\([^)]*\)$/.exec(cell.trim())?.[1];
  return (link ?? cell).replace(/[*`]/g, '').trim();
}
