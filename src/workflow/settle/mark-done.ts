/** Marks one human action as done, in one edit and one commit of exactly its files. */
import { EditConflict } from '../../backlog/edit/edit-conflict.ts';
import { FileWriteError } from '../../backlog/edit/write-error.ts';
import { localDate, localMinute } from '../../backlog/local-time.ts';
import { readRepositoryText } from '../../backlog/read/task-file.ts';
import { type ActionDone, completeReport } from '../../backlog/standard/edit/action-edits.ts';
import type { HumanAction, Task } from '../../backlog/task.ts';
import { CommitStands } from '../../git/commit-errors.ts';
import type { HeadState, Repository } from '../../git/repository.ts';
import { InputError } from '../../tools/input-error.ts';
import { isUnknownToGit } from '../../tools/work-tree-status.ts';
import { moveToCompleted } from '../move-to-completed.ts';
import { commitAction, openRows, statusIn } from './action-files.ts';

export interface DoneAction {
  readonly action: HumanAction;
  /** The task that it is, where a task of the type human-action is it. */
  readonly task: Task | undefined;
  /** What showed it. */
  readonly evidence: string;
  /** Set where a person says so. */
  readonly byHand?: true;
  readonly now: Date;
  /** Where HEAD has to be when it is committed. */
  readonly on: HeadState;
}

export interface Marked {
  readonly sha: string;
  /** Where its file lies now, if it moved. */
  readonly to?: string;
  readonly warnings: readonly string[];
}

/**
 * An action's report gets its status, date and evidence, and its row in the tables the status; a task gets a line in its log,
 * too, and moves to completed/. The caller holds the locks of runs and of creations.
 * @returns why it was not marked, as a sentence; everything is as before then
 */
export async function markDone(
  repository: Repository,
  done: DoneAction,
  signal: AbortSignal,
): Promise<Marked | string> {
  try {
    return await (done.task === undefined
      ? markReport(repository, done, signal)
      : archive(repository, done, done.task));
  } catch (error) {
    signal.throwIfAborted();
    const isExpected = [EditConflict, FileWriteError, InputError, CommitStands].some((kind) => error instanceof kind);
    if (isExpected || isGitRefusal(error)) return (error as Error).message;
    throw error;
  }
}

/** What `moveToCompleted` makes of git's own words. */
function isGitRefusal(error: unknown): boolean {
  return error instanceof Error && /was not archived, and its (?:file|folder) is as before/.test(error.message);
}

function archive(repository: Repository, { evidence, byHand, now, on }: DoneAction, task: Task): Promise<Marked> {
  const entry = `${localMinute(now)}: ${byHand ? '' : 'Done by its until probe: '}${evidence}`;
  return moveToCompleted(repository, task, now, on, { entry, body: evidence });
}

async function markReport(
  repository: Repository,
  { action, evidence, byHand, now, on }: DoneAction,
  signal: AbortSignal,
): Promise<Marked | string> {
  const { file } = action;
  const again = byHand ? 'then mark it again' : 'the next check marks the action';
  const reading = await readRepositoryText(repository.root, file);
  if ('problem' in reading) return reading.problem.message;
  const status = await statusIn(repository, file);
  if (status !== '') {
    const what = isUnknownToGit(status) ? 'is not in git yet' : 'has changes that are not committed';
    return `${file} ${what}. Commit it; ${again}.`;
  }
  const facts: ActionDone = { date: localDate(now), evidence: `${localMinute(now)}: ${evidence}` };
  const rows = await openRows(repository, action, facts.date);
  // An action that stands in a table alone has no report.
  const report = file.endsWith('.json')
    ? [{ file, before: reading.text, after: completeReport(reading.text, facts) }]
    : [];
  const changes = [...report, ...rows.changes];
  if (changes.length === 0) return `Its row in ${file} cannot be told from the others. Change it by hand.`;
  const made = await commitAction(repository, { action, evidence, changes, on }, signal);
  return typeof made === 'string' ? made : { ...made, warnings: rows.warnings };
}
