/** What it means for the files of a task that criteria which were done are open again, in either layout. */
import { removeField } from '../../edit/field.ts';
import { untickCriterion } from '../../edit/tick.ts';
import { readJsonObject } from '../../parse/json-object.ts';
import type { CriterionAddress, Task } from '../../task.ts';
import { untickIn } from './criterion.ts';
import { setJsonField } from './json-field.ts';
import { type FileEdit, logEdits, statusEdits } from './recording.ts';

/** What is recorded about criteria that were taken back. */
export interface Reopening {
  readonly addresses: readonly CriterionAddress[];
  /** YYYY-MM-DD, as the user's clock has it. */
  readonly date: string;
  /** Lines of the progress log, in order. */
  readonly entries: readonly string[];
  /** Whether the task was archived and is work again. */
  readonly wasArchived: boolean;
}

/** Unticks the criteria, adds the entries to the log of the same file, and sets the date of the last change; one edit for each file. */
export function reopeningEdits(task: Task, { addresses, date, entries, wasArchived }: Reopening): FileEdit[] {
  const untick = (address: CriterionAddress): FileEdit => ({
    file: task.file,
    edit: (text) =>
      task.layout === 'gitops' ? untickCriterion(text, address) : untickIn(text, task.criteriaForm, address),
  });
  return inOrder([
    ...addresses.map(untick),
    ...entries.flatMap((entry) => logEdits(task, { date, entry })),
    ...(wasArchived ? activeAgain(task, date) : []),
  ]);
}

/** The status of work, and no date of its end; the reverse of archiving. */
function activeAgain(task: Task, date: string): FileEdit[] {
  const withoutEnd = (text: string) =>
    task.layout === 'gitops' ? removeField(text, 'completed') : endDates.reduce(withoutValue, text);
  return statusEdits(task, 'active', date).map(({ file, edit }) => ({ file, edit: (text) => withoutEnd(edit(text)) }));
}

const endDates = ['resolved_date', 'completed_date'] as const;

function withoutValue(text: string, key: string): string {
  const value = readJsonObject(text).values.get(key);
  return value === undefined || value === null ? text : setJsonField(text, key, null);
}

/** One edit for each file that does all of its edits, one after the other. */
function inOrder(edits: readonly FileEdit[]): FileEdit[] {
  const byFile = new Map<string, FileEdit>();
  for (const { file, edit } of edits) {
    const before = byFile.get(file);
    byFile.set(file, { file, edit: before === undefined ? edit : (text) => edit(before.edit(text)) });
  }
  return [...byFile.values()];
}
