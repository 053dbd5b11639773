/** The commit of an arrangement: exactly its files, under the locks, or a sentence why there is none. */
import type { Task } from '../../backlog/task.ts';
import { commitPaths } from '../../git/commit.ts';
import { operationInProgress, type Repository, readHead } from '../../git/repository.ts';
import { gitWords } from '../../tools/create/git-words.ts';
import { isLinked } from '../../tools/linked-path.ts';
import { createItem, lockRepository } from '../../tools/repository-lock.ts';
import { statusOf } from '../../tools/work-tree-status.ts';
import { type Change, editFor } from './arrangement.ts';

/** Whether the file is as the last commit has it, so that committing it commits nobody else's edits. */
export async function isCommittable(repository: Repository, task: Task, change: Change): Promise<boolean> {
  const { file } = editFor(task, change);
  return !(await isLinked(repository.root, file)) && (await statusOf(repository, file)) === '';
}

/** What is not committed stays in the work tree: the user asked for it. @throws the signal's reason */
export async function commitArranged(
  repository: Repository,
  files: readonly { readonly from: string; readonly to: string }[],
  message: string,
  signal: AbortSignal,
): Promise<{ readonly sha: string } | { readonly why: string }> {
  const refused = (why: string) => ({ why: `The change is made and not committed. ${why}` });
  const operation = operationInProgress(repository);
  if (operation !== undefined) return refused(`A ${operation} is in progress.`);
  const lock = await lockRepository(repository.commonDir, createItem, signal);
  if (lock.status === 'busy') return refused(`${lock.holder.itemId} is being processed on this repository.`);
  try {
    const on = await readHead(repository);
    if (on?.branch === undefined) return refused('No branch is checked out that it could lie on.');
    const paths = [...new Set(files.flatMap(({ from, to }) => [from, to]))];
    return { sha: await commitPaths(repository, { paths, message, on, signal }) };
  } catch (error) {
    signal.throwIfAborted();
    return refused(`git says: ${gitWords((error as Error).message)}`);
  } finally {
    await lock.release();
  }
}
