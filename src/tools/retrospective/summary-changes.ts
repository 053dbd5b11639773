/** The rows of items in bugs.md and features.md, as the draft has these files. */
import { numberedPriority } from '../../backlog/create/new-item.ts';
import { setSummaryCell, setSummaryRow } from '../../backlog/standard/edit/summary-row.ts';
import { baseOf, itemPathOf } from '../../backlog/standard/item-path.ts';
import { summaryTables } from '../../backlog/standard/places.ts';
import type { Priority, Task } from '../../backlog/task.ts';
import type { Draft } from '../draft/draft.ts';

export interface SummaryPlace {
  readonly draft: Draft;
  /** Paths with edits that are not committed. */
  readonly edited: ReadonlySet<string>;
  /** Grows. */
  readonly warnings: string[];
}

/** What a row is to say now. */
export type RowChange =
  | { readonly priority: Priority }
  /** The item's folders below the root. */
  | { readonly status: string; readonly from: string; readonly to: string };

/** A table with edits of somebody's own stays as it is, with a warning: they are not ours to commit. */
export async function setRows({ draft, edited, warnings }: SummaryPlace, task: Task, change: RowChange): Promise<void> {
  if (itemPathOf(task.file) === undefined) return;
  const base = baseOf(task.file);
  for (const file of summaryTables.filter((table) => baseOf(table) === base && draft.has(table))) {
    const before = await draft.text(file);
    const after =
      'priority' in change
        ? setSummaryCell(before, task.id, ['priority'], numberedPriority[change.priority])
        : setSummaryRow(before, task.id, {
            ...change,
            from: change.from.slice(base.length),
            to: change.to.slice(base.length),
          });
    if (after === before) continue;
    if (!edited.has(file)) draft.replace(file, after);
    else
      warnings.push(`${file} has edits of its own that are not committed, so its row of ${task.id} was not changed.`);
  }
}
