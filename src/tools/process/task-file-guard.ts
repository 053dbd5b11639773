/**
 * Only the engine ticks boxes and changes front matter. Tells of a task file that the agent edited whether it may
 * stay: prose may (criteria say "document the fix in this task"), criteria and front matter may not.
 */
import { parseTask } from '../../backlog/parse/parse.ts';
import type { Criterion, Folder } from '../../backlog/task.ts';

const taskFile = /^tasks\/(active|backlog|blocked|completed|deprecated)\/[^/]+\.md$/;

/** The folder of a task file; undefined for every other path. */
export function taskFolderOf(path: string): Folder | undefined {
  return taskFile.exec(path)?.[1] as Folder | undefined;
}

/** Whether an edit of a task file left its front matter and criteria as they were. */
export function keepsTask(path: string, before: string, after: string): boolean {
  const folder = taskFolderOf(path);
  if (folder === undefined) return true;
  if (frontMatter(before) !== frontMatter(after)) return false;
  const criteria = (text: string) => JSON.stringify(parseTask(text, path, folder).criteria.map(essence));
  return criteria(before) === criteria(after);
}

/** What a criterion says, without where it stands. */
function essence(criterion: Criterion): object {
  const { address, text, state, check, children } = criterion;
  return { group: address.group, text, state, check, children: children.map(essence) };
}

/** The text between the first two `---` lines, to the byte. */
function frontMatter(text: string): string {
  return /^\uFEFF?---[^\n]*\n[\s\S]*?\n---[^\n]*(?:\n|$)/.exec(text)?.[0] ?? '';
}
