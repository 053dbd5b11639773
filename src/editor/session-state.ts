/** A session as a run of the editor: what its events make of it, and how it ended. Pure. */
import { taskOutcome } from '../session/report/outcome.ts';
import type { SessionRecord, SessionTask } from '../session/session-record.ts';
import { sessionReportPath } from '../session/session-report-data.ts';
import type { SessionEvent } from '../workflow/session/events.ts';
import * as l10n from './l10n.ts';
import { processOutcome, type RunOutcome, type RunState, sessionItem, startRun } from './run-state.ts';

export type SessionEnd = Pick<Extract<SessionEvent, { type: 'ended' }>, 'record' | 'report'>;

/** The run after an event; the progress of a task in it is that of any run. */
export function withSessionEvent(run: RunState, event: SessionEvent): RunState {
  switch (event.type) {
    case 'began': {
      const message = event.resumed
        ? l10n.t('The session goes on where it was interrupted.')
        : l10n.t('The session has begun.');
      return between(run, 'choosing', message);
    }
    case 'scanned':
      return between(run, 'choosing', l10n.t`${event.ready} of ${event.total} items are ready.`);
    case 'task_began': {
      const { repository, kind } = run;
      const { item_id: id, title, attempt } = event;
      const message = attempt > 1 ? l10n.t`${id}: ${title} (attempt ${attempt})` : `${id}: ${title}`;
      return { ...{ repository, kind, message }, itemId: event.item_id, stage: 'preparing', done: 0, total: 0 };
    }
    case 'task_ended':
      return between(run, 'choosing', `${event.task.item_id}: ${event.task.message}`);
    case 'early_exit':
      return between(run, 'looking back', event.reason);
    case 'retrospective':
      return between(run, 'looking back', l10n.t`Retrospective: ${event.summary}`);
    default:
      return run;
  }
}

/** How a task of the session ended, for its row, as that of a run of its own. */
export function sessionTaskOutcome(run: RunState, task: SessionTask): RunOutcome {
  const target = { ...run, itemId: task.item_id, kind: 'process' } as const;
  const result = { ...task, status: task.status ?? 'partial', test_result: task.tests };
  return processOutcome(target, result);
}

/** How the session ended. @param wasStopped whether the user of this window stopped it */
export function sessionOutcome(repository: string, { record }: SessionEnd, wasStopped: boolean): RunOutcome {
  const done = record.tasks.filter(({ status }) => status === 'complete').length;
  const total = record.tasks.length;
  const failures = record.tasks.filter((task) => taskOutcome(task).kind === 'bad').length;
  const base = {
    ...({ repository, itemId: sessionItem, kind: 'session', done, total, message: record.reason } as const),
    ...(failures === 0 ? {} : { failures }),
  };
  if (record.outcome !== 'early_exit') return { ...base, result: 'complete', word: l10n.t('finished') };
  return wasStopped
    ? { ...base, result: 'stopped', word: l10n.t('stopped') }
    : { ...base, result: 'failed', word: l10n.t('ended early') };
}

/** How the tasks of a session ended that this window has not run: what their rows show. */
export function recalledOutcomes(repository: string, record: SessionRecord): RunOutcome[] {
  const toldIn = sessionReportPath(record);
  return record.tasks.flatMap((task) => {
    if (task.ended_at === null) return [];
    const { item_id: itemId, sections_completed: done, sections_remaining: open } = task;
    const total = new Set([...done, ...open]).size;
    const run = startRun({ repository, itemId }, 'process', { done: 0, total });
    const outcome = { ...sessionTaskOutcome(run, task), endedAt: Date.parse(task.ended_at) };
    const { verification } = outcome;
    return verification === undefined ? outcome : { ...outcome, verification: { ...verification, toldIn } };
  });
}

function between({ repository, kind }: RunState, stage: RunState['stage'], message: string): RunState {
  return { repository, kind, itemId: sessionItem, stage, done: 0, total: 0, message };
}
