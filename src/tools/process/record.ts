/** Writes what a criterion came to: its mark, the date, a log line, one commit. */
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { localDate, localMinute } from '../../backlog/local-time.ts';
import type { ReadTask } from '../../backlog/read/read-task.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { type FileEdit, logEdits, recordingEdits } from '../../backlog/standard/edit/recording.ts';
import type { Criterion, Task } from '../../backlog/task.ts';
import type { Claim } from '../../codex/claim.ts';
import { commitPaths } from '../../git/commit.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import type { HeadState } from '../../git/repository.ts';
import { type FileChange, restoreFiles, writeFiles } from '../edit-files.ts';
import type { Attempt } from './attempt.ts';
import { commitRelated, refusalOf } from './commit-related.ts';
import { headOf } from './head-guard.ts';
import { criterionCommit } from './hook-review.ts';
import { changeTrailers, criterionMessage, criterionSubject, doneEntry, failedEntry, oneLine } from './messages.ts';
import { type PlacedCriterion, type Run, RunStopped, StoppedAfterCommit } from './run.ts';

export interface Recorded {
  readonly sha: string;
  readonly subject: string;
}

/**
 * Marks the criterion as done and commits that together with exactly what the criterion changed; what it changed in
 * related repositories is committed there first.
 */
export async function recordDone(
  run: Run,
  task: Task,
  placed: PlacedCriterion,
  claim: Claim,
  { works, changes, notes }: Pick<Attempt, 'works' | 'changes' | 'notes'>,
): Promise<Recorded> {
  const { criterion } = placed;
  const now = new Date();
  const entry = doneEntry(localMinute(now), criterion.text, claim);
  const edits = recordingEdits(task, { address: criterion.address, date: localDate(now), entry });
  const { clusterChanges } = run;
  const message = criterionMessage(run, criterion.text, claim, notes, clusterChanges);
  const subject = criterionSubject(run.itemId, criterion.text);
  const own = changes.find(({ one }) => one === works.tasks);
  const first = (files: readonly FileChange[]) => commitRelated({ works, changes, placed, subject, message }, files);
  const sha = await editAndCommit(run, edits, own?.paths ?? [], message, {
    on: works.tasks.head,
    tree: own?.tree,
    first,
  });
  clusterChanges.length = 0;
  return { sha, subject };
}

/** Tries the edits of a finished criterion before any work is done for it. @throws RunStopped when a file does not take them */
export function checkRecordable({ task, files }: ReadTask, { address }: Criterion): void {
  const now = new Date();
  for (const edit of recordingEdits(task, { address, date: localDate(now), entry: localMinute(now) })) {
    const found = files.find(({ file }) => file === edit.file);
    if (found !== undefined) takeEdit(edit, found.text);
  }
}

function takeEdit({ file, edit }: FileEdit, text: string): string {
  try {
    return edit(text);
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    throw new RunStopped(`${file} cannot be edited: ${error.message} Mend the file, commit it, then run again.`);
  }
}

/** Logs a criterion that ended the run; its mark stays open. @param verdict a line for the commit, where there is more to say */
export async function recordFailed(
  run: Run,
  task: Task,
  placed: PlacedCriterion,
  attempts: number,
  reason: string,
  verdict?: string,
): Promise<Recorded> {
  const now = new Date();
  const entry = failedEntry(localMinute(now), placed.criterion.text, attempts, reason);
  const edits = logEdits(task, { date: localDate(now), entry });
  const start = `chore(${run.itemId}): log failed criterion: `;
  const subject = start + oneLine(placed.criterion.text, 90 - start.length);
  const message = [
    `${subject}\n\n${entry}`,
    ...(verdict === undefined ? [] : ['', verdict]),
    ...(run.clusterChanges.length === 0 ? [] : ['', ...changeTrailers(run.clusterChanges)]),
  ].join('\n');
  const sha = await editAndCommit(run, edits, [], message);
  run.clusterChanges.length = 0;
  return { sha, subject };
}

interface EditAndCommitOptions {
  /** Where HEAD has to be. */
  readonly on?: HeadState | undefined;
  readonly tree?: string | undefined;
  first?(changes: readonly FileChange[]): Promise<void>;
}

/**
 * On a refused commit (a hook, a missing identity) the edited files are as before and nothing is staged; git's words go on.
 * @param options.on where HEAD has to be; on the branch of the run when not given
 * @param options.tree in which the paths have to be as they are now, but for the edits
 * @param options.first what is done before the first file is written
 */
export async function editAndCommit(
  run: Run,
  edits: readonly FileEdit[],
  paths: readonly string[],
  message: string,
  { on, tree, first }: EditAndCommitOptions = {},
): Promise<string> {
  const { repository, context } = run;
  const changes = await changesOf(repository.root, edits);
  const head = await headOf(run, on);
  await first?.(changes);
  await writeFiles(repository.root, changes).catch((error: unknown) => {
    throw error instanceof FileWriteError ? new RunStopped(error.message) : error;
  });
  try {
    const edited = changes.map(({ file }) => file);
    const all = [...new Set([...paths, ...edited])];
    const judged =
      tree === undefined ? {} : { judged: { tree, paths: paths.filter((path) => !edited.includes(path)) } };
    return await commitPaths(repository, {
      paths: all,
      message,
      signal: context.signal,
      on: head,
      ...(await criterionCommit(run)),
      ...judged,
    });
  } catch (error) {
    if (error instanceof CommitStands) throw new StoppedAfterCommit(refusalOf(error), error.commit);
    // A hook may have changed the files meanwhile; they were committed before, so this is what they were.
    const left = await restoreFiles(repository.root, changes);
    context.signal.throwIfAborted();
    throw new RunStopped([refusalOf(error as Error), ...left].join('\n'), 'git');
  }
}

/** What the edits make of the files as they are now, all before the first one is written. Some change nothing: a date of today. */
async function changesOf(root: string, edits: readonly FileEdit[]): Promise<FileChange[]> {
  const changes: FileChange[] = [];
  for (const edit of edits) {
    const reading = await readRepositoryText(root, edit.file);
    if ('problem' in reading) throw new RunStopped(`${reading.problem.message} Mend it, then run again.`);
    const after = takeEdit(edit, reading.text);
    if (after !== reading.text) changes.push({ file: edit.file, before: reading.text, after });
  }
  return changes;
}
