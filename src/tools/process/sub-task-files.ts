/** Creates proposed sub-tasks and lets the parent wait for them: new files and the parent's edit, one commit. */

import { newSubItem } from '../../backlog/decompose/new-sub-item.ts';
import type { SubTask } from '../../backlog/decompose/sub-task.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { localDate, localMinute } from '../../backlog/local-time.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { stateFilesOf } from '../../backlog/read/read-task.ts';
import { type FileEdit, logEdits } from '../../backlog/standard/edit/recording.ts';
import { waitingEdit } from '../../backlog/standard/edit/waiting.ts';
import { baseOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import { ignoredAmong, isClean } from '../create/commit-item.ts';
import { creationFolder } from '../create/lock-folder.ts';
import { findPlace, type Place } from '../create/place.ts';
import { type ItemPlan, planItem } from '../create/plan-item.ts';
import { writeItem } from '../create/write-item.ts';
import { InputError } from '../input-error.ts';
import { lockCreation } from '../repository-lock.ts';
import { oneLine } from './messages.ts';
import { editAndCommit, type Recorded } from './record.ts';
import { type Run, RunStopped } from './run.ts';

export interface CreatedSubTasks extends Recorded {
  /** Ids in the order of the sub-tasks. */
  readonly ids: readonly string[];
}

/** How often other ids are tried when somebody who asks no lock was faster. */
const attempts = 5;

/**
 * The run holds the repository's lock, so nobody else commits, and no attempt goes on that would have to be told of new
 * files; the ids are given under the lock of creations.
 * @throws RunStopped, InputError or EditConflict when nothing was created, with the reason; the signal's reason
 */
export async function createSubTasks(run: Run, parent: Task, subTasks: readonly SubTask[]): Promise<CreatedSubTasks> {
  const { repository, context } = run;
  await refuseUncommitted(run, parent);
  const place = await placeOf(run, parent);
  const lock = await lockCreation(creationFolder(place), context.signal, ({ pid }) =>
    context.log('log', 'info', `Process ${pid} is creating an item here; waiting.`),
  );
  try {
    const { plans, undo } = await writeNext(run, place, parent, subTasks);
    try {
      const paths = pathsOf(plans);
      const ignored = await ignoredAmong(repository, paths);
      if (ignored.length > 0) throw new RunStopped(`git ignores ${ignored.join(', ')}.`);
      const ids = plans.map(({ id }) => id);
      const { subject, message } = commitTexts(run.itemId, plans, subTasks);
      return { ids, subject, sha: await editAndCommit(run, parentEdits(parent, ids), paths, message) };
    } catch (error) {
      const left = await undo();
      if (left.length === 0 || !(error instanceof Error)) throw error;
      throw new RunStopped(`${error.message} Left behind: ${left.join('; ')}.`);
    }
  } finally {
    await lock.release();
  }
}

/** An edit of the user's would become part of the commit. */
async function refuseUncommitted({ repository }: Run, parent: Task): Promise<void> {
  for (const file of stateFilesOf(parent)) {
    if (await isClean(repository, repository.root, file)) continue;
    throw new RunStopped(`${file} has edits that are not committed. Commit or revert them, then run again.`);
  }
}

/** The parent's own layout and folder, whatever else the repository holds. */
async function placeOf({ repository }: Run, { layout, file }: Task): Promise<Place> {
  const place = await findPlace(repository.root);
  return { ...place, repository, layout, base: layout === 'standard' ? baseOf(file) : '' };
}

interface Written {
  readonly plans: readonly ItemPlan[];
  undo(): Promise<string[]>;
}

async function writeNext(run: Run, place: Place, parent: Task, subTasks: readonly SubTask[]): Promise<Written> {
  const { repository } = run;
  const scanned = await readBacklog(repository.root);
  for (let attempt = 1; ; attempt += 1) {
    run.context.signal.throwIfAborted();
    const plans: ItemPlan[] = [];
    for (const subTask of subTasks) {
      const item = newSubItem(parent, subTask, plans.at(-1)?.id);
      plans.push(await planItem({ place, item, folder: 'backlog', scanned, now: new Date(), earlier: plans }));
    }
    const summary = plans.at(-1)?.summary;
    if (summary?.before !== undefined && !(await isClean(repository, repository.root, summary.path))) {
      throw new RunStopped(`${summary.path} has edits that are not committed. Commit or revert them, then run again.`);
    }
    try {
      const files = plans.flatMap((plan) => plan.files);
      return { plans, undo: await writeItem(place.root, files, summary) };
    } catch (error) {
      if (!(error instanceof FileWriteError)) throw error;
      if (attempt === attempts) throw new InputError(error.message);
    }
  }
}

function pathsOf(plans: readonly ItemPlan[]): string[] {
  const summary = plans.at(-1)?.summary;
  return [
    ...plans.flatMap(({ files }) => files.map(({ path }) => path)),
    ...(summary === undefined ? [] : [summary.path]),
  ];
}

/** The parent waits, and its log says for what. Its boxes stay open: only proof ticks, and it is worked on again at the end. */
function parentEdits(parent: Task, ids: readonly string[]): FileEdit[] {
  const now = new Date();
  const entry = `${localMinute(now)}: Decomposed into ${ids.join(', ')}; waits for them`;
  const waiting = waitingEdit(parent, ids);
  const edits = logEdits(parent, { date: localDate(now), entry });
  if (!edits.some(({ file }) => file === waiting.file)) return [...edits, waiting];
  return edits.map(({ file, edit }) => ({
    file,
    edit: file === waiting.file ? (text) => edit(waiting.edit(text)) : edit,
  }));
}

function commitTexts(itemId: string, plans: readonly ItemPlan[], subTasks: readonly SubTask[]) {
  const subject = oneLine(`chore(${itemId}): decompose into ${plans.map(({ id }) => id).join(', ')}`, 90);
  const list = plans.map(({ id }, index) => `- ${id}: ${oneLine(subTasks[index]?.title ?? '', 200)}`);
  return { subject, message: [subject, '', `${itemId} waits for:`, ...list].join('\n') };
}
