/** The summary tables bugs.md and features.md, checked against the items. The items' own files win. */
import { readStatus } from '../parse/field-values.ts';
import { readTableRows } from '../parse/table.ts';
import type { Problem, Task } from '../task.ts';
import { idKey, isTaskId, isTaskKind } from '../task-id.ts';
import { priorityWord } from './report.ts';

/** A row of a summary table. */
export interface SummaryRow {
  readonly line: number;
  readonly id: string;
  readonly status: string;
  readonly priority: string;
}

/** Reads the rows that name an item; the others are placeholders, or belong to other tables. */
export function readSummary(text: string): SummaryRow[] {
  return readTableRows(text).flatMap(({ line, cells }) => {
    const id = cells.get('id') ?? cells.get('bug id') ?? cells.get('feature id') ?? '';
    if (!isTaskId(id) || !isTaskKind(id)) return [];
    return [{ line, id, status: cells.get('status') ?? '', priority: cells.get('priority') ?? '' }];
  });
}

/**
 * What a summary table says that is not so.
 * @param tasks all items of the repository, those of completed/ and deprecated/ too
 */
export function checkSummary(rows: readonly SummaryRow[], file: string, tasks: readonly Task[]): Problem[] {
  const byId = new Map(tasks.map((task) => [idKey(task.id), task]));
  return rows.flatMap((row) => {
    const task = byId.get(idKey(row.id));
    return task === undefined ? [withoutItem(row, file)] : differences(row, file, task);
  });
}

function withoutItem(row: SummaryRow, file: string): Problem {
  const message = `${file} lists ${row.id}, but no folder holds it. Remove the row, or bring the item back.`;
  return problem(row, file, 'warning', 'summary-row-without-item', message);
}

function differences(row: SummaryRow, file: string, task: Task): Problem[] {
  const { status, priority } = row;
  const source = task.reportFile ?? task.file;
  const found: Problem[] = [];
  if (status !== '' && readStatus(status) !== task.status) {
    const message = `${file} calls ${task.id} ${status}, but ${source} says ${task.status}, which counts.`;
    found.push(problem(row, file, 'info', 'summary-differs', message));
  }
  if (priority !== '' && priorityWord(priority) !== task.priority) {
    const message = `${file} gives ${task.id} the priority ${priority}, but ${source} says ${task.priority}, which counts.`;
    found.push(problem(row, file, 'info', 'summary-differs', message));
  }
  return found;
}

function problem(
  { line }: SummaryRow,
  file: string,
  severity: Problem['severity'],
  code: string,
  message: string,
): Problem {
  return { file, range: { start: line, end: line + 1 }, severity, code, message };
}
