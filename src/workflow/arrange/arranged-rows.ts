/** The rows of items in bugs.md and features.md, which follow when a person arranges the queue. */
import { join } from 'node:path';
import { writeFileAtomic } from '../../backlog/edit/write.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { baseOf, itemPathOf } from '../../backlog/standard/item-path.ts';
import { summaryTables } from '../../backlog/standard/places.ts';
import type { Task } from '../../backlog/task.ts';
import { findRepository } from '../../git/repository.ts';
import { statusOf } from '../../tools/work-tree-status.ts';
import { type Change, withRow } from './arrangement.ts';

export interface ArrangedRows {
  /** Tables that were changed, below the root. */
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

/** A table with edits of somebody's own stays as it is, with a warning: they are not ours to commit. */
export async function arrangeRows(root: string, tasks: readonly Task[], change: Change): Promise<ArrangedRows> {
  const items = tasks.filter(({ file }) => itemPathOf(file) !== undefined);
  if (items.length === 0) return { files: [], warnings: [] };
  const bases = new Set(items.map(({ file }) => baseOf(file)));
  const repository = await findRepository(root);
  const files: string[] = [];
  const warnings: string[] = [];
  for (const file of summaryTables.filter((table) => bases.has(baseOf(table)))) {
    const reading = await readRepositoryText(root, file);
    if ('problem' in reading) continue;
    const of = items.filter((item) => baseOf(item.file) === baseOf(file));
    const after = of.reduce((text, item) => withRow(text, item, change), reading.text);
    if (after === reading.text) continue;
    if (repository !== undefined && (await statusOf(repository, file)) !== '') {
      warnings.push(`${file} has edits of its own that are not committed, so its rows were not changed.`);
      continue;
    }
    await writeFileAtomic(join(root, file), after, reading.text, { root });
    files.push(file);
  }
  return { files, warnings };
}
