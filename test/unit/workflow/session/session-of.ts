/** Records of sessions for tests. */
import type { SessionRecord, SessionTask } from '../../../../src/session/session-record.ts';
import { begunTask } from '../../../../src/workflow/session/recorded-task.ts';

const began = new Date('2026-01-31T21:00:00Z');

/** A task that ended, as `complete` when nothing else is said. */
export function taskOf(id: string, change: Partial<SessionTask> = {}): SessionTask {
  const begun = begunTask({ item_id: id, title: `Title of ${id}`, file: `tasks/active/${id}.md` }, 1, 'base', began);
  return { ...begun, status: 'complete', message: 'Done.', ended_at: '2026-01-31T21:10:00.000Z', ...change };
}

export const failed = (id: string): SessionTask =>
  taskOf(id, { status: 'error', ended_by: 'criterion', message: `${id} failed.` });

export function sessionOf(tasks: readonly SessionTask[], change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    ...{ session_id: 's-1', started_at: began.toISOString(), ended_at: null, outcome: 'running', reason: '' },
    ...{ cluster_context: 'demo', tasks: [...tasks], human_actions: [], settled: [], issue: null, retrospective: null },
    ...{ next_action: null, warnings: [] },
    ...change,
  };
}
