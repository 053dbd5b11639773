/** An archive that was cut off by a kill: found done, or taken back so that it can be done again. */
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readBacklog } from '../../backlog/read/read.ts';
import { stateFilesOf } from '../../backlog/read/read-task.ts';
import { unitOf } from '../../backlog/standard/item-path.ts';
import { summaryTables } from '../../backlog/standard/places.ts';
import type { Task } from '../../backlog/task.ts';
import { idKey } from '../../backlog/task-id.ts';
import { gitClient } from '../../git/client.ts';
import { unstagePaths } from '../../git/commit.ts';
import { keepFile } from '../../git/leftovers.ts';
import type { Repository } from '../../git/repository.ts';
import { isThere } from '../../tools/is-there.ts';
import { isUnknownToGit, statusOf } from '../../tools/work-tree-status.ts';
import { relocate } from '../relocate.ts';
import { untilGitHasEnded } from './own-commit.ts';

export interface FoundArchive {
  readonly to: string;
  readonly sha: string;
}

/**
 * Where the task is by now, after a session that was killed in the middle of its archive.
 * @param file as the session came to the task
 * @returns where it was archived; undefined where it is as before, or was made so: what the work tree held is kept in refs
 */
export async function archiveLeft(
  repository: Repository,
  itemId: string,
  file: string,
  signal: AbortSignal,
): Promise<FoundArchive | undefined> {
  const { root } = repository;
  const isMoved = (task: Task) => idKey(task.id) === idKey(itemId) && task.folder === 'completed';
  const archived = (await readBacklog(root)).tasks.find(isMoved);
  if (archived === undefined) return undefined;
  await untilGitHasEnded(repository, signal);
  const to = unitOf(archived);
  const from = archived.layout === 'gitops' ? file : file.slice(0, file.lastIndexOf('/'));
  if (basename(from) !== basename(to)) return undefined;
  const status = await statusOf(repository, to);
  if (status === '') return { to, sha: await lastCommitOf(repository, to) };
  if (!status.split('\0').every((entry) => entry === '' || isUnknownToGit(entry) || entry.startsWith('A')))
    return undefined;
  await takeBack(repository, archived, from, to);
  return undefined;
}

async function takeBack(repository: Repository, archived: Task, from: string, to: string): Promise<void> {
  const { root } = repository;
  const paths = [to, from, ...(archived.layout === 'standard' ? summaryTables : [])];
  for (const state of stateFilesOf(archived))
    await keepFile(repository, state, `${archived.id}-archive-${basename(state)}`);
  // A file that was copied and not removed yet is there twice; the old one is as git has it.
  if (archived.layout === 'gitops' && (await isThere(join(root, from)))) await rm(join(root, to));
  else await relocate(root, to, from);
  await unstagePaths(repository, paths.slice(0, 2));
  for (const state of stateFilesOf(archived)) await restore(repository, from + state.slice(to.length));
  for (const table of paths.slice(2))
    if (await isThere(join(root, table))) await restoreRow(repository, table, archived.id);
}

/** Makes a file that is kept elsewhere what the last commit has. */
async function restore(repository: Repository, file: string): Promise<void> {
  if ((await statusOf(repository, file)) === '') return;
  await gitClient(repository.root, { hooks: 'off' }).raw(['checkout-index', '--force', '--', file]);
}

/** The table of the items, where nothing differs but the row of this one: a table with other edits is not touched by an archive. */
async function restoreRow(repository: Repository, table: string, id: string): Promise<void> {
  const diff = await gitClient(repository.root).raw(['diff', '--no-ext-diff', '--unified=0', 'HEAD', '--', table]);
  const changed = diff.split('\n').filter((line) => /^[+-](?![+-]{2} )/.test(line));
  if (changed.length === 0 || !changed.every((line) => line.includes(id))) return;
  await keepFile(repository, table, `${id}-archive-${basename(table)}`);
  await unstagePaths(repository, [table]);
  await restore(repository, table);
}

async function lastCommitOf(repository: Repository, path: string): Promise<string> {
  return (await gitClient(repository.root).raw(['log', '-1', '--format=%H', '--', path])).trim();
}
