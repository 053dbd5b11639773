/** A repository's work, and files of it as they stand in an editor, for the tests of the pure parts. */
import type { KnownBacklog } from '../../../../src/backlog/lint/edited-backlog.ts';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { readEditedTask } from '../../../../src/backlog/read/edited-work.ts';
import type { HumanAction, Task } from '../../../../src/backlog/task.ts';
import type { LiveFile } from '../../../../src/editor/language/live-files.ts';
import { queueFileOf } from '../../../../src/editor/language/queue-file.ts';
import type { DocumentLines } from '../../../../src/editor/language/text-edit.ts';

export const root = '/shop';

export function known(tasks: readonly Task[], humanActions: readonly HumanAction[] = []): KnownBacklog {
  const backlog = { tasks, humanActions, problems: [] };
  return { backlog, queue: buildQueue(backlog) };
}

/** A file of the gitops layout as it stands in an editor. */
export function live(text: string, file: string, repository: KnownBacklog = known([])): LiveFile {
  const place = queueFileOf(file);
  if (place === undefined) throw new Error(`${file} is no file of the queue`);
  const work = place.kind === 'task' ? { work: readEditedTask(text, file, place.folder) } : {};
  return { root, file, place, text, known: repository, ...work };
}

/** The lines of a text as the editor counts them. */
export function documentLines(text: string): DocumentLines {
  const lines = text.split(/\r\n|\n|\r/);
  return { lineCount: lines.length, lineAt: (line) => ({ text: lines[line] ?? '' }) };
}
