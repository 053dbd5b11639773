/** Creates proposed sub-tasks and lets the parent wait for them: new files and the parent's edit, one commit. */

import { newSubItem } from '../../backlog/decompose/new-sub-item.ts';
import type { SubTask } from '../../backlog/decompose/sub-task.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import { stateFilesOf } from '../../backlog/read/read-task.ts';
import type { Task } from '../../backlog/task.ts';
import { ignoredAmong, isClean } from '../create/commit-item.ts';
import { creationFolder } from '../create/lock-folder.ts';
import type { Place } from '../create/place.ts';
import { type ItemPlan, planItem } from '../create/plan-item.ts';
import { writeItem } from '../create/write-item.ts';
import { commitTexts, parentEdits, parentPlace, plannedPaths } from '../decompose/sub-task-parts.ts';
import { InputError } from '../input-error.ts';
import { lockCreation } from '../repository-lock.ts';
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
  const place = await parentPlace(repository, parent);
  const lock = await lockCreation(creationFolder(place), context.signal, ({ pid }) =>
    context.log('log', 'info', `Process ${pid} is creating an item here; waiting.`),
  );
  try {
    const { plans, undo } = await writeNext(run, place, parent, subTasks);
    try {
      const paths = plannedPaths(plans);
      const ignored = await ignoredAmong(repository, paths);
      if (ignored.length > 0) throw new RunStopped(`git ignores ${ignored.join(', ')}.`);
      const ids = plans.map(({ id }) => id);
      const { subject, message } = commitTexts(run.itemId, ids, subTasks);
      return { ids, subject, sha: await editAndCommit(run, parentEdits(parent, ids, new Date()), paths, message) };
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
      const previous = plans.at(-1)?.id;
      const item = newSubItem(parent, subTask, previous === undefined ? [] : [previous]);
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
