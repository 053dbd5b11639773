/** The rows of an item that moves, in bugs.md and features.md. */
import { basename, join } from 'node:path';
import { namesIn, readRepositoryText } from '../backlog/read/task-file.ts';
import { type RowEdit, setSummaryRow } from '../backlog/standard/edit/summary-row.ts';
import { baseOf, folderOf, itemPathOf } from '../backlog/standard/item-path.ts';
import { summaryTables } from '../backlog/standard/places.ts';
import type { Task } from '../backlog/task.ts';
import type { Repository } from '../git/repository.ts';
import type { FileChange } from './edit-files.ts';
import { statusOf } from './work-tree-status.ts';

export interface SummaryRows {
  readonly changes: readonly FileChange[];
  readonly warnings: readonly string[];
}

/**
 * The edits that the move of an item asks for; from and to are its folders below the root. A table with edits of somebody's own stays as it is, with a warning: they
 * are not ours to commit.
 */
export async function summaryRows(
  repository: Repository,
  task: Task,
  { status, from, to }: RowEdit,
): Promise<SummaryRows> {
  if (itemPathOf(task.file) === undefined) return { changes: [], warnings: [] };
  const base = baseOf(task.file);
  const edit = { status, from: from.slice(base.length), to: to.slice(base.length) };
  const changes: FileChange[] = [];
  const warnings: string[] = [];
  for (const file of summaryTables.filter((table) => baseOf(table) === base)) {
    if (!(await namesIn(join(repository.root, folderOf(file)))).includes(basename(file))) continue;
    const reading = await readRepositoryText(repository.root, file);
    if ('problem' in reading) {
      warnings.push(`${reading.problem.message} Its row of ${task.id}, if there is one, was not changed.`);
      continue;
    }
    const before = reading.text;
    const after = setSummaryRow(before, task.id, edit);
    if (after === before) continue;
    if ((await statusOf(repository, file)) === '') changes.push({ file, before, after });
    else
      warnings.push(`${file} has edits of its own that are not committed, so its row of ${task.id} was not changed.`);
  }
  return { changes, warnings };
}
