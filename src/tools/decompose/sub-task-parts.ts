/** What is the same whoever takes a task apart, a run or a person: where sub-tasks go, what their parent says, the commit. */
import { localDate, localMinute } from '../../backlog/local-time.ts';
import { type FileEdit, logEdits } from '../../backlog/standard/edit/recording.ts';
import { waitingEdit } from '../../backlog/standard/edit/waiting.ts';
import { baseOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import type { Repository } from '../../git/repository.ts';
import { findPlace, type Place } from '../create/place.ts';
import type { ItemPlan } from '../create/plan-item.ts';
import { oneLine } from '../process/messages.ts';

/** The parent's own layout and folder, whatever else the repository holds. */
export async function parentPlace(repository: Repository, { layout, file }: Task): Promise<Place> {
  const place = await findPlace(repository.root);
  return { ...place, repository, layout, base: layout === 'standard' ? baseOf(file) : '' };
}

/** All files of the plans, below the root; the summary that they share is the last. */
export function plannedPaths(plans: readonly ItemPlan[]): string[] {
  const summary = plans.at(-1)?.summary;
  return [
    ...plans.flatMap(({ files }) => files.map(({ path }) => path)),
    ...(summary === undefined ? [] : [summary.path]),
  ];
}

/**
 * The parent waits, and its log says for what. Its boxes stay open: only proof ticks, and it is worked on again at the end.
 * @throws EditConflict as `waitingEdit`
 */
export function parentEdits(parent: Task, ids: readonly string[], now: Date): FileEdit[] {
  const entry = `${localMinute(now)}: Decomposed into ${ids.join(', ')}; waits for them`;
  const waiting = waitingEdit(parent, ids);
  const edits = logEdits(parent, { date: localDate(now), entry });
  if (!edits.some(({ file }) => file === waiting.file)) return [...edits, waiting];
  return edits.map(({ file, edit }) => ({
    file,
    edit: file === waiting.file ? (text) => edit(waiting.edit(text)) : edit,
  }));
}

/** @param ids of the sub-tasks, in their order */
export function commitTexts(itemId: string, ids: readonly string[], subTasks: readonly { readonly title: string }[]) {
  const subject = oneLine(`chore(${itemId}): decompose into ${ids.join(', ')}`, 90);
  const list = ids.map((id, index) => `- ${id}: ${oneLine(subTasks[index]?.title ?? '', 200)}`);
  return { subject, message: [subject, '', `${itemId} waits for:`, ...list].join('\n') };
}
