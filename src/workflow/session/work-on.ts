/** One task of a session: processed, then what its status asks for. Each step is written down before and after. */
import { findTask } from '../../backlog/queue/find-task.ts';
import { readBacklog } from '../../backlog/read/read.ts';
import type { Task } from '../../backlog/task.ts';
import { readHead } from '../../git/repository.ts';
import type { SessionTask } from '../../session/session-record.ts';
import { InputError } from '../../tools/input-error.ts';
import { startReport } from '../../tools/process/report.ts';
import { archiveTask } from '../archive.ts';
import { asCutOff } from './as-cut-off.ts';
import type { Choice } from './choose.ts';
import { followUpOf } from './follow-up.ts';
import { blockAfterError, blockByFollowUp, blockingOf, type MarkedTask, unblock } from './mark-task.ts';
import { begunTask, withResult } from './recorded-task.ts';
import { type SessionRun, tell } from './session-run.ts';
import { isBlocked } from './tally.ts';

/**
 * Works on the task that was chosen.
 * @returns false where it could not even be begun, which is told
 * @throws the signal's reason: then the next session goes on with it
 */
export async function workOn(run: SessionRun, choice: Choice, attempts: number): Promise<boolean> {
  const { ledger, repository } = run;
  const { item } = choice;
  const attempt = attempts + 1;
  if (choice.how === 'retry' && !(await putStatusBack(run, item.item_id, attempt))) return false;
  const base = (await readHead(repository))?.commit ?? null;
  const task = begunTask(item, attempt, base, new Date());
  await ledger.save({ tasks: [...ledger.record.tasks, task] });
  await processAndAct(run);
  return true;
}

/** Goes on with the task that the record has as the last one. */
export async function processAndAct(run: SessionRun): Promise<void> {
  const { ledger } = run;
  const task = ledger.record.tasks.at(-1);
  if (task === undefined) return;
  const { item_id, title, attempt = 1 } = task;
  run.emit({ type: 'task_began', item_id, title, attempt });
  tell(run, `${item_id}: ${title}. The kube context is verified before each criterion.`);
  const processed = task.status === null ? await ledger.saveTask(await process(run, task)) : task;
  await act(run, processed);
  const ended = await ledger.saveTask({ ended_at: new Date().toISOString() });
  tell(run, `${item_id}: ${ended.status ?? 'in work'}. ${ended.message}`);
  run.emit({ type: 'task_ended', task: ended });
}

async function process(run: SessionRun, task: SessionTask): Promise<SessionTask> {
  const { tools, repository, context, stop, each } = run;
  const { item_id: itemId } = task;
  const signal = AbortSignal.any([context.signal, stop]);
  const input = {
    ...each,
    item_id: itemId,
    repo_path: repository.root,
    rollback: 'auto',
    decompose: 'create',
  } as const;
  try {
    return withResult(task, await tools.process_bug(input, { ...context, signal }));
  } catch (error) {
    context.signal.throwIfAborted();
    if (stop.aborted) return stopped(run, task);
    if (!(error instanceof InputError)) throw error;
    return withResult(task, { ...startReport(itemId, []), message: error.message });
  }
}

/** A run that was stopped says nothing of what it had done. */
async function stopped({ repository }: SessionRun, task: SessionTask): Promise<SessionTask> {
  const known = await asCutOff(repository, task);
  if (known.status !== null) return known;
  return { ...known, status: 'error', ended_by: 'stop', message: 'It was stopped by command.' };
}

async function act(run: SessionRun, task: SessionTask): Promise<void> {
  if (task.status === 'complete' && run.archives && task.archived === null) await archive(run, task);
  else if (task.status === 'tests_failed') await openFollowUp(run, task);
  else if (task.status === 'error' && isBlocked(task)) await block(run, task);
}

/** What keeps it from being archived is a warning: it is complete all the same. */
async function archive({ repository, settings, context, ledger }: SessionRun, task: SessionTask): Promise<void> {
  const { push, waitMinutes } = settings;
  const request = { repoRoot: repository.root, itemId: task.item_id, push, waitMinutes };
  try {
    const { to, sha, pushed, refused, pull_request, warnings } = await archiveTask(request, context);
    await ledger.saveTask({
      archived: { to, sha, pushed, ...(refused === undefined ? {} : { refused }) },
      pull_request: pull_request ?? task.pull_request,
      warnings: [...task.warnings, ...warnings],
    });
  } catch (error) {
    context.signal.throwIfAborted();
    const warning = `${task.item_id} is complete and was not archived. ${(error as Error).message}`;
    await ledger.saveTask({ warnings: [...task.warnings, warning] });
  }
}

async function openFollowUp(run: SessionRun, task: SessionTask): Promise<void> {
  const original = await taskOf(run, task.item_id);
  if (original === undefined) return;
  const { id, warnings } =
    task.follow_up === null ? await followUpOf(run, task, original) : { id: task.follow_up, warnings: [] };
  const saved = await run.ledger.saveTask({ follow_up: id, warnings: [...task.warnings, ...warnings] });
  const isBlocked = original.status === 'blocked' && original.dependencies.some((one) => one.id === id);
  if (!isBlocked) await warnUnlessMade(run, saved, await blockByFollowUp(markedBy(run, original), id));
}

async function block(run: SessionRun, task: SessionTask): Promise<void> {
  const original = await taskOf(run, task.item_id);
  if (original === undefined) return;
  const before = await blockingOf(run.repository.root, original);
  if (before?.session === run.ledger.record.session_id) return;
  const outcome = await blockAfterError(markedBy(run, original), task.attempt ?? 1, task.message);
  await warnUnlessMade(run, task, outcome);
}

async function putStatusBack(run: SessionRun, itemId: string, attempt: number): Promise<boolean> {
  const task = await taskOf(run, itemId);
  const blocking = task === undefined ? undefined : await blockingOf(run.repository.root, task);
  if (task === undefined || blocking === undefined) return false;
  const outcome = await unblock(markedBy(run, task), attempt, blocking.status);
  if ('sha' in outcome) return true;
  await run.ledger.warn(`${itemId} was not tried again. ${outcome.why}`);
  return false;
}

function markedBy({ repository, ledger, context }: SessionRun, task: Task): MarkedTask {
  return { repository, task, sessionId: ledger.record.session_id, signal: context.signal };
}

async function warnUnlessMade(
  { ledger }: SessionRun,
  task: SessionTask,
  outcome: { readonly sha: string } | { readonly why: string },
): Promise<void> {
  if ('sha' in outcome) return;
  const warning = `${task.item_id} could not be marked as blocked. ${outcome.why}`;
  await ledger.saveTask({ warnings: [...task.warnings, warning] });
}

/** The task as its files are now; undefined where it is gone. */
async function taskOf({ repository }: SessionRun, itemId: string): Promise<Task | undefined> {
  const lookup = findTask(await readBacklog(repository.root), itemId);
  return lookup.kind === 'found' ? lookup.task : undefined;
}
