/**
 * Only the engine ticks boxes and changes front matter. Tells of a task file that the agent edited whether it may
 * stay: prose may (criteria say "document the fix in this task"), criteria and front matter may not, nor the entries of the
 * log that count failed runs, nor the word STOP of a person.
 */
import { parseTask } from '../../backlog/parse/parse.ts';
import type { Folder, Task } from '../../backlog/task.ts';
import { essenceOf, frontMatterOf } from './criteria-essence.ts';

const taskFile = /^tasks\/(active|backlog|blocked|completed|deprecated)\/[^/]+\.md$/;

/** The folder of a task file; undefined for every other path. */
export function taskFolderOf(path: string): Folder | undefined {
  return taskFile.exec(path)?.[1] as Folder | undefined;
}

/** Whether an edit of a task file left what only people and the engine change as it was. */
export function keepsTask(path: string, before: string, after: string): boolean {
  const folder = taskFolderOf(path);
  if (folder === undefined) return true;
  if (frontMatterOf(before) !== frontMatterOf(after)) return false;
  const [old, now] = [parseTask(before, path, folder), parseTask(after, path, folder)];
  const essence = ({ criteria, failedRuns }: Task) => JSON.stringify([essenceOf(criteria), failedRuns]);
  return essence(old) === essence(now) && (now.stop || !old.stop);
}
