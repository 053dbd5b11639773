/** A merge in a draft: the target grows, the source ends, and nothing of either is lost. */
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { parseTask } from '../../backlog/parse/parse.ts';
import type { Checking } from '../../backlog/retrospective/checking.ts';
import {
  carriedCriteria,
  holdsAll,
  type MergeParts,
  sourceEdits,
  targetEdits,
} from '../../backlog/retrospective/edits/merge.ts';
import type { Merge } from '../../backlog/retrospective/proposal.ts';
import { parseItem } from '../../backlog/standard/item.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import { type ItemFileName, itemFileNames } from '../../backlog/standard/places.ts';
import type { Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import type { Draft } from '../draft/draft.ts';
import { moveAway, taskOf } from './move-away.ts';
import type { PlanRequest } from './plan-changes.ts';
import type { SummaryPlace } from './summary-changes.ts';

/** @returns the file of the source in its new place @throws EditConflict where the target would not hold all of it */
export async function planMerge(
  work: SummaryPlace,
  { draft, checking, place, now }: PlanRequest,
  { source, target, reason }: Merge,
): Promise<string> {
  const [from, into] = [taskOf(checking, source), taskOf(checking, target)];
  // Another merge into the same item may have been planned before.
  const current = await readAgain(draft, into);
  const parts: MergeParts = {
    ...{ source: from, sourceText: await draft.text(from.file), reason, now },
    target: { ...into, criteria: current.criteria, dependencies: current.dependencies },
    waitsFor: furtherWaits(checking, from, current),
  };
  await draft.edit(targetEdits(parts));
  if (!holdsAll(current, await readAgain(draft, into), carriedCriteria(from, current))) {
    const why = `The criteria of ${from.id} would not read back from ${into.file}; merge them by hand.`;
    throw new EditConflict(why, into.file);
  }
  await draft.edit(sourceEdits(parts));
  return moveAway(work, place, from, { folder: 'completed', status: 'merged' });
}

/** The item as the draft has it. */
async function readAgain(draft: Draft, task: Task): Promise<Task> {
  if (task.layout === 'gitops') return parseTask(await draft.text(task.file), task.file, task.folder);
  const path = unitOf(task);
  const names = itemFileNames.filter((name) => draft.has(`${path}/${name}`));
  const texts = new Map<ItemFileName, string>();
  for (const name of names) texts.set(name, await draft.text(`${path}/${name}`));
  const { task: read } = parseItem({ path, folder: task.folder, texts });
  if (read === undefined) throw new EditConflict(`${path} would no longer hold ${task.id}.`, path);
  return read;
}

/** What is still to be done before the source, and is not named by the target. */
function furtherWaits({ queue }: Checking, source: Task, target: Task): string[] {
  const upstream = target.dependencies.filter(({ direction }) => direction === 'upstream');
  const named = new Set([...upstream.map(({ id }) => idKey(id)), idKey(target.id)]);
  const waits = queue.entries.find(({ task }) => task === source)?.waits ?? [];
  const open = waits.filter(({ state }) => state === 'open' || state === 'action').map(({ id }) => id);
  return open.filter((id) => !named.has(idKey(id)));
}
