/** Arranges the queue as a person asked: one line of each task, the row of an item, and one commit for all. */
import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { writeFileAtomic } from '../../backlog/edit/write.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { folderOf } from '../../backlog/standard/item-path.ts';
import type { Task } from '../../backlog/task.ts';
import { findRepository } from '../../git/repository.ts';
import { InputError } from '../../tools/input-error.ts';
import { relocate } from '../relocate.ts';
import { arrangeRows } from './arranged-rows.ts';
import { type Change, editFor, messageFor } from './arrangement.ts';
import { commitArranged, isCommittable } from './commit-arranged.ts';

export interface ArrangeRequest {
  /**
   * The folder that holds the task files; it may be reached through a link. Where it is not the top of its repository, nothing is
   * committed.
   */
  readonly root: string;
  readonly tasks: readonly Task[];
  readonly change: Change;
  /** Whether one commit is made of it; a file with edits that are not committed is never part of one. */
  readonly commit: boolean;
  readonly signal: AbortSignal;
}

export interface Arranged {
  readonly done: readonly ArrangedTask[];
  /** Those that are as they were, each with the reason as a sentence. */
  readonly refused: readonly { readonly task: Task; readonly why: string }[];
  /** Undefined when nothing was committed. */
  readonly sha?: string;
  /** What was changed and not committed, and why. */
  readonly warnings: readonly string[];
}

export interface ArrangedTask {
  readonly task: Task;
  /** The file that was changed, below the root, as it was and as it is now. */
  readonly from: string;
  readonly to: string;
}

/** Each task is changed as a whole or not at all; what one refuses does not hold the others back. @throws the signal's reason */
export async function arrangeTasks({ root, tasks, change, commit, signal }: ArrangeRequest): Promise<Arranged> {
  const found = commit ? await findRepository(root) : undefined;
  const isTop = found !== undefined && found.root === (await realpath(root));
  const repository = isTop ? found : undefined;
  const done: ArrangedTask[] = [];
  const own: ArrangedTask[] = [];
  const refused: { task: Task; why: string }[] = [];
  const warnings: string[] = [];
  for (const task of tasks) {
    signal.throwIfAborted();
    try {
      const isClean = repository !== undefined && (await isCommittable(repository, task, change));
      const one = await arrangeOne(root, task, change);
      if (one === undefined) continue;
      done.push(one);
      if (isClean) own.push(one);
      else if (repository !== undefined) {
        warnings.push(`${one.to} had changes that are not committed, so this one is not committed either.`);
      }
    } catch (error) {
      const isExpected = [EditConflict, FileWriteError, InputError].some((kind) => error instanceof kind);
      if (!isExpected) throw error;
      refused.push({ task, why: (error as Error).message });
    }
  }
  const rows = await arrangeRows(
    root,
    done.map(({ task }) => task),
    change,
  );
  warnings.push(...rows.warnings);
  if (found !== undefined && repository === undefined && done.length > 0) {
    warnings.push(`${root} is a folder of the repository ${found.root}, so nothing is committed.`);
  }
  if (repository === undefined || own.length === 0) return { done, refused, warnings };
  const message = messageFor(
    own.map(({ task }) => task),
    change,
  );
  const tables = rows.files.map((file) => ({ from: file, to: file }));
  const committed = await commitArranged(repository, [...own, ...tables], message, signal);
  if ('sha' in committed) return { done, refused, warnings, sha: committed.sha };
  return { done, refused, warnings: [...warnings, committed.why] };
}

/** Undefined where the file says so already. */
async function arrangeOne(root: string, task: Task, change: Change): Promise<ArrangedTask | undefined> {
  const { file, edit, to = file } = editFor(task, change);
  const reading = await readRepositoryText(root, file);
  if ('problem' in reading) throw new InputError(reading.problem.message);
  const after = edit(reading.text);
  if (after === reading.text && to === file) return undefined;
  if (to !== file) {
    await mkdir(join(root, folderOf(to)), { recursive: true });
    await relocate(root, file, to);
  }
  try {
    if (after !== reading.text) await writeFileAtomic(join(root, to), after, reading.text, { root });
  } catch (error) {
    if (to !== file) await relocate(root, to, file);
    throw error;
  }
  return { task, from: file, to };
}
