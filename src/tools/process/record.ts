/** Writes what a criterion came to: the box, `updated:`, a log line, one commit; pushed where later criteria look at the cluster. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appendLog, EditConflict, setField, tickCriterion } from '../../backlog/edit/edit.ts';
import { FileWriteError, writeFileAtomic } from '../../backlog/edit/write.ts';
import { localDate, localMinute } from '../../backlog/local-time.ts';
import type { Criterion, Task } from '../../backlog/task.ts';
import type { Claim } from '../../codex/claim.ts';
import { redact } from '../../codex/redact.ts';
import { commitPaths } from '../../git/commit.ts';
import { countUnpushed, pushHead } from '../../git/push.ts';
import { criterionMessage, criterionSubject, doneEntry, failedEntry, oneLine } from './messages.ts';
import { type PlacedCriterion, type Run, RunStopped } from './run.ts';

export interface Recorded {
  readonly sha: string;
  readonly subject: string;
}

/** Ticks the box and commits it together with exactly what the criterion changed. */
export async function recordDone(
  run: Run,
  task: Task,
  placed: PlacedCriterion,
  claim: Claim,
  work: { readonly paths: readonly string[]; readonly notes: readonly string[] },
): Promise<Recorded> {
  const { criterion } = placed;
  const entry = doneEntry(localMinute(new Date()), criterion.text, claim);
  const edit = (text: string) => doneEdit(text, criterion, entry);
  const message = criterionMessage(run.itemId, criterion.text, claim, work.notes);
  const sha = await editAndCommit(run, task, edit, work.paths, message);
  return { sha, subject: criterionSubject(run.itemId, criterion.text) };
}

/** Tries the edits of a finished criterion before any work is done for it. @throws RunStopped when the file does not take them */
export function checkRecordable(task: Task, text: string, criterion: Criterion): void {
  takeEdit(task, () => doneEdit(text, criterion, localMinute(new Date())));
}

function doneEdit(text: string, criterion: Criterion, entry: string): string {
  return appendLog(setField(tickCriterion(text, criterion.address), 'updated', localDate(new Date())), entry);
}

function takeEdit(task: Task, edit: () => string): string {
  try {
    return edit();
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    throw new RunStopped(`${task.file} cannot be edited: ${error.message} Mend the file, commit it, then run again.`);
  }
}

/** Logs a criterion that ended the run; its box stays open. */
export async function recordFailed(
  run: Run,
  task: Task,
  placed: PlacedCriterion,
  attempts: number,
  reason: string,
): Promise<Recorded> {
  const now = new Date();
  const entry = failedEntry(localMinute(now), placed.criterion.text, attempts, reason);
  const edit = (text: string) => appendLog(setField(text, 'updated', localDate(now)), entry);
  const start = `chore(${run.itemId}): log failed criterion: `;
  const subject = start + oneLine(placed.criterion.text, 90 - start.length);
  return { sha: await editAndCommit(run, task, edit, [], `${subject}\n\n${entry}`), subject };
}

/** On a refused commit (a hook, a missing identity) the task file is as before and nothing is staged; git's words go on. */
async function editAndCommit(
  run: Run,
  task: Task,
  edit: (text: string) => string,
  paths: readonly string[],
  message: string,
): Promise<string> {
  const file = join(run.repository.root, task.file);
  const text = await readFile(file, 'utf8');
  const edited = takeEdit(task, () => edit(text));
  await writeFileAtomic(file, edited, text).catch((error: unknown) => {
    throw error instanceof FileWriteError ? new RunStopped(error.message) : error;
  });
  try {
    const all = [...new Set([...paths, task.file])];
    return await commitPaths(run.repository, { paths: all, message, signal: run.context.signal });
  } catch (error) {
    // A hook may have changed the file meanwhile; it was committed before, so this is what it was.
    await writeFileAtomic(file, text);
    run.context.signal.throwIfAborted();
    throw new RunStopped(`git refused the commit: ${redact((error as Error).message.trim())}`);
  }
}

/** Whether the task's later criteria, and its verification, look at a cluster that Flux keeps at what is pushed. */
export function deploysByPush(task: Task): boolean {
  return task.labels.some((label) => label === 'deployment' || label === 'flux');
}

/** Such tasks are pushed after every commit, unless the user's settings say otherwise. */
export function pushesAtOnce(run: Run, task: Task): boolean {
  return run.settings.push === 'auto' && deploysByPush(task);
}

/** Pushes what the upstream does not have. @throws RunStopped when the push is refused; the commits stay */
export async function pushCommits(run: Run): Promise<void> {
  const outcome = await pushHead(run.repository, run.context.signal);
  if (outcome.status === 'refused') {
    throw new RunStopped(
      `The push to ${outcome.upstream} was refused, and the cluster gets what is pushed: ${outcome.message}\n` +
        'The commits are in your branch. Bring it up to date (git pull --rebase), push, then run again.',
    );
  }
  if (outcome.status === 'pushed') run.report.pushed = true;
  else addOnce(run.report.warnings, 'HEAD has no upstream, so nothing was pushed; Flux does not see the commits.');
}

/** Before verification: nothing of a deployment may be missing at the upstream, also of an earlier run. */
export async function pushTheRest(run: Run, task: Task): Promise<void> {
  if (!deploysByPush(task) || (await countUnpushed(run.repository)) === 0) return;
  if (pushesAtOnce(run, task)) return pushCommits(run);
  const policy = run.settings.push;
  addOnce(run.report.warnings, `Commits are not pushed (push: ${policy}), so the cluster is verified without them.`);
}

function addOnce(list: string[], entry: string): void {
  if (!list.includes(entry)) list.push(entry);
}
