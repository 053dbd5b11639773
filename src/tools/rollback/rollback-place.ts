/** Where a rollback works, and what it is known by. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadState, Repository } from '../../git/repository.ts';
import { WorkTreeCamera } from '../../git/work-tree.ts';
import type { RecordedPicture, RunRecord } from '../process/run-record.ts';

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
}

/** What a record calls the work. */
const criterion = 'rolling back';

/** The same with the record of the run that it is. */
export interface OwnPlace extends Omit<RollbackPlace, 'note'> {
  readonly record: RunRecord;
}

/** The repository with the task. */
export function ownPlace({ record, ...place }: OwnPlace): RollbackPlace {
  return { ...place, note: (before) => record.note(before === undefined ? undefined : { criterion, ...before }) };
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
  const note = async (before: RecordedPicture | undefined) => {
    if (before === undefined) return record.note(undefined);
    const there = { ...before, root: repository.root };
    await record.note({ criterion, ...(await pictureOf(tasks, camera, 'HEAD')), related: [there] });
  };
  return { ...at, itemId, camera: new WorkTreeCamera(repository, runFolder), runFolder, note };
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
