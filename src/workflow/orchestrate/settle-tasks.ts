/** What the tasks of a conversation came to, when it is over. */
import { holdsCommit } from '../../git/pushed.ts';
import { archiveLeft } from '../session/archive-left.ts';
import { asCutOff } from '../session/as-cut-off.ts';
import { recoverKilled } from '../session/begin.ts';
import type { SessionRun } from '../session/session-run.ts';

/** What is left of a call that was cut off is put aside; where each task is by now is written down. */
export async function settleTasks(run: SessionRun): Promise<void> {
  const { ledger, repository, context, settings } = run;
  const recovered = await recoverKilled({ repository, settings, context, itemId: 'session' });
  await ledger.warn(...recovered);
  const last = ledger.record.tasks.at(-1);
  if (last !== undefined && last.ended_at === null) await endCutOff(run, 'The conversation ended before it did');
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

/** The last task of the record did not come to its end: git and its transcripts say how far it came. */
export async function endCutOff({ ledger, repository }: SessionRun, why: string): Promise<void> {
  const last = ledger.record.tasks.at(-1);
  if (last === undefined) return;
  const known = last.status === null ? await asCutOff(repository, last) : last;
  const message =
    known.status === null ? `${why}; what is done is committed, and it can be gone on with.` : known.message;
  await ledger.saveTask({ ...known, status: known.status ?? 'partial', message, ended_at: new Date().toISOString() });
}

async function isPushed({ repository }: SessionRun, sha: string): Promise<boolean> {
  return (await holdsCommit(repository, sha, '@{upstream}')) === 'yes';
}
