/** Another priority, or another status, for open work: one line of one file, in the words that it has. */
import { numberedPriority } from '../../create/new-item.ts';
import { EditConflict } from '../../edit/edit-conflict.ts';
import { setField } from '../../edit/field.ts';
import { readFrontMatter } from '../../parse/front-matter.ts';
import { readJsonObject } from '../../parse/json-object.ts';
import { readLines } from '../../parse/text-lines.ts';
import type { Priority, Task } from '../../task.ts';
import { setJsonField } from './json-field.ts';
import type { FileEdit } from './recording.ts';

/** @throws EditConflict for an item without a JSON file; its edit throws it where the field cannot be written */
export function priorityEdit({ id, layout, file, reportFile }: Task, to: Priority): FileEdit {
  if (layout === 'gitops') {
    const written = (text: string) => readFrontMatter(readLines(text)).values.get('priority');
    return { file, edit: (text) => setField(text, 'priority', priorityWord(to, written(text))) };
  }
  if (reportFile === undefined)
    throw new EditConflict(`${id} has no JSON file that could hold a priority.`, 'priority');
  const written = (text: string) => readJsonObject(text).values.get('priority') ?? numberedPriority[to];
  return { file: reportFile, edit: (text) => setJsonField(text, 'priority', priorityWord(to, written(text))) };
}

/** @throws as `priorityEdit` */
export function statusEdit({ id, layout, file, reportFile }: Task, status: string): FileEdit {
  if (layout === 'gitops') return { file, edit: (text) => setField(text, 'status', status) };
  if (reportFile === undefined) throw new EditConflict(`${id} has no JSON file that could hold a status.`, 'status');
  return { file: reportFile, edit: (text) => setJsonField(text, 'status', status) };
}

/** P1 where a number stood, high where a word stood; capitals as they were. */
export function priorityWord(to: Priority, before: unknown): string {
  const old = typeof before === 'string' ? before.trim() : '';
  const word = /^p\d$/i.test(old) ? numberedPriority[to] : to;
  if (old === '' || old === old.toLowerCase()) return word.toLowerCase();
  return old === old.toUpperCase() ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
