/** Adds a line to the log of an item that is there, in one edit and one commit. */
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { localDate } from '../../backlog/local-time.ts';
import { readTask } from '../../backlog/read/read-task.ts';
import { logEdits } from '../../backlog/standard/edit/recording.ts';
import type { Task } from '../../backlog/task.ts';
import { commitPaths } from '../../git/commit.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import { HeadMoved } from '../../git/head.ts';
import { type Repository, readHead } from '../../git/repository.ts';
import { isClean, lockForCommit, realPaths } from '../create/commit-item.ts';
import { gitWords } from '../create/git-words.ts';
import { type FileChange, restoreFiles, writeFiles } from '../edit-files.ts';

export interface Addition {
  /** Real path of the work tree. */
  readonly root: string;
  readonly repository: Repository;
  readonly task: Task;
  /** The line of the log, with its time. */
  readonly entry: string;
  readonly message: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Writes and commits the line. Nothing is written while a run is at work here, which would take the edit for one that
 * was made beside it, nor where somebody's own edits would be committed with it; a commit that is refused puts the file back.
 * @returns why nothing was added; undefined when it was
 * @throws the signal's reason
 */
export async function addSighting(addition: Addition): Promise<string | undefined> {
  const { repository, signal } = addition;
  const lock = await lockForCommit(repository, signal);
  if (lock.status === 'busy') {
    const { itemId, pid } = lock.holder;
    return `${itemId} is being processed on this repository (process ${pid}). Verify again when that has ended.`;
  }
  try {
    return await addUnderLock(addition);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EditConflict || error instanceof FileWriteError) return error.message;
    throw error;
  } finally {
    await lock.release();
  }
}

async function addUnderLock({ root, repository, task, entry, message, now, signal }: Addition) {
  const on = await readHead(repository);
  const reading = await readTask(root, task);
  if ('problem' in reading) return reading.problem.message;
  const texts = new Map(reading.files.map(({ file, text }) => [file, text]));
  const changes: FileChange[] = [];
  for (const { file, edit } of logEdits(reading.task, { date: localDate(now), entry })) {
    const before = texts.get(file);
    if (before === undefined) continue;
    if (!(await isClean(repository, root, file))) {
      return `${file} has changes that are not committed. Commit or revert them, then verify again.`;
    }
    changes.push({ file, before, after: edit(before) });
  }
  await writeFiles(root, changes);
  try {
    const paths = await realPaths(
      root,
      changes.map(({ file }) => file),
    );
    await commitPaths(repository, { paths, message, signal, ...(on === undefined ? {} : { on }) });
    return undefined;
  } catch (error) {
    if (error instanceof CommitStands) return error.message;
    const left = await restoreFiles(root, changes);
    signal.throwIfAborted();
    const words = error instanceof HeadMoved ? error.message : `git says: ${gitWords((error as Error).message)}`;
    return [words, ...left].join(' ');
  }
}
