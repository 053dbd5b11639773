import { mkdir, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EditConflict } from '../backlog/edit/edit-conflict.ts';
import { appendLog } from '../backlog/edit/log.ts';
import { localDate } from '../backlog/local-time.ts';
import { stateFilesOf } from '../backlog/read/read-task.ts';
import { readRepositoryText } from '../backlog/read/task-file.ts';
import { archivingEdits } from '../backlog/standard/edit/recording.ts';
import { unitOf } from '../backlog/standard/item-path.ts';
import type { Task } from '../backlog/task.ts';
import { commitPaths } from '../git/commit.ts';
import { CommitStands } from '../git/commit-errors.ts';
import type { CommitRequest } from '../git/commit-request.ts';
import { HeadMoved } from '../git/head.ts';
import type { HeadState, Repository } from '../git/repository.ts';
import { stateFile } from '../session/state.ts';
import { type FileChange, restoreFiles, writeFiles } from '../tools/edit-files.ts';
import { endedPlaceOf } from '../tools/ended-place.ts';
import { InputError } from '../tools/input-error.ts';
import { isLinked } from '../tools/linked-path.ts';
import { summaryRows } from '../tools/summary-rows.ts';
import { isUnknownToGit, statusOf, trackedFiles } from '../tools/work-tree-status.ts';
import { relocate } from './relocate.ts';

/** What an item's archived status is called in its summary table; its JSON file says the same. */
const resolved = 'resolved';

export interface Moved {
  /** Paths below the repository root: the file of a task, the folder of an item. */
  readonly from: string;
  readonly to: string;
  readonly sha: string;
  readonly warnings: readonly string[];
}

/** What is told of a task that something else than its criteria proves to be done. */
export interface Proof {
  /** The line of the progress log, with its time. */
  readonly entry: string;
  /** What the commit's message says below its subject. */
  readonly body: string;
}

/**
 * Moves the task's file to tasks/completed/, or the item's folder to completed/, marked as completed, in one commit of
 * exactly these paths, the item's row in its summary table, and the session's state where that is tracked and changed.
 * When git refuses the commit, all is put back as it was.
 * @param on where HEAD has to be when it is committed
 * @throws InputError when something has uncommitted edits or is in the way; Error with git's own words
 */
export async function moveToCompleted(
  repository: Repository,
  task: Task,
  now: Date,
  on: HeadState,
  proof?: Proof,
): Promise<Moved> {
  const { root } = repository;
  const from = unitOf(task);
  const place = await endedPlaceOf(root, task, 'completed');
  const to = `${place}/${basename(from)}`;
  const inPlace = (file: string) => to + file.slice(from.length);
  const files = await committedFiles(repository, task, from);
  const marked = await markedCompleted(root, task, localDate(now), proof?.entry);
  const rows = await summaryRows(repository, task, { status: resolved, from, to });
  const changes = [...marked.map((change) => ({ ...change, file: inPlace(change.file) })), ...rows.changes];
  const paths = [...files, ...files.map(inPlace), ...rows.changes.map(({ file }) => file)];
  const subject = `Archive ${task.id}: Moved to completed after resolution`;
  const message = proof === undefined ? subject : `${subject}\n\n${proof.body}`;
  const all = [...paths, ...(await changedState(repository))];
  const made = await makeFolder(root, place);
  try {
    await relocate(root, from, to);
    const sha = await editAndCommit(repository, changes, { paths: all, message, on }).catch(async (error: Error) => {
      if (error instanceof CommitStands) throw error;
      await relocate(root, to, from).catch((cause: Error) => {
        throw new Error(`${error.message}\n${from} is now in ${to}, and could not be moved back: ${cause.message}`);
      });
      const what = from === task.file ? 'file' : 'folder';
      throw new Error(`${task.id} was not archived, and its ${what} is as before. ${error.message}`, { cause: error });
    });
    return { from, to, sha, warnings: rows.warnings };
  } catch (error) {
    // Only what this call made, and only while it is empty.
    if (made !== undefined) await rmdir(made).catch(() => {});
    throw error;
  }
}

async function editAndCommit(
  repository: Repository,
  changes: readonly FileChange[],
  commit: Pick<CommitRequest, 'paths' | 'message' | 'on'>,
): Promise<string> {
  await writeFiles(repository.root, changes);
  return commitPaths(repository, commit).catch(async (error: Error) => {
    if (error instanceof CommitStands) throw error;
    const left = await restoreFiles(repository.root, changes);
    const words = error instanceof HeadMoved ? error.message : `git says: ${error.message.trim()}`;
    throw new Error([words, ...left].join('\n'), { cause: error });
  });
}

/** The files that move, all as the last commit has them: the user's edits are not to end up in our commit. */
async function committedFiles(repository: Repository, task: Task, from: string): Promise<string[]> {
  const files = await trackedFiles(repository, from);
  const refuse = (file: string, what: string) =>
    new InputError(`${file} ${what}. Commit it first, then archive ${task.id}.`);
  const state = stateFilesOf(task);
  const unknown = state.find((file) => !files.includes(file));
  if (unknown !== undefined) throw refuse(unknown, 'is not in git yet');
  for (const file of state) {
    if (!(await isLinked(repository.root, file))) continue;
    const what = 'is a symbolic link, or lies behind one';
    throw new InputError(`${file} ${what}. Put the file itself there, then archive ${task.id}.`);
  }
  // What git ignores moves along and is not committed.
  const entries = (await statusOf(repository, from))
    .split('\0')
    .filter((entry) => entry !== '' && !entry.startsWith('!!'));
  const [first] = entries;
  if (first === undefined) return files;
  throw refuse(first.slice(3), isUnknownToGit(first) ? 'is not in git yet' : 'has uncommitted edits');
}

/** The files with their new status, in their old place. */
async function markedCompleted(
  root: string,
  task: Task,
  date: string,
  entry: string | undefined,
): Promise<FileChange[]> {
  const logged = (file: string, text: string) =>
    entry === undefined || file !== task.file ? text : appendLog(text, entry);
  try {
    const changes: FileChange[] = [];
    for (const { file, edit } of archivingEdits(task, date)) {
      const reading = await readRepositoryText(root, file);
      if ('problem' in reading) throw new InputError(`${reading.problem.message} Mend it, then archive ${task.id}.`);
      changes.push({ file, before: reading.text, after: logged(file, edit(reading.text)) });
    }
    return changes;
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    throw new InputError(`${task.reportFile ?? task.file}: ${error.message} Mend it, then archive again.`);
  }
}

/** The session's state is the toolkit's own file, so it travels with the archive where it is tracked. */
async function changedState(repository: Repository): Promise<string[]> {
  const status = await statusOf(repository, stateFile);
  return status === '' || isUnknownToGit(status) ? [] : [stateFile];
}

/** @returns the folder that had to be made, as an absolute path; undefined when it was there */
async function makeFolder(root: string, place: string): Promise<string | undefined> {
  const made = await mkdir(join(root, place), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    const what =
      error.code === 'EEXIST' || error.code === 'ENOTDIR' ? 'is no folder' : `cannot be made (${error.code})`;
    throw new InputError(`${place} ${what}. Make it a folder of the repository, then archive again.`);
  });
  if (!(await isLinked(root, place))) return made;
  throw new InputError(`${place} leads elsewhere, by a symbolic link. Make it a folder of the repository.`);
}
