/** Archives a finished task or item: its status, the date, the move to completed/, one commit, the push. */

import { leaves } from '../backlog/parse/criteria.ts';
import { findTask, lookupMessage } from '../backlog/queue/find-task.ts';
import { readBacklog } from '../backlog/read/read.ts';
import type { Backlog, Task } from '../backlog/task.ts';
import { idKey } from '../backlog/task-id.ts';
import { findRepository, type HeadState, operationInProgress, type Repository, readHead } from '../git/repository.ts';
import { InputError } from '../tools/input-error.ts';
import { busyMessage, lockForTask } from '../tools/process/task-lock.ts';
import { type PushedCommit, pushByPolicy } from '../tools/push-by-policy.ts';
import { lockCreation } from '../tools/repository-lock.ts';
import type { Settings } from '../tools/settings.ts';
import type { ToolContext } from '../tools/toolbox.ts';
import { moveToCompleted } from './move-to-completed.ts';
import { type PushedRelated, pushRelated } from './push-related.ts';

export interface ArchiveRequest {
  /** Real path of the work tree. */
  readonly repoRoot: string;
  readonly itemId: string;
  readonly push: Settings['push'];
  /** How long another task that runs on the repository is waited for; 0 does not wait. */
  readonly waitMinutes: number;
}

export interface ArchiveResult extends PushedCommit {
  readonly item_id: string;
  /** Paths below the repository root: the file of a task, the folder of an item. */
  readonly from: string;
  readonly to: string;
  /** Related repositories in which commits of the item waited for a push. */
  readonly related: readonly PushedRelated[];
}

/**
 * Archives the task, after whoever works on a task in this repository. What it has committed in related repositories is
 * pushed first. A push that is refused is a warning: the commit stays. Where others had pushed, the commit that is told is
 * the rebased one.
 * @throws InputError when the task is unknown, archived already, has open criteria or uncommitted edits, when another
 *   file has its place, or while a task runs on this repository past the limit. Nothing has changed then.
 */
export async function archiveTask(request: ArchiveRequest, context: ToolContext): Promise<ArchiveResult> {
  const { repoRoot, itemId, push } = request;
  const { signal } = context;
  const repository = await findRepository(repoRoot);
  if (repository === undefined) throw new InputError(`${repoRoot} is not a git repository. Run git init there first.`);
  const lock = await lockForTask(repository, itemId, request, context);
  if (lock.status === 'busy') throw new InputError(await busyMessage(repository, lock.holder, request));
  try {
    const head = await checkPlace(repository);
    const backlog = await readBacklog(repository.root);
    const { task, warnings } = chooseTask(backlog, itemId);
    signal.throwIfAborted();
    const moved = await whileNobodyCreates(repository, signal, () =>
      moveToCompleted(repository, task, new Date(), head),
    );
    const commit = { sha: moved.sha, branch: head.branch, name: 'archive commit' };
    const { related, warnings: waiting } = await pushRelated(repository, task, push, signal);
    const policy = related.every(({ pushed }) => pushed) ? push : 'never';
    const { warnings: told, ...pushed } = await pushByPolicy(repository, task, policy, commit, signal);
    const isHeldBack = policy !== push;
    const why = isHeldBack ? ['So the archive was not pushed either. Mend the cause, then push both.'] : [];
    const all = [...warnings, ...moved.warnings, ...waiting, ...why, ...told];
    const refused = isHeldBack ? { refused: [...waiting, ...why].join(' ') } : {};
    return { item_id: task.id, ...moved, ...pushed, ...refused, related, warnings: all };
  } finally {
    await lock.release();
  }
}

/** Where the commit goes. @throws InputError where none can be made of the move alone, or it would lie on no branch */
async function checkPlace(repository: Repository): Promise<HeadState & { readonly branch: string }> {
  const operation = operationInProgress(repository);
  if (operation !== undefined) {
    throw new InputError(`A ${operation} is in progress in ${repository.root}. Finish it first.`);
  }
  const head = await readHead(repository);
  if (head === undefined) {
    throw new InputError(`${repository.root} has no commit yet. Make a first commit, then archive.`);
  }
  const { commit, branch } = head;
  if (branch !== undefined) return { commit, branch };
  throw new InputError('HEAD is detached, so the commit would lie on no branch. Check out a branch, then archive.');
}

/** Creators write rows into the summary tables too; a row of theirs is not to end up in the archive's commit. */
async function whileNobodyCreates<T>(
  { commonDir }: Repository,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const lock = await lockCreation(commonDir, signal);
  try {
    return await work();
  } finally {
    await lock.release();
  }
}

/** The open task of this id that is to be archived. @throws InputError saying why there is none */
function chooseTask(backlog: Backlog, itemId: string): { readonly task: Task; readonly warnings: string[] } {
  const lookup = findTask(backlog, itemId);
  if (lookup.kind !== 'found') throw new InputError(lookupMessage(lookup, itemId));
  const { task } = lookup;
  if (hasEnded(task)) throw new InputError(`${task.id} is in ${task.file} already; there is nothing to archive.`);
  const criteria = leaves(task.criteria).filter(({ state }) => state === 'open');
  if (criteria.length > 0) {
    const first = criteria[0]?.text ?? '';
    const count = criteria.length === 1 ? '1 open criterion' : `${criteria.length} open criteria`;
    throw new InputError(
      `${task.id} has ${count}, the first is "${first}". Process the task, or waive them (- [x] ~~text~~ (reason)).`,
    );
  }
  const copies = backlog.tasks.filter(({ id, file }) => idKey(id) === idKey(task.id) && file !== task.file);
  return { task, warnings: copies.map(({ file }) => `${file} is a copy of the archived task; remove it.`) };
}

function hasEnded({ folder }: Task): boolean {
  return folder === 'completed' || folder === 'deprecated';
}
