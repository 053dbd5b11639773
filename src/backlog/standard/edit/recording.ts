/** What a finished criterion or a new status means for the files of a task, in either layout: one door for whoever works on tasks. */
import { EditConflict } from '../../edit/edit-conflict.ts';
import { setField } from '../../edit/field.ts';
import { appendLog } from '../../edit/log.ts';
import { setStatus } from '../../edit/status.ts';
import { tickCriterion } from '../../edit/tick.ts';
import { readJsonObject } from '../../parse/json-object.ts';
import type { CriterionAddress, Task } from '../../task.ts';
import { tickIn } from './criterion.ts';
import { setJsonField } from './json-field.ts';

/** An edit of one file; it throws EditConflict when the text is not as it has to be. */
export interface FileEdit {
  /** Path below the repository root, with forward slashes. */
  readonly file: string;
  readonly edit: (text: string) => string;
}

/** What is recorded about a criterion that is done. */
export interface Recording {
  readonly address: CriterionAddress;
  /** YYYY-MM-DD, as the user's clock has it. */
  readonly date: string;
  /** The line of the progress log, for example `2026-01-31 14:05: Raised the replica count`. */
  readonly entry: string;
}

/** Ticks the criterion, adds the entry to the log of the same file, and sets the date of the last change. */
export function recordingEdits(task: Task, { address, date, entry }: Recording): FileEdit[] {
  const tick = (text: string) =>
    task.layout === 'gitops' ? tickCriterion(text, address) : tickIn(text, task.criteriaForm, address, date);
  return logEdits(task, { date, entry }).map(({ file, edit }) => ({
    file,
    edit: file === task.file ? (text) => edit(tick(text)) : edit,
  }));
}

/** What is recorded about a criterion that was not reached; its mark stays as it is. */
export type LogRecording = Omit<Recording, 'address'>;

/** Adds the entry to the log of the file with the criteria, and sets the date of the last change. */
export function logEdits({ file, layout, reportFile }: Task, { date, entry }: LogRecording): FileEdit[] {
  if (layout === 'gitops') return [{ file, edit: (text) => setField(appendLog(text, entry), 'updated', date) }];
  const log = { file, edit: (text: string) => appendLog(text, entry) };
  if (reportFile === undefined) return [log];
  return [log, { file: reportFile, edit: (text) => setJsonField(text, 'updated_date', date) }];
}

/**
 * Marks a task as completed where it is archived. A task file gets status and date alone, as it always did; the rest
 * as `statusEdits`.
 * @throws EditConflict as there
 */
export function archivingEdits(task: Task, date: string): FileEdit[] {
  if (task.layout === 'standard') return statusEdits(task, 'completed', date);
  const edit = (text: string) => setField(setField(text, 'status', 'completed'), 'completed', date);
  return [{ file: task.file, edit }];
}

/** The words of the standard layout for those of the gitops layout. */
const standardWords: ReadonlyMap<string, string> = new Map([
  ['active', 'in_progress'],
  ['backlog', 'new'],
  ['completed', 'resolved'],
]);

/**
 * Sets the status, the date of the last change, and for finished work the date of its end.
 * @param status a word of either layout; the layout's own is written
 * @throws EditConflict for an item that has no JSON file to hold a status
 */
export function statusEdits(task: Task, status: string, date: string): FileEdit[] {
  if (task.layout === 'gitops') return [{ file: task.file, edit: (text) => setStatus(text, status, date) }];
  const { id, reportFile } = task;
  if (reportFile === undefined) {
    const folder = task.file.slice(0, task.file.lastIndexOf('/'));
    const name = /^FEAT/i.test(id) ? 'feature_request.json' : 'bug_report.json';
    throw new EditConflict(
      `The status of ${id} cannot be set: it has no JSON file. Write ${folder}/${name}.`,
      'status',
    );
  }
  const word = standardWords.get(status) ?? status;
  const edit = (text: string) => {
    const dated = setJsonField(setJsonField(text, 'status', word), 'updated_date', date);
    return isDone(word) ? setJsonField(dated, endDateKey(text, reportFile), date) : dated;
  };
  return [{ file: reportFile, edit }];
}

function isDone(word: string): boolean {
  return word === 'resolved' || word === 'completed' || word === 'closed' || word === 'done';
}

/** Reports name the date of their end in two ways; the one that is there counts, else that of the item's kind. */
function endDateKey(text: string, reportFile: string): 'completed_date' | 'resolved_date' {
  const { values } = readJsonObject(text);
  if (values.has('resolved_date')) return 'resolved_date';
  if (values.has('completed_date')) return 'completed_date';
  return reportFile.endsWith('bug_report.json') ? 'resolved_date' : 'completed_date';
}
