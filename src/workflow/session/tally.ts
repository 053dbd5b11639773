/** What the tasks of a session come to: failures in a row, tokens, and the state file that follows from its record. Pure. */
import { idKey } from '../../backlog/task-id.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';
import type { SessionState } from '../../session/state.ts';

/** Errors that are of the task; any other one would end the next task as well. */
const ofTask: readonly (string | null | undefined)[] = ['criterion', 'person', 'task', 'tokens'];

/** Whether a session blocks a task that was processed: its verification failed, or it stopped by itself. */
export function isBlocked({ status, ended_by: by }: Pick<SessionTask, 'status' | 'ended_by'>): boolean {
  return status === 'tests_failed' || (status === 'error' && ofTask.includes(by));
}

/** Whether that counts as a failure of the session: waiting for a person is none. */
export function isFailure(task: Pick<SessionTask, 'status' | 'ended_by'>): boolean {
  return isBlocked(task) && task.ended_by !== 'person';
}

/** Whether what ended a task ends the session: cluster, git, Codex, a guard of the repository, a stop. */
export function isCritical({ status, ended_by: by }: Pick<SessionTask, 'status' | 'ended_by'>): boolean {
  return status === 'error' && !ofTask.includes(by);
}

/** Failures since the last task that was completed. What needs decomposition, or a person, is neither. */
export function failuresInARow(tasks: readonly SessionTask[]): number {
  let count = 0;
  for (const task of tasks) {
    if (task.ended_at === null) continue;
    if (task.status === 'complete') count = 0;
    else if (isFailure(task)) count += 1;
  }
  return count;
}

/** Input and output of all tasks. */
export function tokensOf(tasks: readonly SessionTask[]): number {
  return tasks.reduce((sum, { tokens }) => sum + tokens.input + tokens.output, 0);
}

/** The keys of the state file as this record has them; what was counted before the session stays. */
export function stateOf(record: SessionRecord, before: SessionState): SessionState {
  const { tasks, outcome } = record;
  const ended = tasks.filter(({ ended_at: at }) => at !== null);
  const idsOf = (wanted: (task: SessionTask) => boolean) => [
    ...new Set(ended.filter(wanted).map(({ item_id: id }) => id)),
  ];
  const last = tasks.at(-1);
  const isInWork = last !== undefined && (last.ended_at === null || isCritical(last));
  const isEarly = outcome === 'early_exit';
  return {
    session_id: record.session_id,
    started_at: record.started_at,
    tasks_processed: idsOf(() => true),
    tasks_completed: idsOf(({ status }) => status === 'complete'),
    tasks_blocked: idsOf(isBlocked),
    current_task: isInWork ? last.item_id : null,
    consecutive_failures: failuresInARow(tasks),
    early_exit_triggered: isEarly,
    early_exit_reason: isEarly ? record.reason : null,
    cluster_context: record.cluster_context ?? before.cluster_context,
    attempt_count: attemptsAfter(ended, before.attempt_count),
  };
}

/** Tries that ended with an error, by task; a task that was completed has none any more. */
function attemptsAfter(ended: readonly SessionTask[], before: SessionState['attempt_count']) {
  const counts = new Map(Object.entries(before));
  for (const { item_id: id, status, ended_by, attempt } of ended) {
    if (status === 'complete') counts.delete(keyIn(counts, id));
    else if (status === 'error' && isBlocked({ status, ended_by })) counts.set(keyIn(counts, id), attempt ?? 1);
  }
  return Object.fromEntries(counts);
}

/** How often sessions tried a task in vain, as the state file says. */
export function attemptsIn(counts: SessionState['attempt_count'], id: string): number {
  return counts[keyIn(new Map(Object.entries(counts)), id)] ?? 0;
}

/** People write ids in several ways. */
function keyIn(counts: ReadonlyMap<string, unknown>, id: string): string {
  return [...counts.keys()].find((known) => idKey(known) === idKey(id)) ?? id;
}
