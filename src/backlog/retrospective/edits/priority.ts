/** Another priority, in the words that the item has. */
import { numberedPriority } from '../../create/new-item.ts';
import { EditConflict } from '../../edit/edit-conflict.ts';
import { setField } from '../../edit/field.ts';
import { localDate } from '../../local-time.ts';
import { readFrontMatter } from '../../parse/front-matter.ts';
import { readJsonObject } from '../../parse/json-object.ts';
import { readLines } from '../../parse/text-lines.ts';
import { priorityRank } from '../../queue/priority.ts';
import { setJsonField } from '../../standard/edit/json-field.ts';
import { type FileEdit, logEdits } from '../../standard/edit/recording.ts';
import type { Priority, Task } from '../../task.ts';
import { logEntry } from './log-entry.ts';

/** @throws EditConflict for an item without a JSON file */
export function priorityEdits(task: Task, to: Priority, reason: string, now: Date): FileEdit[] {
  const how = priorityRank(to) < priorityRank(task.priority) ? 'raised' : 'lowered';
  const entry = logEntry(now, `priority ${how} from ${task.priority} to ${to}`, reason);
  return [...logEdits(task, { date: localDate(now), entry }), fieldEdit(task, to)];
}

function fieldEdit({ id, layout, file, reportFile }: Task, to: Priority): FileEdit {
  if (layout === 'gitops') {
    const written = (text: string) => readFrontMatter(readLines(text)).values.get('priority');
    return { file, edit: (text) => setField(text, 'priority', wordFor(to, written(text))) };
  }
  if (reportFile === undefined)
    throw new EditConflict(`${id} has no JSON file that could hold a priority.`, 'priority');
  const written = (text: string) => readJsonObject(text).values.get('priority') ?? numberedPriority[to];
  return { file: reportFile, edit: (text) => setJsonField(text, 'priority', wordFor(to, written(text))) };
}

/** P1 where a number stood, high where a word stood; capitals as they were. */
function wordFor(to: Priority, before: unknown): string {
  const old = typeof before === 'string' ? before.trim() : '';
  const word = /^p\d$/i.test(old) ? numberedPriority[to] : to;
  if (old === '' || old === old.toLowerCase()) return word.toLowerCase();
  return old === old.toUpperCase() ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
