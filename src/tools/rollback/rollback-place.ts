/** Where a rollback works, and what it is known by. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadState, Repository } from '../../git/repository.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import { RunStopped } from '../process/run.ts';
import type { RecordedAttempt, RecordedPicture, RunRecord } from '../process/run-record.ts';

export interface RollbackPlace {
  readonly repository: Repository;
  readonly itemId: string;
  /** Where the branch was when the plan was made. */
  readonly head: HeadState;
  readonly branch: string;
  readonly camera: WorkTreeCamera;
  /** For files of ours. */
  readonly runFolder: string;
  /** Writes down how things were before what is in work, for whoever comes after a kill; undefined when all is committed or put back. */
  note(before: RecordedPicture | undefined): Promise<void>;
  /** What is in work can be neither kept nor put back: what is written down stays, for the next run. */
  leave(): void;
}

/** What a record calls the work. */
const criterion = 'rolling back';

/** The same with the record of the run that it is. */
export interface OwnPlace extends Omit<RollbackPlace, 'note' | 'leave'> {
  readonly record: RunRecord;
}

/** The repository with the task. */
export function ownPlace({ record, ...place }: OwnPlace): RollbackPlace {
  return { ...place, note: (before) => note(record, before && { criterion, ...before }), leave: () => record.leave() };
}

/**
 * A related repository: it is written down by the run of the repository with the task, in which nothing is in work then.
 * @param index its place among the related ones
 */
export function relatedPlace(
  own: OwnPlace,
  at: Pick<RollbackPlace, 'repository' | 'head' | 'branch'>,
  index: number,
): RollbackPlace {
  const { itemId, record, camera, repository: tasks } = own;
  const { repository } = at;
  const runFolder = join(own.runFolder, `related-${index + 1}`);
  const noteThere = async (before: RecordedPicture | undefined) => {
    if (before === undefined) return note(record, undefined);
    const there = { ...before, root: repository.root };
    await note(record, { criterion, ...(await pictureOf(tasks, camera, 'HEAD')), related: [there] });
  };
  const ours = { itemId, camera: new WorkTreeCamera(repository, runFolder), runFolder };
  return { ...at, ...ours, note: noteThere, leave: () => record.leave() };
}

/** @throws RunStopped where the next run needs what is written down of another repository */
async function note(record: RunRecord, attempt: RecordedAttempt | undefined): Promise<void> {
  if (!record.isLeft) return record.note(attempt);
  if (attempt !== undefined)
    throw new RunStopped('What was written in another repository waits to be put back. Roll back again.', 'repository');
}

/** How a repository is now. @param commit what it is compared with to tell the user's own edits */
export async function pictureOf(
  { root }: Repository,
  camera: WorkTreeCamera,
  commit: string,
): Promise<RecordedPicture> {
  const tree = await camera.take();
  const usersOwn = (await camera.compare(commit, tree)).map(({ path }) => path);
  const [ignored, rootEntries] = [await camera.ignored(), await readdir(root)];
  return { takenAt: Date.now(), tree, usersOwn, ignored, rootEntries, steering: {}, inner: [] };
}
