/** What a session writes into the file of a task: that it is blocked, by what, and that it is tried again. One commit each. */
import { localDate, localMinute } from '../../backlog/local-time.ts';
import { readTask, stateFilesOf } from '../../backlog/read/read-task.ts';
import { type FileEdit, logEdits, statusEdits } from '../../backlog/standard/edit/recording.ts';
import { blockingEdit } from '../../backlog/standard/edit/waiting.ts';
import type { Task } from '../../backlog/task.ts';
import type { Repository } from '../../git/repository.ts';
import { oneLine } from '../../tools/process/messages.ts';
import { againEntry, type Blocking, blockedEntry, readBlocking } from './blocked-entry.ts';
import { commitEdits, type OwnCommitOutcome } from './own-commit.ts';

export interface MarkedTask {
  readonly repository: Repository;
  readonly task: Task;
  readonly sessionId: string;
  readonly signal: AbortSignal;
}

/** The task ended with an error: `status: blocked` with the reason in its log, and the status that it had. */
export async function blockAfterError(marked: MarkedTask, attempt: number, reason: string): Promise<OwnCommitOutcome> {
  const { task, sessionId } = marked;
  const blocking: Blocking = { session: sessionId, attempt, status: task.status };
  const entry = blockedEntry(localMinute(new Date()), blocking, reason);
  return mark(marked, 'blocked', entry, `chore(${task.id}): blocked after an error`);
}

/** Its verification failed: `status: blocked`, `blocked_by` the follow-up. */
export async function blockByFollowUp(marked: MarkedTask, followUp: string): Promise<OwnCommitOutcome> {
  const { task, sessionId } = marked;
  const entry = `${localMinute(new Date())}: Verification failed; blocked by ${followUp} (session ${sessionId})`;
  const subject = `chore(${task.id}): blocked by ${followUp}, its verification failed`;
  return mark(marked, 'blocked', entry, subject, [blockingEdit(task, [followUp])]);
}

/** A session blocked it, and this one tries it again: it gets the status that it had. */
export async function unblock(marked: MarkedTask, attempt: number, status: string): Promise<OwnCommitOutcome> {
  const { task, sessionId } = marked;
  const entry = againEntry(localMinute(new Date()), { session: sessionId, attempt });
  return mark(marked, status, entry, `chore(${task.id}): tried again, attempt ${attempt}`);
}

/** How a session blocked the task after an error; undefined where none did, or its file cannot be read. */
export async function blockingOf(root: string, task: Task): Promise<Blocking | undefined> {
  const reading = await readTask(root, task);
  const text = 'files' in reading ? reading.files.find(({ file }) => file === task.file)?.text : undefined;
  return text === undefined ? undefined : readBlocking(text);
}

async function mark(
  { repository, task, sessionId, signal }: MarkedTask,
  status: string,
  entry: string,
  subject: string,
  more: readonly FileEdit[] = [],
): Promise<OwnCommitOutcome> {
  const date = localDate(new Date());
  const edits = byFile(task, [...statusEdits(task, status, date), ...more, ...logEdits(task, { date, entry })]);
  const message = `${oneLine(subject, 90)}\n\n${entry}\n\nSession: ${sessionId}`;
  return commitEdits({ repository, edits, message, signal });
}

/** One edit for each file, in order. */
function byFile(task: Task, edits: readonly FileEdit[]): FileEdit[] {
  return stateFilesOf(task).flatMap((file) => {
    const own = edits.filter((one) => one.file === file);
    return own.length === 0 ? [] : [{ file, edit: (text) => own.reduce((now, { edit }) => edit(now), text) }];
  });
}
