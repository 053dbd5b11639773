/** What the tasks of a conversation came to, when it is over. */
import { holdsCommit } from '../../git/pushed.ts';
import { archiveLeft } from '../session/archive-left.ts';
import { recoverKilled } from '../session/begin.ts';
import type { SessionRun } from '../session/session-run.ts';

/** What is left of a call that was cut off is put aside; where each task is by now is written down. */
export async function settleTasks(run: SessionRun): Promise<void> {
  const { ledger, repository, context, settings } = run;
  const recovered = await recoverKilled({ repository, settings, context, itemId: 'session' });
  await ledger.warn(...recovered);
  const last = ledger.record.tasks.at(-1);
  if (last !== undefined && last.ended_at === null) {
    const message = 'The conversation ended before it did; what is done is committed, and it can be gone on with.';
    await ledger.saveTask({ status: 'partial', message, ended_at: new Date().toISOString() });
  }
  const tasks = [];
  for (const task of ledger.record.tasks) {
    const isOpen = task.status === 'complete' && task.archived === null;
    const found = isOpen ? await archiveLeft(repository, task.item_id, task.file, context.signal) : undefined;
    if (found !== undefined) tasks.push({ ...task, archived: { ...found, pushed: await isPushed(run, found.sha) } });
    else tasks.push(task);
    if (isOpen && found === undefined) {
      await ledger.warn(`${task.item_id} is complete and was not archived: agent-toolkit archive ${task.item_id}`);
    }
  }
  await ledger.save({ tasks });
}

async function isPushed({ repository }: SessionRun, sha: string): Promise<boolean> {
  return (await holdsCommit(repository, sha, '@{upstream}')) === 'yes';
}
