/**
 * Only the engine ticks boxes and changes front matter. Tells of a task file that the agent edited whether it may
 * stay: prose may (criteria say "document the fix in this task"), criteria and front matter may not.
 */
import { parseTask } from '../../backlog/parse/parse.ts';
import type { Folder } from '../../backlog/task.ts';
import { essenceOf, frontMatterOf } from './criteria-essence.ts';

const taskFile = /^tasks\/(active|backlog|blocked|completed|deprecated)\/[^/]+\.md$/;

/** The folder of a task file; undefined for every other path. */
export function taskFolderOf(path: string): Folder | undefined {
  return taskFile.exec(path)?.[1] as Folder | undefined;
}

/** Whether an edit of a task file left its front matter and criteria as they were. */
export function keepsTask(path: string, before: string, after: string): boolean {
  const folder = taskFolderOf(path);
  if (folder === undefined) return true;
  if (frontMatterOf(before) !== frontMatterOf(after)) return false;
  const criteria = (text: string) => JSON.stringify(essenceOf(parseTask(text, path, folder).criteria));
  return criteria(before) === criteria(after);
}
