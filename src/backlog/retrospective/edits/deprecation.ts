import { localDate } from '../../local-time.ts';
import { type FileEdit, logEdits, statusEdits } from '../../standard/edit/recording.ts';
import type { Task } from '../../task.ts';
import { logEntry } from './log-entry.ts';

/** The edits of an item that is given up, in its old place. @throws EditConflict for an item without a JSON file */
export function deprecationEdits(task: Task, reason: string, now: Date): FileEdit[] {
  const date = localDate(now);
  return [
    ...logEdits(task, { date, entry: logEntry(now, 'deprecated', reason) }),
    ...statusEdits(task, 'deprecated', date),
  ];
}
