/** Makes a planned rollback: files, boxes, one commit. Whatever keeps it from being made, all is as before then. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { endSentence } from '../../codex/codex-error.ts';
import { commitPaths } from '../../git/commit.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import { HeadMoved } from '../../git/head.ts';
import { keepLeftover } from '../../git/leftovers.ts';
import type { Repository } from '../../git/repository.ts';
import { writeTree } from '../../git/tree-entries.ts';
import { type FileChange, writeFiles } from '../edit-files.ts';
import { refusalOf } from '../process/commit-related.ts';
import { RunStopped } from '../process/run.ts';
import { summaryRows } from '../summary-rows.ts';
import { pathsOf, type RollbackPlan } from './plan-rollback.ts';
import { pictureOf, type RollbackPlace } from './rollback-place.ts';
import { leftInWords, putChangesBack, refuseMovedHead } from './written-changes.ts';

/**
 * Commits the plan, through the user's hooks and signing. Killed before the commit, the next run keeps what was written
 * and puts it back.
 * @returns the commit's id, and warnings
 * @throws RunStopped when git, a hook or the disk refuses; the signal's reason. All is as before then, and what was
 *   written is kept; where it cannot be kept, it stays, and the next run does both.
 */
export async function applyRollback(
  place: RollbackPlace,
  plan: RollbackPlan,
  message: string,
  signal: AbortSignal,
): Promise<{ readonly sha: string; readonly warnings: readonly string[] }> {
  const { repository, camera, head } = place;
  const { root } = repository;
  const target = await writeTree(repository, join(place.runFolder, 'target'), head.commit, plan.changes);
  const picture = await pictureOf(repository, camera, head.commit);
  const { tree: before, usersOwn } = picture;
  await place.note(picture);
  const rows = await rowsOf(repository, plan);
  const paths = [...pathsOf(plan), ...rows.changes.map(({ file }) => file)];
  // Somebody may have saved one in this moment.
  if (usersOwn.some((path) => paths.includes(path)))
    throw new RunStopped('Files were edited meanwhile. Roll back again.');
  const undo = async (refusal: Error): Promise<string | undefined> => {
    const kept = await keep(place, before);
    // On top of another commit nothing is put back.
    if (refusal instanceof HeadMoved || refusal instanceof CommitStands) return kept;
    const written = { repository, camera, before, after: await camera.take(), changes: plan.changes };
    await putChangesBack(written, (path) => paths.includes(path));
    return kept;
  };
  try {
    signal.throwIfAborted();
    await refuseMovedHead(repository, head);
    await camera.putBack(target, await camera.compare(target, head.commit));
    await writeFiles(root, [...(await editsOf(root, plan)), ...rows.changes]);
    await refuseMovedHead(repository, head);
    const sha = await commitPaths(repository, { paths, message, on: head, signal });
    return { sha, warnings: [...rows.warnings, ...(await leftBehind(root, plan))] };
  } catch (error) {
    const kept = await undo(error as Error).catch((failure: Error) => {
      place.leave();
      throw new RunStopped(leftInWords(signal.aborted ? undefined : (error as Error), failure), 'repository');
    });
    signal.throwIfAborted();
    throw new RunStopped(
      `${reasonOf(error as Error)}${kept === undefined ? '' : ` What was written is kept in ${kept}.`}`,
    );
  } finally {
    await place.note(undefined);
  }
}

function reasonOf(error: Error): string {
  if (error instanceof CommitStands) return error.message;
  if (error instanceof HeadMoved)
    return `Nothing was rolled back. ${error.message.replace(/run again\.$/, 'roll back again.')}`;
  const known = error instanceof RunStopped || error instanceof FileWriteError;
  const next = 'roll back again';
  const words = known ? `${endSentence(error.message)} Mend the cause, then ${next}.` : refusalOf(error, next);
  return `Nothing was rolled back, and all is as before. ${words}`;
}

/** What git does not know stays where it is when the folder of an item moves. */
async function leftBehind(root: string, { move }: RollbackPlan): Promise<string[]> {
  if (move === undefined || !(await lstat(join(root, move.from)).catch(() => undefined))) return [];
  return [`${move.from} still holds files that git does not know; move them to ${move.to} where they are needed.`];
}

async function rowsOf(repository: Repository, { task, move }: RollbackPlan) {
  if (move === undefined) return { changes: [], warnings: [] };
  return summaryRows(repository, task, { status: 'in_progress', ...move });
}

async function editsOf(root: string, { edits }: RollbackPlan): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  for (const { file, edit } of edits) {
    const reading = await readRepositoryText(root, file);
    if ('problem' in reading) throw new RunStopped(reading.problem.message);
    const after = edit(reading.text);
    if (after !== reading.text) changes.push({ file, before: reading.text, after });
  }
  return changes;
}

/** Undefined where nothing was written. */
async function keep({ repository, itemId, camera }: RollbackPlace, before: string): Promise<string | undefined> {
  const after = await camera.take();
  if (after === before) return undefined;
  const message = `${itemId}: a rollback that was not committed`;
  return keepLeftover(repository, { before, after, name: `${itemId}-rollback`, message });
}
