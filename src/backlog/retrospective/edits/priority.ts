/** Another priority, with its reason. */
import { localDate } from '../../local-time.ts';
import { priorityRank } from '../../queue/priority.ts';
import { priorityEdit } from '../../standard/edit/arranging.ts';
import { type FileEdit, logEdits } from '../../standard/edit/recording.ts';
import type { Priority, Task } from '../../task.ts';
import { logEntry } from './log-entry.ts';

/** @throws EditConflict for an item without a JSON file */
export function priorityEdits(task: Task, to: Priority, reason: string, now: Date): FileEdit[] {
  const how = priorityRank(to) < priorityRank(task.priority) ? 'raised' : 'lowered';
  const entry = logEntry(now, `priority ${how} from ${task.priority} to ${to}`, reason);
  return [...logEdits(task, { date: localDate(now), entry }), priorityEdit(task, to)];
}
