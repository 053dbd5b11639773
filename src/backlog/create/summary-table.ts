/** The summary files actions.md, bugs.md and features.md: a new item's row and the numbers above it. */
import { type Outline, readOutline } from '../parse/outline.ts';
import { insertLines, joinLines, splitLines } from '../parse/text-lines.ts';
import { isTaskId } from '../task-id.ts';
import { readTables, type Table, tableRow } from './markdown-table.ts';
import { countItem, priorityWords, type SummaryItem } from './summary-numbers.ts';

/** How a file is made that is not there, and what its numbers are called. */
export interface SummaryForm {
  readonly title: string;
  /** Heading of a table that has to be made: `Pending Actions`. */
  readonly heading: string;
  readonly columns: readonly string[];
}

export const summaryForms = {
  bug: {
    title: 'Bug Reports',
    heading: 'New Bugs',
    columns: ['ID', 'Title', 'Priority', 'Status', 'Component', 'Location'],
  },
  feature: {
    title: 'Feature Requests',
    heading: 'New Features',
    columns: ['ID', 'Title', 'Priority', 'Status', 'Component', 'Location'],
  },
  human_action: {
    title: 'Human Actions Required',
    heading: 'Pending Actions',
    columns: ['ID', 'Title', 'Urgency', 'Status', 'Blocking Items', 'Location'],
  },
} as const satisfies Readonly<Record<string, SummaryForm>>;

const idColumns = new Set(['id', 'action', 'action id', 'bug', 'bug id', 'feature', 'feature id', 'item', 'item id']);

/**
 * The text of a summary file with a row for the item, in the columns that the fitting table has; a table that is missing
 * is made. Counts of the statistics and in the table's heading rise by one, the date of the last update becomes the
 * item's, and no other byte changes.
 */
export function addSummaryRow(text: string, form: SummaryForm, item: SummaryItem): string {
  const parts = splitLines(text);
  const outline = readOutline(parts.lines, 0);
  const tables = readTables(outline).filter(({ columns }) => columns.some((name) => idColumns.has(name)));
  const table = fittingTable(outline, tables, item);
  const raised = { ...parts, lines: countItem(outline, table?.headingLine, item) };
  if (table === undefined) return joinLines(insertLines(raised, ...newTable(outline, tables, form, item)));
  const row = indentOf(parts.lines[table.range.start]) + rowOf(table.columns, item);
  return joinLines(insertLines(raised, table.range.end, [row]));
}

/** A summary file with nothing but the item's row. No numbers: nobody has counted what else there is. */
export function newSummary(form: SummaryForm, item: SummaryItem): string {
  const head = [`# ${form.title}`, '', `**Last Updated**: ${item.date}`, ''];
  return [...head, ...tableLines('##', form, item), ''].join('\n');
}

/** Ids in the id columns of all tables. */
export function idsInSummary(text: string): string[] {
  const outline = readOutline(splitLines(text).lines, 0);
  return readTables(outline).flatMap(({ columns, rows }) => {
    const column = columns.findIndex((name) => idColumns.has(name));
    if (column < 0) return [];
    return rows.flatMap((row) => (row[column] ?? '').split(/[^A-Za-z0-9_-]+/).filter(isTaskId));
  });
}

const over = /\b(?:completed?|resolved|closed|done|fixed|deprecated|archived?|cancelled|in progress|blocked)\b/i;

/** The table for open items of this priority, else the one for new items, else any that is for no other kind. */
function fittingTable(outline: Outline, tables: readonly Table[], item: SummaryItem): Table | undefined {
  const rank = (table: Table) => {
    const heading = outline.headingAt.get(table.headingLine ?? -1)?.text ?? '';
    if (over.test(heading)) return 0;
    const named = heading.match(/\b(?:P[0-3]|critical|high|medium|low)\b/gi)?.map((word) => word.toLowerCase());
    if (named !== undefined) return named.some((word) => priorityWords(item).has(word)) ? 3 : 0;
    return /\b(?:new|open|pending|active)\b/i.test(heading) ? 2 : 1;
  };
  const best = Math.max(0, ...tables.map(rank));
  return best === 0 ? undefined : tables.find((table) => rank(table) === best);
}

function rowOf(columns: readonly string[], item: SummaryItem): string {
  const idColumn = columns.findIndex((name) => idColumns.has(name));
  return tableRow(columns.map((name, index) => (index === idColumn ? item.id : cellOf(name, item))));
}

function cellOf(column: string, item: SummaryItem): string {
  switch (column) {
    case 'title':
    case 'description':
    case 'summary':
      return item.title;
    case 'urgency':
    case 'priority':
      return item.priority;
    case 'severity':
      return [...priorityWords(item)].at(-1) ?? item.priority;
    case 'status':
    case 'state':
      return item.status;
    case 'component':
      return item.component;
    case 'blocking items':
    case 'blocking':
    case 'blocks':
      return item.blocks.join(', ');
    case 'assigned to':
    case 'assignee':
      return 'unassigned';
    case 'location':
    case 'path':
    case 'folder':
      return item.location;
    default:
      return /^(?:(?:last )?updated|created|reported|date)\b/.test(column) ? item.date : '';
  }
}

function tableLines(marks: string, form: SummaryForm, item: SummaryItem): string[] {
  const columns = form.columns.map((name) => name.toLowerCase());
  const dashes = `|${form.columns.map((name) => '-'.repeat(name.length + 2)).join('|')}|`;
  return [`${marks} ${form.heading}`, '', tableRow(form.columns), dashes, rowOf(columns, item)];
}

/** Where a table goes that has to be made, and its lines: after the tables of other kinds, else at the end of what is seen. */
function newTable(
  outline: Outline,
  tables: readonly Table[],
  form: SummaryForm,
  item: SummaryItem,
): [number, string[]] {
  const last = tables.at(-1);
  const at = last?.range.end ?? outline.unclosed?.line ?? outline.lines.length;
  const level = outline.headingAt.get(last?.headingLine ?? -1)?.level ?? 2;
  const lines = tableLines('#'.repeat(Math.max(2, level)), form, item);
  const before = at > 0 && outline.kinds[at - 1] !== 'blank' ? [''] : [];
  const after = at < outline.lines.length && outline.kinds[at] !== 'blank' ? [''] : [];
  return [at, [...before, ...lines, ...after]];
}

function indentOf(line: string | undefined): string {
  return /^[ \t]*/.exec(line ?? '')?.[0] ?? '';
}
