/** The files of a human action: its report and the tables with its row, written and committed together. */
import { namesIn, readRepositoryText } from '../../backlog/read/task-file.ts';
import { completeRow } from '../../backlog/standard/edit/completed-row.ts';
import { baseOf, folderOf } from '../../backlog/standard/item-path.ts';
import { actionTables } from '../../backlog/standard/places.ts';
import type { HumanAction } from '../../backlog/task.ts';
import { commitPaths } from '../../git/commit.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import { HeadMoved } from '../../git/head.ts';
import type { HeadState, Repository } from '../../git/repository.ts';
import { realPaths } from '../../tools/create/commit-item.ts';
import { gitWords } from '../../tools/create/git-words.ts';
import { type FileChange, restoreFiles, writeFiles } from '../../tools/edit-files.ts';
import { statusOf } from '../../tools/work-tree-status.ts';

export interface ActionCommit {
  readonly action: Pick<HumanAction, 'id' | 'title'>;
  /** What showed that it is done. */
  readonly evidence: string;
  /** Edits that are still to be made. */
  readonly changes: readonly FileChange[];
  /** Files that are as they have to be already. */
  readonly written?: readonly string[];
  /** Where HEAD has to be. */
  readonly on: HeadState;
}

/**
 * Makes the edits, and one commit of exactly these files.
 * @returns the commit; a sentence: why there is none, and the edits are taken back
 * @throws CommitStands, FileWriteError, the signal's reason
 */
export async function commitAction(
  repository: Repository,
  { action, evidence, changes, written = [], on }: ActionCommit,
  signal: AbortSignal,
): Promise<{ readonly sha: string } | string> {
  const { root } = repository;
  const message = `Complete ${action.id}: ${action.title}\n\n${evidence}`;
  await writeFiles(root, changes);
  try {
    const paths = await realPaths(root, [...changes.map(({ file }) => file), ...written]);
    return { sha: await commitPaths(repository, { paths, message, on, signal }) };
  } catch (error) {
    if (error instanceof CommitStands) throw error;
    const left = await restoreFiles(root, changes);
    signal.throwIfAborted();
    const words = error instanceof HeadMoved ? error.message : `git says: ${gitWords((error as Error).message)}`;
    return [words, ...left].join(' ');
  }
}

/** The rows of an action that are not those of one that is done. */
export interface OpenRows {
  readonly changes: readonly FileChange[];
  /** On tables with edits of somebody's own: they are not ours to commit. */
  readonly warnings: readonly string[];
}

/** @param date when it was done */
export async function openRows(
  repository: Repository,
  { id, file: report }: HumanAction,
  date: string,
): Promise<OpenRows> {
  const changes: FileChange[] = [];
  const warnings: string[] = [];
  for (const file of await tablesBeside(repository, report)) {
    const reading = await readRepositoryText(repository.root, file);
    const before = 'text' in reading ? reading.text : '';
    const after = completeRow(before, id, date);
    if (after === before) continue;
    if ((await statusIn(repository, file)) === '') changes.push({ file, before, after });
    else warnings.push(`${file} has edits of its own that are not committed, so its row of ${id} was not changed.`);
  }
  return { changes, warnings };
}

/** The tables that may list the action of a report. */
export async function tablesBeside(repository: Repository, report: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of actionTables.filter((table) => baseOf(table) === baseOf(report))) {
    const folder = folderOf(file);
    const name = file.slice(folder === '' ? 0 : folder.length + 1);
    if ((await namesIn(`${repository.root}/${folder}`)).includes(name)) found.push(file);
  }
  return found;
}

/** What git says of a file; it knows no paths that go through symbolic links. */
export async function statusIn(repository: Repository, file: string): Promise<string> {
  const [path = file] = await realPaths(repository.root, [file]);
  return statusOf(repository, path);
}
