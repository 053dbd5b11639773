/** Items that end, in a draft. */
import { basename } from 'node:path';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import type { Checking } from '../../backlog/retrospective/checking.ts';
import { openItem } from '../../backlog/retrospective/facts.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import type { Place } from '../create/place.ts';
import { endedPlaceOf } from '../ended-place.ts';
import { type SummaryPlace, setRows } from './summary-changes.ts';

/** The open item of an id. @throws EditConflict where there is none */
export function taskOf({ backlog }: Checking, id: string): Task {
  const task = openItem(backlog, id);
  if (task === undefined) throw new EditConflict(`No open item holds ${id}.`, id);
  return task;
}

/**
 * Moves the file of a task, or the folder of an item, with its row in the summary.
 * @returns the file of the item in its new place
 * @throws EditConflict where something is in its place
 */
export async function moveAway(
  work: SummaryPlace,
  { root }: Place,
  task: Task,
  { folder, status }: { readonly folder: 'completed' | 'deprecated'; readonly status: string },
): Promise<string> {
  const from = unitOf(task);
  const to = `${await endedPlaceOf(root, task, folder)}/${basename(from)}`;
  await work.draft.move(from, to);
  await setRows(work, task, { status, from, to });
  return to + task.file.slice(from.length);
}
