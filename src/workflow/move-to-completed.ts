import { lstat, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EditConflict, setField } from '../backlog/edit/edit.ts';
import { localDate } from '../backlog/local-time.ts';
import type { Task } from '../backlog/task.ts';
import { gitClient } from '../git/client.ts';
import { commitPaths } from '../git/commit.ts';
import type { Repository } from '../git/repository.ts';
import { InputError } from '../tools/input-error.ts';

/** Where a session keeps its state; the toolkit's own file, so it travels with the archive where it is tracked. */
const stateFile = '.agent-state.json';
const completedFolder = 'tasks/completed';

/**
 * Moves the task's file to tasks/completed/, marked as completed, in one commit of exactly these two paths (and the
 * session's state, where that is tracked and changed). When git refuses the commit, all is put back as it was.
 * @throws InputError when the file has uncommitted edits or another file is in its place; Error with git's own words
 */
export async function moveToCompleted(
  repository: Repository,
  task: Task,
  now: Date,
): Promise<{ readonly to: string; readonly sha: string }> {
  const to = `${completedFolder}/${basename(task.file)}`;
  const source = join(repository.root, task.file);
  const target = join(repository.root, to);
  await refuseUncommitted(repository, task);
  const before = await readTaskText(source, task);
  const after = markCompleted(task, before, localDate(now));
  const state = await changedState(repository);
  const message = `Archive ${task.id}: Moved to completed after resolution`;
  const { mode } = await stat(source);
  await makeCompletedFolder(repository);
  await writeNew(target, after, mode, to);
  try {
    await rm(source);
    return { to, sha: await commitPaths(repository, { paths: [task.file, to, ...state], message }) };
  } catch (error) {
    await writeFile(source, before, { flag: 'wx', mode }).catch(ignoreExisting);
    await rm(target);
    const words = (error as Error).message.trim();
    throw new Error(`${task.id} was not archived, and its file is as before. git says: ${words}`, { cause: error });
  }
}

/** The user's edits are not to end up in our commit. */
async function refuseUncommitted(repository: Repository, task: Task): Promise<void> {
  const status = await porcelain(repository, task.file);
  if (status === '') return;
  const what = isUnknownToGit(status) ? 'is not in git yet' : 'has uncommitted edits';
  throw new InputError(`${task.file} ${what}. Commit it first, then archive ${task.id}.`);
}

async function readTaskText(source: string, task: Task): Promise<string> {
  if ((await lstat(source)).isSymbolicLink()) {
    throw new InputError(`${task.file} is a symbolic link. Replace it by the file itself, then archive ${task.id}.`);
  }
  const bytes = await readFile(source);
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text;
  throw new InputError(
    `${task.file} is not UTF-8, so it cannot be edited safely. Convert it, then archive ${task.id}.`,
  );
}

function markCompleted(task: Task, text: string, date: string): string {
  try {
    return setField(setField(text, 'status', 'completed'), 'completed', date);
  } catch (error) {
    if (error instanceof EditConflict)
      throw new InputError(`${task.file}: ${error.message} Mend it, then archive again.`);
    throw error;
  }
}

async function changedState(repository: Repository): Promise<string[]> {
  const status = await porcelain(repository, stateFile);
  return status === '' || isUnknownToGit(status) ? [] : [stateFile];
}

function porcelain(repository: Repository, path: string): Promise<string> {
  return gitClient(repository.root).raw(['status', '--porcelain', '--ignored', '--', path]);
}

function isUnknownToGit(status: string): boolean {
  return status.startsWith('??') || status.startsWith('!!');
}

async function makeCompletedFolder(repository: Repository): Promise<void> {
  const folder = join(repository.root, completedFolder);
  await mkdir(folder, { recursive: true });
  if ((await realpath(folder)) === folder) return;
  throw new InputError(`${completedFolder} leads elsewhere, by a symbolic link. Make it a folder of the repository.`);
}

/** Never overwrites: two real archives did, and lost the record of another task. */
async function writeNew(target: string, text: string, mode: number, name: string): Promise<void> {
  try {
    await writeFile(target, text, { flag: 'wx', mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new InputError(`${name} exists already and is not overwritten. Rename or remove one of the two files.`);
    }
    await rm(target, { force: true });
    throw error;
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
