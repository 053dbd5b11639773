/** What a rollback does, worked out before anything is done: the work tree, the index and the branch stay as they are. */
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { localDate, localMinute } from '../../backlog/local-time.ts';
import { type ReadTask, readTask, stateFilesOf } from '../../backlog/read/read-task.ts';
import type { FileEdit } from '../../backlog/standard/edit/recording.ts';
import { reopeningEdits } from '../../backlog/standard/edit/reopening.ts';
import type { CriterionAddress, Task } from '../../backlog/task.ts';
import type { LoggedCommit } from '../../git/commit-log.ts';
import type { Repository } from '../../git/repository.ts';
import { changedEntries, readEntries, type TreeEntry } from '../../git/tree-entries.ts';
import { InputError } from '../input-error.ts';
import { isLinked } from '../linked-path.ts';
import { oneLine } from '../process/messages.ts';
import { type Move, movedPath, moveOf, withMove } from './archived-place.ts';
import { boxesToOpen } from './boxes.ts';
import { checkByHand } from './by-hand.ts';
import { appliersIn, changedFiles } from './changed-files.ts';
import { ownStateOf } from './own-state.ts';
import type { CommitChange } from './reverse-commits.ts';
import { reverseOrRefuse } from './reverse-or-refuse.ts';
import { deedsOf, subjectOf } from './runs.ts';

export interface RollbackPlan {
  /** The task as its files are now. */
  readonly task: Task;
  /** Entries by path, where they are to be others than now; the edits below come on top. */
  readonly changes: ReadonlyMap<string, TreeEntry | undefined>;
  /** Edits of the task's own files, in the place where they are then. */
  readonly edits: readonly FileEdit[];
  readonly move: Move | undefined;
  readonly checkByHand: readonly string[];
  readonly warnings: readonly string[];
}

/** The paths that a rollback changes. */
export function pathsOf({ changes, edits }: RollbackPlan): string[] {
  return [...new Set([...changes.keys(), ...edits.map(({ file }) => file)])].toSorted();
}

export interface PlanRequest {
  readonly repository: Repository;
  readonly task: Task;
  /** The commit that the branch is at. */
  readonly head: string;
  /** Newest first. */
  readonly commits: readonly (LoggedCommit & { readonly parent: string })[];
  /** For files of ours. */
  readonly folder: string;
}

/** @throws InputError when somebody has to decide first, or there is nothing to take back; it says what to do */
export async function planRollback(request: PlanRequest): Promise<RollbackPlan> {
  const { repository, commits, folder, head } = request;
  const reading = await readTask(repository.root, request.task);
  if ('problem' in reading) throw new InputError(`${reading.problem.message} Mend it, commit it, then roll back.`);
  const { task } = reading;
  for (const file of stateFilesOf(task)) {
    if (!(await isLinked(repository.root, file))) continue;
    throw new InputError(`${file} is a symbolic link, or lies behind one. Put the file itself there, then roll back.`);
  }
  const now = await readEntries(repository, head);
  const { reverting, ticked } = await whatTheyDid(repository, task.id, commits);
  const changes = await reverseOrRefuse(repository, folder, now, reverting);
  const boxes = boxesToOpen(task, ticked);
  if (changes.size === 0 && boxes.open.length === 0) {
    throw new InputError(
      `All files and boxes are as they were before ${commitNames(commits)}: there is nothing to roll back.`,
    );
  }
  const move = await moveOf(repository.root, task);
  const date = new Date();
  const reopening = {
    addresses: boxes.open.map(({ address }) => address),
    date: localDate(date),
    entries: commits.flatMap(deedsOf).map((deed) => `${localMinute(date)}: Rolled back: ${oneLine(deed, 120)}`),
    wasArchived: move !== undefined,
  };
  const edits = tried(reading, reopeningEdits(task, reopening));
  const files = await changedFiles(repository, now, changes);
  const messages = commits.map(({ message }) => message);
  return {
    task,
    changes: withMove(now, changes, move),
    edits: edits.map(({ file, edit }) => ({ file: movedPath(file, move), edit })),
    move,
    checkByHand: checkByHand(messages, files, await appliersIn(repository, head)),
    warnings: boxes.missing.map(
      (text) => `${stateFilesOf(task)[0]} no longer holds "${text}", so no box was opened for it.`,
    ),
  };
}

interface Done {
  readonly reverting: readonly CommitChange[];
  readonly ticked: readonly CriterionAddress[];
}

/** What the commits changed but for the state of the task, and which boxes they ticked. */
async function whatTheyDid(repository: Repository, taskId: string, commits: PlanRequest['commits']): Promise<Done> {
  const reverting: CommitChange[] = [];
  const ticked: CriterionAddress[] = [];
  for (const commit of commits) {
    const changes = await changedEntries(repository, commit.parent, commit.sha);
    const own = await ownStateOf(repository, taskId, commit, changes);
    const others = new Map([...changes].filter(([path]) => !own.paths.has(path)));
    reverting.push({ sha: commit.sha, parent: commit.parent, changes: others });
    ticked.push(...own.ticked);
  }
  return { reverting, ticked };
}

/** The edits, once each has been made on the text as it is. */
function tried({ files }: ReadTask, edits: readonly FileEdit[]): readonly FileEdit[] {
  for (const { file, edit } of edits) {
    const found = files.find((one) => one.file === file);
    try {
      if (found !== undefined) edit(found.text);
    } catch (error) {
      if (!(error instanceof EditConflict)) throw error;
      throw new InputError(`${file} cannot be edited: ${error.message} Mend the file, commit it, then roll back.`);
    }
  }
  return edits;
}

function commitNames(commits: readonly LoggedCommit[]): string {
  const [last] = commits;
  if (last === undefined) return 'the run';
  return commits.length === 1 ? `"${subjectOf(last)}"` : `these ${commits.length} commits`;
}
